// Runs tests by kind: `node test/run-tests.js [unit database e2e timing] [NAME=value …] [-- options and files for Jest]`;
// all without one. What is named is added to the environment.
// Tests of timing run at last, alone, one after the other.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const KINDS = ['unit', 'database', 'e2e', 'timing'];
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));

const words = process.argv.slice(2);
const named = words.filter((word) => KINDS.includes(word));
const pairs = words.filter((word) => /^[A-Z_]+=/.test(word));
const environment = Object.fromEntries(pairs.map((pair) => pair.split('=', 2)));
const forJest = words.filter((word) => !KINDS.includes(word) && !pairs.includes(word));
const wanted = named.length > 0 ? named : KINDS;
const phases = [
  { kinds: wanted.filter((kind) => kind !== 'timing'), options: [] },
  { kinds: wanted.filter((kind) => kind === 'timing'), options: ['--runInBand'] },
].filter(({ kinds }) => kinds.length > 0);
process.exitCode = phases.map(runJest).every((status) => status === 0) ? 0 : 1;

/** @param {{ kinds: string[], options: string[] }} phase */
function runJest({ kinds, options }) {
  const flags = [
    // Without it Jest cannot load Prisma's client.
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    // Jest makes much that lives shortly; less of it is copied where there is more room for it.
    '--max-semi-space-size=32',
  ];
  const parameters = ['--selectProjects', ...kinds, '--passWithNoTests', ...options, ...forJest];
  const env = { ...environment, ...process.env };
  return spawnSync(process.execPath, [...flags, jest, ...parameters], { env, stdio: 'inherit' }).status ?? 1;
}
