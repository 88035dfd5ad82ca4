// The dependency rule of docs/architecture.md, kept by a tool. The ladder is this one array: an area may use areas before it, never after it.
const ladder = ['members', 'sites', 'posts', 'moderation', 'ballots', 'meetings', 'appraisals', 'check-ins', 'mutual-aid', 'studies', 'contests', 'notices', 'figures', 'home', 'search'];

const areas = `(?:${ladder.join('|')})`;
const ends = '(?:shared|server|miniapp)/src';
const spec = '[.]spec[.]tsx?$';
// The client's session is plumbing, yet speaks the contract of members: who is signed in is asked there.
const session = '^miniapp/src/kit/(?:session|me)[.]tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'No cycles, imports of types included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import must lead somewhere; otherwise the other rules are blind to it.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-alone',
      comment: 'shared imports only itself: no I/O, no framework, no clock.',
      severity: 'error',
      from: { path: '^shared/src/', pathNot: [spec, '^shared/src/(?:fields|route)[.]ts$'] },
      to: { pathNot: '^shared/src/' },
    },
    {
      name: 'zod-in-two-files',
      comment: 'fields.ts and route.ts may use zod, and nothing else from outside.',
      severity: 'error',
      from: { path: '^shared/src/(?:fields|route)[.]ts$' },
      to: { pathNot: '^shared/src/|(?:^|/)node_modules/zod/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules.ts imports nothing from node_modules or Node; time is an argument.',
      severity: 'error',
      from: { path: '/rules[.]ts$' },
      to: { path: '(?:^|/)node_modules/' },
    },
    {
      name: 'rules-without-node',
      severity: 'error',
      from: { path: '/rules[.]ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-vocabulary-knows-no-area',
      comment: 'The files at the top of shared are the common vocabulary; all-routes.ts alone gathers the areas.',
      severity: 'error',
      from: { path: '^shared/src/[^/]+[.]ts$', pathNot: [spec, '^shared/src/all-routes[.]ts$'] },
      to: { path: `^shared/src/${areas}/` },
    },
    {
      name: 'server-not-miniapp',
      severity: 'error',
      from: { path: '^server/src/' },
      to: { path: '^miniapp/' },
    },
    {
      name: 'miniapp-not-server',
      severity: 'error',
      from: { path: '^miniapp/src/' },
      to: { path: '^server/' },
    },
    ...ladder.slice(0, -1).map((area, at) => ({
      name: `ladder-${area}`,
      comment: `${area} may use areas before it on the ladder, never after it. News travels upwards as events.`,
      severity: 'error',
      from: { path: `^${ends}/${area}/` },
      to: { path: `^${ends}/(?:${ladder.slice(at + 1).join('|')})/` },
    })),
    {
      name: 'kit-knows-no-area',
      comment: 'kit and ui are plumbing; they know no area.',
      severity: 'error',
      from: { path: `^${ends}/(?:kit|ui)/`, pathNot: [spec, session] },
      to: { path: `^${ends}/${areas}/` },
    },
    {
      name: 'session-knows-only-members',
      severity: 'error',
      from: { path: session },
      to: { path: `^${ends}/(?!members/)${areas}/|^miniapp/src/members/` },
    },
    {
      name: 'areas-are-on-the-ladder',
      comment: 'A folder of shared or server is an area on the ladder, kit, or the seed.',
      severity: 'error',
      from: {},
      to: { path: `^(?:shared|server)/src/(?!(?:kit|seed|${ladder.join('|')})/)[^/]+/` },
    },
    {
      name: 'services-know-no-http',
      comment: 'A service refuses with a refusal; what that means in HTTP is the business of kit.',
      severity: 'error',
      from: { path: '[.]service[.]ts$' },
      to: { path: '(?:^|/)node_modules/(?:fastify|@fastify/[^/]+|@nestjs/platform-fastify)/|^node:https?$|^https?$' },
    },
    {
      name: 'controllers-touch-no-database',
      severity: 'error',
      from: { path: '[.]controller[.]ts$', pathNot: '^server/src/kit/' },
      to: { path: '^server/src/kit/db(?:[./-]|$)|[.]entity[.]ts$|(?:^|/)node_modules/(?:typeorm|pg)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|[.]cache)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    // The conditions by hand instead of a tsConfig: it misresolves "extends".
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.cjs', '.json', '.scss', '.svg', '.png'],
      mainFields: ['module', 'main', 'types'],
    },
    cache: false,
  },
};
