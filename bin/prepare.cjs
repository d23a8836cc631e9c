// What `npm ci` runs at its end: builds the project. Where the packages that build it are left out, as for production,
// they are installed in a temporary folder, and only what they made stays.
'use strict';

require('./check-node.cjs');
const { spawnSync } = require('node:child_process');
const { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { missingBuildTools } = require('./build-tools.cjs');

const project = path.join(__dirname, '..');
const built = path.join(project, 'dist');
/** What the build reads. */
const SOURCES = ['bin', 'locales', 'package-lock.json', 'package.json', 'prisma', 'src', 'vite.config.js'];

function run(command, parameters, folder, env = process.env) {
  const { status } = spawnSync(command, parameters, {
    cwd: folder,
    env,
    stdio: 'inherit',
    // npm is a script for the shell of Windows.
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/** The environment without what tells npm to leave packages out. */
function withoutOmissions() {
  const entries = Object.entries(process.env).filter(
    ([name]) =>
      name !== 'NODE_ENV' && !/^npm_config_(omit|production|only|include|ignore_scripts)$/i.test(name),
  );
  return Object.fromEntries(entries);
}

function newestIn(place) {
  const stats = statSync(place);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(place).map((name) => newestIn(path.join(place, name))));
}

/** Whether what was built is newer than all that it was built from; without the sources, it is all there is. */
function isBuilt() {
  if (!existsSync(path.join(built, 'main.js'))) return false;
  const sources = ['src', 'locales', 'prisma'].map((name) => path.join(project, name)).filter(existsSync);
  return sources.every((place) => newestIn(place) <= newestIn(built));
}

function buildApart() {
  const folder = mkdtempSync(path.join(tmpdir(), 'build-'));
  try {
    for (const name of SOURCES)
      cpSync(path.join(project, name), path.join(folder, name), { recursive: true });
    const env = withoutOmissions();
    const install = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    if (!run('npm', install, folder, env) || !run('npm', ['run', 'build', '--silent'], folder, env))
      return false;
    rmSync(built, { recursive: true, force: true });
    cpSync(path.join(folder, 'dist'), built, { recursive: true });
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function prepare() {
  if (missingBuildTools().length === 0)
    return (
      run('npm', ['run', 'build', '--silent'], project) &&
      run(process.execPath, ['.githooks/install.js'], project)
    );
  if (isBuilt()) return true;
  process.stderr.write(
    'The packages that build this project are left out: it is built in a temporary folder.\n',
  );
  if (buildApart()) return true;
  process.stderr.write(
    'This project could not be built. Run: npm ci --include=dev && npm prune --omit=dev\n',
  );
  return false;
}

process.exit(prepare() ? 0 : 1);
