/** @typedef {import('jest').Config} Config */

/** @type {Config} */
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: '<rootDir>/test/support/test-environment.js',
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
};

/** Finds or starts the PostgreSQL server that these tests share. */
/** @type {Config} */
const servers = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
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
  maxWorkers: 3,
  // Jest does not free all that a test file loaded, and a worker that has grown collects garbage for longer.
  workerIdleMemoryLimit: '600MB',
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
