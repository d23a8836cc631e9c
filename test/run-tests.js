// Runs tests by kind: `node test/run-tests.js [unit database e2e timing] [NAME=value …] [-- options and files for Jest]`;
// all without one. What is named is added to the environment.
// Tests of timing run at last, alone, one after the other.
import { runJest } from './jest/run-jest.js';

const KINDS = ['unit', 'database', 'e2e', 'timing'];

const words = process.argv.slice(2);
const named = words.filter((word) => KINDS.includes(word));
const pairs = words.filter((word) => /^[A-Z_]+=/.test(word));
const environment = Object.fromEntries(pairs.map((pair) => pair.split('=', 2)));
const forJest = words.filter((word) => !KINDS.includes(word) && !pairs.includes(word));
const wanted = named.length > 0 ? named : KINDS;
const phases = [
  { kinds: wanted.filter((kind) => kind !== 'timing'), options: forJest },
  { kinds: wanted.filter((kind) => kind === 'timing'), options: ['--runInBand', ...forJest.map(nameReport)] },
].filter(({ kinds }) => kinds.length > 0);
process.exitCode = phases.map(runPhase).every((status) => status === 0) ? 0 : 1;

/** @param {{ kinds: string[], options: string[] }} phase */
function runPhase({ kinds, options }) {
  return runJest(['--selectProjects', ...kinds, '--passWithNoTests', ...options], environment);
}

/**
 * The report on tests of timing stands beside that on the others.
 *
 * @param {string} option
 */
function nameReport(option) {
  return option.startsWith('--outputFile=') ? `${option}.timing` : option;
}
