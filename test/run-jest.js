// Runs Jest on one folder or file with more in its environment: `node test/run-jest.js test/fuzz NAME=value …`
import { runJest } from './jest/run-jest.js';

const [path = '', ...more] = process.argv.slice(2);
const environment = Object.fromEntries(more.map((pair) => pair.split('=', 2)));
process.exitCode = runJest(['--runInBand', path], environment);
