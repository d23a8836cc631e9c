import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const jest = pathOf('../../node_modules/jest/bin/jest.js');
const FLAGS = [
  '--import',
  new URL('register.js', import.meta.url).href,
  // On later versions of Node.js tests would be warned that types are taken out, also of programs that they start.
  '--disable-warning=ExperimentalWarning',
  // Tests make much that lives shortly; less of it is copied where there is more room for it.
  '--max-semi-space-size=32',
];

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
