import { AsyncLocalStorage } from 'node:async_hooks';

const STACK_FRAMES = 20;
/** Jest puts another in its place for each test file, which complains about whoever uses it later. */
const ownConsole = globalThis.console;

/** The storages that the test file of the moment uses; Jest runs one at a time in a process. */
const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...parameters) {
  used.add(this);
  return run.apply(this, parameters);
};

/** What Jest asks of an environment, for tests that run in Node.js itself instead of a context of their own. */
export default class NativeEnvironment {
  global = globalThis;
  /** Jest's runtime asks for it at its end; no test uses Jest's mocks. */
  moduleMocker = { restoreAllMocks() {} };

  async setup() {
    // Node.js maps positions to the source by itself. Jest has just replaced that by something slower, for what it has
    // translated, and asks for the hundred frames of every error.
    delete Error.prepareStackTrace;
    Error.stackTraceLimit = STACK_FRAMES;
  }

  /**
   * Forgets what belongs to a test file. Jest leaves an AsyncLocalStorage for each, and Node.js below 24 asks every one of
   * them whenever a promise is made: the fiftieth file took a tenth longer than the first.
   */
  async teardown() {
    for (const storage of used) storage.disable();
    used.clear();
    globalThis.console = ownConsole;
  }

  getVmContext() {
    return null;
  }
}
