import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Names where process numbers mean the same as here: in this container, and until the machine starts anew. Copies of
 * one machine share its host name, and outside of containers the kernel's first namespace as well.
 */
export const MACHINE = [
  hostname(),
  read(() => readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '')),
  read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
]
  .filter((part) => part !== '')
  .join('#');

/** Whether a process of this machine runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // There is one, but it is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Only Linux tells such things. */
function read(part: () => string): string {
  try {
    return part();
  } catch {
    return '';
  }
}
