// Lets this process load TypeScript.
const nodeModule = require('node:module');
const { pathToFileURL } = require('node:url');

process.setSourceMapsEnabled(true);
// Node.js 20 has only the hooks that run in a thread of their own, which later versions no longer recommend.
if (nodeModule.registerHooks) nodeModule.registerHooks(require('./typescript-hooks.cjs'));
else nodeModule.register('./typescript-hooks.cjs', pathToFileURL(__filename));
