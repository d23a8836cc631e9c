'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');

const TOOLS = ['prisma', 'vite'];

/** Whether a package is installed, here or in a folder above. */
function isInstalled(name) {
  return require.resolve.paths(name).some((folder) => existsSync(path.join(folder, name)));
}

/** The packages that build the project and are left out by `npm ci --omit=dev`. */
function missingBuildTools() {
  return TOOLS.filter((name) => !isInstalled(name));
}

module.exports = { isInstalled, missingBuildTools };
