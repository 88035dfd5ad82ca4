// The last line of npm test must be true: what was skipped, could not run or was never written counts as failed.
import { resolve } from 'node:path';
import { countReport } from '../tools/lib/checks.mjs';

const root = resolve(__dirname, '../..');
const suite = (path: string, ...statuses: string[]) => ({
  name: `${root}/${path}`,
  status: statuses.includes('failed') || statuses.length === 0 ? 'failed' : 'passed',
  message: statuses.length === 0 ? 'Cannot find module' : '',
  assertionResults: statuses.map((status, at) => ({ status, fullName: `故事 ${at}` })),
});
const report = (...suites: ReturnType<typeof suite>[]) => {
  const count = (wanted: string) => suites.flatMap((one) => one.assertionResults).filter((one) => one.status === wanted).length;
  return { numPassedTests: count('passed'), numFailedTests: count('failed'), numRuntimeErrorTestSuites: suites.filter((one) => one.assertionResults.length === 0).length, testResults: suites };
};

describe('the count at the end of npm test', () => {
  it('adds what passed and what failed', () => {
    expect(countReport(report(suite('server/src/a.spec.ts', 'passed', 'passed', 'failed')), ['server'])).toMatchObject({ passed: 2, failed: 1 });
  });

  it('counts a skipped and a planned test as failed, by name', () => {
    const counted = countReport(report(suite('server/src/a.spec.ts', 'passed', 'pending', 'todo')), ['server']);
    expect(counted).toMatchObject({ passed: 1, failed: 2 });
    expect(counted.troubles.join()).toContain('故事 1');
  });

  it('counts a suite that could not be loaded', () => {
    expect(countReport(report(suite('server/src/a.spec.ts', 'passed'), suite('server/src/b.spec.ts')), ['server'])).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a place without any test', () => {
    expect(countReport(report(suite('shared/src/a.spec.ts', 'passed')), ['shared/src', 'miniapp/src'])).toMatchObject({ passed: 1, failed: 1 });
  });
});
