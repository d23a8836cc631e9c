import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

// Whoever is not root may have such namespaces too, where the kernel allows it, as the root of one of their own.
const AS_ROOT = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
const NAMESPACES = [...AS_ROOT, '--uts', '--pid', '--fork', '--mount-proc', '--kill-child'];

/** A command that runs as on a machine of that name: with process numbers of its own, which say nothing here. */
export function onOtherHost(name: string, command: readonly string[]): [program: string, ...string[]] {
  return ['unshare', ...NAMESPACES, 'sh', '-c', 'hostname "$0" && exec "$@"', name, ...command];
}

/** The number that the command's process has here. */
export async function findInner(unshare: number): Promise<number> {
  const { stdout } = await run('pgrep', ['-P', String(unshare)]);
  return Number(stdout);
}

const [program, ...parameters] = onOtherHost('probe', ['true']);
const hasOtherHosts = spawnSync(program, parameters).status === 0;

/** `describe` where processes can run as on other machines; else skips the tests and says so. */
export function describeOnHosts(name: string, tests: () => void): void {
  if (hasOtherHosts) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`!! SKIPPED: ${name}. unshare(1) may not make namespaces here.\n`);
  describe.skip(name, tests);
}
