// Preloaded into a built program: at SIGUSR2 it writes the libraries of which it has loaded code, one a line, to
// LIBRARIES_FILE or standard output. The build names above each module where it came from.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const { fileURLToPath } = require('node:url');

const LIBRARY = /node_modules\/((?:@[^/]+\/)?[^/]+)/;
const scripts = new Set();
const session = new Session();
session.connect();
session.on('Debugger.scriptParsed', ({ params }) => scripts.add(params.url));
session.post('Debugger.enable');

/** A part of the build holds many modules, a file of `node_modules` is one. */
function librariesIn(url) {
  const file = fileURLToPath(url);
  const places = LIBRARY.test(file)
    ? [file]
    : (readFileSync(file, 'utf8').match(/^\/\/ node_modules\/.+$/gm) ?? []);
  return places.map((place) => LIBRARY.exec(place)[1]);
}

process.on('SIGUSR2', () => {
  const files = [...scripts].filter((url) => url.startsWith('file:') && existsSync(fileURLToPath(url)));
  const list = `${[...new Set(files.flatMap(librariesIn))].join('\n')}\n`;
  const { LIBRARIES_FILE } = process.env;
  if (LIBRARIES_FILE) writeFileSync(LIBRARIES_FILE, list);
  else process.stdout.write(list);
});
