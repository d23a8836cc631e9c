// `npm run fuzz`: far more cases than the usual tests try. `npm run fuzz -- 20000 7` tries so many updates, with
// this seed, and as many environments and prices; the file that FUZZ_REPORT names gets a line for each round of updates.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [count = '100000', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
process.stdout.write(`${count} updates, seed ${seed}\n`);
const jest = fileURLToPath(import.meta.resolve('jest/bin/jest.js'));
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const run = spawnSync(process.execPath, [...flags, jest, '--runInBand', 'test/fuzz'], {
  env: { ...process.env, FUZZ_COUNT: count, FUZZ_SEED: seed },
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
