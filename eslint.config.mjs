import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noBarrels = {
  selector: 'ExportAllDeclaration',
  message: 'No re-exports: import from the file that defines the thing.',
};

const noReExports = { selector: 'ExportNamedDeclaration[source]', message: 'No re-exports: import from the file that defines the thing.' };

/** Two servers' clocks need not agree: what is stored or judged is of the database's time. */
const noOwnClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Rules read the database\'s clock: tx.now(), db.now() or app_now().' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Rules read the database\'s clock: tx.now(), db.now() or app_now().' },
];

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', '.cache/', '.data/', '**/.swc/', 'coverage/'] },
  {
    files: ['**/*.{ts,tsx,mjs,cjs,js}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', noBarrels],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }] },
  },
  {
    files: ['{shared,server,miniapp}/src/**/*.{ts,tsx}', 'server/tools/**/*.mjs'],
    ignores: ['**/*.spec.{ts,tsx}'],
    rules: { 'max-lines': ['error', { max: 300, skipBlankLines: true }] },
  },
  {
    files: ['**/index.ts', 'shared/src/**/*.ts', 'server/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noBarrels, noReExports],
    },
  },
  {
    files: ['shared/src/**/*.ts', 'server/src/**/*.ts'],
    // What counts only within one process (the bus's peers, a borrowed token) or compares the two clocks, and the seed, which writes a past that never was.
    ignores: ['**/*.spec.ts', 'server/src/kit/{bus,safety}.ts', 'server/src/moderation/content-check.ts', 'server/src/seed/**'],
    rules: { 'no-restricted-syntax': ['error', noBarrels, noReExports, ...noOwnClock] },
  },
  {
    files: ['**/*.spec.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo)$/]", message: 'No skipped, focused or planned tests.' },
        { selector: 'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]', message: 'No skipped or focused tests.' },
      ],
    },
  },
  {
    files: ['miniapp/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['**/*.{cjs,js}'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
