// Runs all tests on several versions of Node: `npm run test:nodes [-- 22 26] [-- options and files for Jest]`
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSIONS = ['20.19.0', '22', '24', '26'];
const PROJECT = fileURLToPath(new URL('..', import.meta.url));

const npm = process.env.npm_execpath;
if (!npm) throw new Error('start this with `npm run test:nodes`');
const path = process.env.PATH ?? '';
const work = mkdtempSync(join(tmpdir(), 'node-matrix-'));
try {
  const [versions, forJest] = readArguments(process.argv.slice(2));
  const results = versions.map((version) => testOn(version, forJest));
  process.stdout.write(`\n${results.map(({ line }) => line).join('\n')}\n`);
  process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Versions are what stands before the first `--`; npm takes its own `--` away. */
function readArguments(words) {
  const at = words.indexOf('--');
  const versions = at === -1 ? words : words.slice(0, at);
  const unknown = versions.find((version) => !/^\d+(\.\d+){0,2}$/.test(version));
  if (unknown) throw new Error(`"${unknown}" is no version of Node: npm run test:nodes -- 22 26 -- test/web`);
  return [versions.length > 0 ? versions : VERSIONS, at === -1 ? [] : words.slice(at + 1)];
}

/** `npm test` builds first, so the build too is done by this Node. */
function testOn(version, forJest) {
  const node = installNode(version);
  if (!node) return { passed: false, line: `Node ${version}: could not be installed` };
  const name = `Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}`;
  process.stdout.write(`\n== ${name}\n`);
  const report = join(work, `${version}.json`);
  const started = performance.now();
  const { status } = runNpm(node, ['test', '--', '--json', `--outputFile=${report}`, ...forJest]);
  const seconds = Math.round((performance.now() - started) / 1000);
  return { passed: status === 0, line: `${name}: ${describe(report, status)}, ${seconds} s` };
}

/** Path of a program that the npm package `node` would bring; undefined when there is none for this machine. */
function installNode(version) {
  const folder = join(work, version);
  mkdirSync(folder);
  const packageName = platformPackage();
  const options = ['--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = runNpm(process.execPath, ['install', ...options, `${packageName}@${version}`], folder);
  if (status !== 0) return undefined;
  const installed = join(folder, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  return join(installed, bin.node);
}

function platformPackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

/** Runs npm itself on this Node; its folder comes first on PATH for whatever npm and the tests start. */
function runNpm(node, words, cwd = PROJECT) {
  process.env.PATH = `${dirname(node)}${delimiter}${path}`;
  return spawnSync(node, [npm, ...words], { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Jest writes its reports last: without them, the build failed or Jest itself did not come to its end. */
function describe(report, status) {
  try {
    const reports = [report, `${report}.timing`].map((file) => JSON.parse(readFileSync(file, 'utf8')));
    const sum = (of) => reports.reduce((total, one) => total + one[of], 0);
    const files = reports.flatMap(({ testResults }) => testResults);
    const failed = files.filter((file) => file.status === 'failed').map((file) => file.name);
    const names = failed.map((file) => file.slice(PROJECT.length)).join(', ');
    return `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed${names && ` (${names})`}`;
  } catch {
    return `ended with exit code ${status} before any test was counted`;
  }
}
