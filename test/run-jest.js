// Runs Jest on one folder or file with more in its environment: `node test/run-jest.js test/fuzz NAME=value …`
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [path = '', ...more] = process.argv.slice(2);
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const environment = Object.fromEntries(more.map((pair) => pair.split('=', 2)));
const run = spawnSync(process.execPath, [...flags, jest, '--runInBand', path], {
  env: { ...environment, ...process.env },
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
