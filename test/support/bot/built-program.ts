import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the build puts a program, such as `commands/report.js`. */
export function builtProgram(name: string): string {
  return fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url));
}

/** `npm test` builds first; a single test file may run without. Jest makes another `it` for each file. */
export const itWhenBuilt = (): jest.It => (existsSync(builtProgram('main.js')) ? it : it.skip);
