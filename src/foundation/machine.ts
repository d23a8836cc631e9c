import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Identifies the scope in which process ids are valid: this container, until the machine reboots. Copies of a
 * machine share its host name and, outside containers, the kernel's first namespace.
 */
export const MACHINE = [
  hostname(),
  read(() => readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '')),
  read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
]
  .filter((part) => part !== '')
  .join('#');

/** Whether a process with this id runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Only Linux provides this. */
function read(part: () => string): string {
  try {
    return part();
  } catch {
    return '';
  }
}
