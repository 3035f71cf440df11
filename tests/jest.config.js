'use strict';

// Functions given to app.run() travel as source: async and arrow functions must stay what they are.
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      swcrc: false,
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
    },
  ],
};

/** Also compiles the packages that have nothing but ES modules, which Node 20 cannot require. */
const transforming = (packages) => ({
  transform: {
    ...transform,
    '^.+\\.m?js$': ['@swc/jest', { swcrc: false, jsc: { target: 'es2022' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${packages.join('|')})/)`],
});
const CHART = ['d3-[a-z-]+', 'internmap'];

const project = (name, options = {}) => ({
  displayName: name,
  rootDir: __dirname,
  testMatch: [`<rootDir>/${name}/**/*.test.ts`, `<rootDir>/${name}/**/*.test.tsx`],
  testEnvironment: 'node',
  // The benchmark's copies of the application.
  modulePathIgnorePatterns: ['<rootDir>/.cache/'],
  transform,
  ...options,
});

const PANEL = [
  '@open-draft/deferred-promise/build',
  '@react-dnd',
  'dnd-core',
  'fractional-indexing',
  'react-dnd',
  'react-dnd-html5-backend',
  'rettime/build',
  'until-async',
];
// The panel is a bundler's food: some of its packages import style sheets.
const panel = {
  testEnvironment: 'jest-fixed-jsdom',
  setupFilesAfterEnv: ['<rootDir>/component/set-up.ts'],
  moduleNameMapper: { '\\.css(\\?raw)?$': '<rootDir>/component/no-styles.ts' },
  ...transforming([...CHART, ...PANEL]),
};

module.exports = {
  // By default Jest leaves one core idle, which is half of a small machine.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/helpers/longest-first.cjs',
  projects: [
    project('unit', {
      setupFilesAfterEnv: ['<rootDir>/helpers/jest-properties.ts'],
      ...transforming(CHART),
    }),
    // What asks a database of its own, in memory, by the application's driver.
    project('database', {
      setupFilesAfterEnv: ['<rootDir>/helpers/jest-properties.ts'],
      ...transforming(CHART),
    }),
    project('component', panel),
    project('contract'),
    project('integration', { setupFilesAfterEnv: ['<rootDir>/helpers/jest-integration.ts'] }),
    project('install'),
    project('crash', { setupFilesAfterEnv: ['<rootDir>/helpers/jest-integration.ts'] }),
  ],
};
