import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { ADMIN_ZONES, STRAPI_FOLDERS, SERVER_ZONES } from './tests/helpers/layers.mjs';

const STRAPI_VALUES = {
  group: ['@strapi/*', '!@strapi/utils'],
  allowTypeImports: true,
  message: 'Only strapi/ and the folders above it call Strapi. Ask for a narrow port instead.',
};
const STRAPI_INTERNALS = {
  group: ['@strapi/*/dist/**', '@strapi/*/ee/**', '**/ee/**'],
  message: "Use what Strapi's packages export.",
};
const SERVER_VALUES = {
  // The filter model is code that both halves run: text, chips and SQL must mean the same.
  regex: 'server/src/(?!contracts/search$)',
  allowTypeImports: true,
  message: 'The admin half imports types from the server, and code from contracts/search alone.',
};

const INTL = "Numbers and dates are written by Intl, in the reader's locale.";
const LOGICAL = 'Start and end instead of left and right: Arabic is written the other way.';
const DEAD_PROP =
  'The design system has this name in its types only; its paddingLeft is the start of the line already.';
const LANGUAGES = [
  {
    selector:
      'CallExpression[callee.property.name=/^(toLocale(Date|Time)?String|to(Date|Time|UTC)String|toFixed)$/]',
    message: INTL,
  },
  { selector: 'NewExpression[callee.object.name="Intl"][arguments.length=0]', message: INTL },
  {
    selector:
      'NewExpression[callee.object.name="Intl"] > :matches(Literal, Identifier[name="undefined"]):first-child',
    message: INTL,
  },
  { selector: 'JSXAttribute[name.name=/^(padding|margin)(Inline|Block)/]', message: DEAD_PROP },
  {
    selector:
      'TemplateElement[value.raw=/(padding|margin|border)-(left|right)|text-align: (left|right)/]',
    message: LOGICAL,
  },
];

export default tseslint.config(
  {
    ignores: [
      ...['**/dist/', '**/node_modules/', 'tests/app/', 'coverage/', 'test-results/'],
      ...['playwright-report/', '**/.cache/', '**/.tmp/'],
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'] }),
      ],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/extensions': ['.ts', '.tsx'],
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/return-await': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['{server,admin}/src/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...SERVER_ZONES, ...ADMIN_ZONES] }],
      'import-x/no-extraneous-dependencies': [
        'error',
        { devDependencies: false, optionalDependencies: false },
      ],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: STRAPI_FOLDERS,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [STRAPI_VALUES, STRAPI_INTERNALS] },
      ],
    },
  },
  {
    files: STRAPI_FOLDERS,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [STRAPI_INTERNALS] }],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/redact/brand.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSAsExpression > TSTypeReference[typeName.name=/^Redacted(Event|Request)$/]',
          message: 'Only redact/brand.ts says of a value that it is redacted.',
        },
      ],
    },
  },
  {
    files: ['admin/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [SERVER_VALUES, STRAPI_INTERNALS] },
      ],
      'no-restricted-syntax': ['error', ...LANGUAGES],
      // Lists that grow page by page keep what earlier answers brought.
      'react-hooks/set-state-in-effect': 'off',
      // An event handler may be async: React does not wait for it.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', URL: 'readonly' } } }
);
