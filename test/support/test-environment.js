import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

/** The storages that the test file of the moment uses; Jest runs one at a time in a process. */
const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...parameters) {
  used.add(this);
  return run.apply(this, parameters);
};

/**
 * Forgets the AsyncLocalStorage of a test file with the file. Jest makes one for each and leaves it, and Node.js below
 * 24 asks every one of them whenever a promise is made: the fiftieth file took a tenth longer than the first.
 */
export default class extends TestEnvironment {
  async teardown() {
    for (const storage of used) storage.disable();
    used.clear();
    await super.teardown();
  }
}
