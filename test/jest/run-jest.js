import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const jest = fileURLToPath(new URL('../../node_modules/jest/bin/jest.js', import.meta.url));
/**
 * Tests make much that lives shortly; less of it is copied where there is more room for it. Prisma's compiler is not worth
 * optimizing, as in `bin/run.cjs`.
 */
const FLAGS = ['--max-semi-space-size=32', '--liftoff-only'];

/**
 * Runs Jest; its workers get the same flags. Returns its exit status.
 *
 * @param {readonly string[]} parameters
 * @param {Record<string, string>} environment what is not set outside
 * @returns {number}
 */
export function runJest(parameters, environment) {
  const env = { ...environment, ...process.env };
  return spawnSync(process.execPath, [...FLAGS, jest, ...parameters], { env, stdio: 'inherit' }).status ?? 1;
}
