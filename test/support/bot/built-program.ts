import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the build puts a program, such as `commands/report.js`. */
export function builtProgram(name: string): string {
  return fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url));
}

/**
 * How a built program such as `main` or `commands/report` is started: through `bin/run.cjs`, as people do, with the young
 * generation of `npm start`.
 */
export function launch(name: string): [string, ...string[]] {
  const run = fileURLToPath(new URL('../../../bin/run.cjs', import.meta.url));
  return [process.execPath, '--min-semi-space-size=16', '--max-semi-space-size=16', run, name];
}

/** `npm test` builds first; a single test file may run without. Jest makes another `it` for each file. */
export const itWhenBuilt = (): jest.It => (existsSync(builtProgram('main.js')) ? it : it.skip);
