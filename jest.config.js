/** @typedef {import('jest').Config} Config */

/** @type {Config} */
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: '<rootDir>/test/jest/native-environment.js',
  runtime: '<rootDir>/test/jest/native-runtime.cjs',
  testMatch: ['**/*.test.ts'],
  transform: {},
};

/** Finds or starts the PostgreSQL server that these tests share. */
/** @type {Config} */
const servers = {
  globalSetup: '<rootDir>/test/jest/global-setup.js',
  globalTeardown: '<rootDir>/test/jest/global-teardown.js',
};

/**
 * A kind of test has a folder of its own and can be run apart.
 *
 * @param {'unit' | 'database' | 'e2e' | 'timing'} name
 * @param {Config} [options]
 */
const kind = (name, options) => ({
  ...shared,
  displayName: name,
  roots: [`<rootDir>/test/${name}`],
  ...options,
});

/** @type {Config} */
export default {
  coverageProvider: 'v8',
  // More than there are cores: most end-to-end tests wait for sockets and timers.
  maxWorkers: 5,
  testSequencer: '<rootDir>/test/jest/waits-first.cjs',
  // A worker that has grown collects garbage for longer.
  workerIdleMemoryLimit: '900MB',
  // A guard against tests that hang, not a limit that a busy machine could miss.
  testTimeout: 600_000,
  projects: [
    kind('unit'),
    kind('database', servers),
    kind('e2e', servers),
    kind('timing', servers),
    // By hand only: `npm run test:cluster`.
    kind('cluster'),
  ],
};
