const { createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');
const { default: Runtime } = require('jest-runtime');

require('./register.cjs');

const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

/**
 * Lets Node.js itself load the modules of tests, so a worker reads and compiles each module of ours and of libraries
 * once, not once for each test file.
 */
module.exports = class NativeRuntime extends Runtime {
  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    return await import(pathToFileURL(path).href);
  }

  /** The parts of Jest that belong to one test file: a new copy of them has a new list of tests. */
  requireInternalModule(file) {
    const requireFrom = createRequire(file);
    delete requireFrom.cache[file];
    delete globalThis[EVENT_HANDLERS];
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (symbol.description === 'JEST_STATE_SYMBOL') delete globalThis[symbol];
    return requireFrom(file);
  }
};
