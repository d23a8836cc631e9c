import { createHmac, randomBytes } from 'node:crypto';
import type { Day } from './day.ts';

/** Stands for a person on one day. Without the key, neither the person nor their other days can be found from it. */
export type PseudonymOf = (userId: bigint, day: Day) => string;

/**
 * Pseudonyms under a key that is derived from `secret`. Processes with the same secret give the same ones. Without a
 * secret the key is random: nobody is recognised after the process ends.
 */
export function createPseudonyms(secret: string | Buffer = randomBytes(32)): PseudonymOf {
  const key = createHmac('sha256', secret).update('pseudonyms of forgotten persons').digest();
  return (userId, day) => createHmac('sha256', key).update(`${day}/${userId}`).digest('hex');
}
