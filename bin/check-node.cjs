// Ends with a sentence where Node.js is too old or too new for this project. Written so that any version can read it.
'use strict';

var range = require('../package.json').engines.node;
var bounds = /^>=(\d+)\.(\d+) <(\d+)$/.exec(range);
var version = process.versions.node.split('.').map(Number);

function isSupported() {
  if (version[0] >= Number(bounds[3])) return false;
  return (
    version[0] > Number(bounds[1]) || (version[0] === Number(bounds[1]) && version[1] >= Number(bounds[2]))
  );
}

if (!isSupported()) {
  process.stderr.write(
    'This program needs Node.js ' +
      range +
      ', and this is ' +
      process.versions.node +
      '. Install a newer one from https://nodejs.org, or with: nvm install 22\n',
  );
  process.exit(1);
}
