// All tests of the repository, as seven projects: shared, server, start (npm start itself), faults (processes killed and networks cut), miniapp (pages in jsdom), weapp (the built mini-program in Node), journeys (real Chromium).
// Everything is turned into CommonJS: jest's native ESM fails on Node 20 as soon as a CommonJS package requires an ESM one.

/** Packages that are ESM only and therefore go through the transform, too. */
const esm = ['@nestjs', 'file-type', '@tokenizer', 'strtok3', 'token-types', 'uint8array-extras', '@borewit', 'load-esm', 'cookie', 'es-toolkit', '@fastify', 'content-disposition', 'otpauth', '@noble', 'read-excel-file', 'write-excel-file', 'csv-parse', '@sparticuz', 'nanoid'];

const transform = (jsx) => ({
  '^.+\\.(ts|tsx|js|mjs)$': [
    '@swc/jest',
    {
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript', decorators: true, tsx: jsx },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false, ...(jsx ? { react: { runtime: 'automatic' } } : {}) },
        target: 'es2022',
        keepClassNames: true,
      },
      module: { type: 'commonjs' },
    },
  ],
});

const base = {
  testEnvironment: 'node',
  transform: transform(false),
  transformIgnorePatterns: [`node_modules/(?!(?:.*node_modules/)?(?:${esm.join('|')})/)`, '\\.pnp\\.[^\\/]+$'],
  moduleNameMapper: {
    // Tests read the source of shared, never its build.
    '^@branch/shared/(.*)$': '<rootDir>/shared/src/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/(server|shared|miniapp)/dist/', '<rootDir>/\\.(cache|data)/'],
};

export default {
  maxWorkers: 2,
  // Opening a world takes a second on a quiet machine, several on a busy one; no test measures speed.
  testTimeout: 30_000,
  projects: [
    { ...base, displayName: 'shared', testMatch: ['<rootDir>/shared/src/**/*.spec.ts'] },
    {
      ...base,
      displayName: 'server',
      testMatch: ['<rootDir>/server/{src,test}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/server/test/(faults|start)/'],
      globalSetup: '<rootDir>/server/test/global-setup.ts',
      globalTeardown: '<rootDir>/server/test/global-teardown.ts',
    },
    { ...base, displayName: 'start', testMatch: ['<rootDir>/server/test/start/**/*.spec.ts'] },
    { ...base, displayName: 'faults', testMatch: ['<rootDir>/server/test/faults/**/*.spec.ts'] },
    {
      ...base,
      displayName: 'miniapp',
      testEnvironment: 'jsdom',
      setupFiles: ['<rootDir>/miniapp/test/h5.ts'],
      transform: transform(true),
      testMatch: ['<rootDir>/miniapp/src/**/*.spec.{ts,tsx}'],
      moduleNameMapper: {
        '^@tarojs/components$': '<rootDir>/miniapp/test/components.tsx',
        '^@tarojs/taro$': '<rootDir>/miniapp/test/taro.ts',
        '\\.(scss|css|svg|png|jpg|webp)$': '<rootDir>/miniapp/test/asset.ts',
        ...base.moduleNameMapper,
      },
    },
    { ...base, displayName: 'weapp', testMatch: ['<rootDir>/miniapp/journeys/weapp/**/*.spec.ts'] },
    { ...base, displayName: 'journeys', testMatch: ['<rootDir>/miniapp/journeys/browser/**/*.spec.ts'] },
  ],
};
