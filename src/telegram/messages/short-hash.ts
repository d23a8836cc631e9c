import { createHash } from 'node:crypto';

/** Stands for a long name in the data of a button, which holds 64 bytes: 16 hexadecimal digits. */
export function shortHash(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}
