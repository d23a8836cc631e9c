// `node bin/run.cjs commands/report …` runs a built program, or says in a sentence why it cannot.
'use strict';

require('./check-node.cjs');
const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { constants } = require('node:os');
const path = require('node:path');
const v8 = require('node:v8');
const { pathToFileURL } = require('node:url');
const { dependencies } = require('../package.json');
const { isInstalled } = require('./build-tools.cjs');

const [, , name, ...rest] = process.argv;
const program = path.join(__dirname, '..', 'dist', `${name}.js`);

// Obeyed from the first moment, also as the first process of a container, until the program has handlers of its own.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => process.exit(128 + constants.signals[signal]));

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

if (!Object.keys(dependencies).every(isInstalled))
  fail('The packages of this project are not installed, or not all of them. Run first: npm ci');
if (!existsSync(program)) fail('This project is not built yet. Run first: npm ci');

// Node.js 22 keeps compiled code for the next start. Not in the system's temporary folder, where others could leave theirs.
enableCompileCache?.(path.join(__dirname, '..', 'dist', 'compiled'));

// Prisma's compiler is WebAssembly that runs seldom. Optimizing it costs each start more than it ever brings back.
v8.setFlagsFromString('--liftoff-only');

process.argv = [process.execPath, program, ...rest];
import(pathToFileURL(program).href).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
