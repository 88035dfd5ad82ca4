// The steps of npm test, in order. Add a row to add a step.
//   runs      commands; each counts as one test: [title, package that has the command, workspace it is installed in, arguments, folder]
//   projects  jest projects; `sources` are the folders that must each contribute tests
//   builds    what must be built first (rows of lib/build.mjs)
//   workers   how many specs run at once, where they wait more than they work (2 otherwise)
//   slow      left out by npm run check
export const steps = [
  {
    name: 'lint',
    title: 'eslint',
    runs: [['eslint', 'eslint', '.', ['--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint/', '.']]],
  },
  {
    name: 'types',
    title: 'tsc',
    // The longest first; what did not change since the last run is not checked again (tsc knows what depends on what).
    runs: ['miniapp', 'server', 'shared'].map((name) => [`types of ${name}`, 'typescript', '.', ['-p', `${name}/tsconfig.json`, '--noEmit', '--incremental', '--tsBuildInfoFile', `.cache/tsc/${name}.json`], 'tsc']),
  },
  {
    name: 'structure',
    title: 'dependency rules, unused code',
    runs: [
      ['dependency rules', 'dependency-cruiser', '.', ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'shared/src', 'server/src', 'miniapp/src'], 'depcruise'],
      ['unused code', 'knip', '.', ['--no-progress', '--no-config-hints']],
    ],
  },
  { name: 'unit', title: 'rules and pages', projects: ['shared', 'miniapp'], sources: ['shared/src', 'miniapp/src'] },
  { name: 'stories', title: 'server on real PostgreSQL', builds: ['shared', 'server'], projects: ['server'], sources: ['server'], workers: 3 },
  { name: 'start', title: 'npm start itself', builds: ['shared', 'server', 'h5'], projects: ['start'], sources: ['server/test/start'], slow: true },
  { name: 'faults', title: 'processes killed, networks cut, databases crashed', builds: ['shared', 'server'], projects: ['faults'], sources: ['server/test/faults'], workers: 3, slow: true },
  { name: 'weapp', title: 'the built mini-program', builds: ['shared', 'server', 'weapp'], projects: ['weapp'], sources: ['miniapp/journeys/weapp'], slow: true },
  { name: 'journeys', title: 'people at work in a real Chromium', builds: ['shared', 'server', 'h5'], projects: ['journeys'], sources: ['miniapp/journeys/browser'], workers: 3, slow: true },
];
