import { createHash } from 'node:crypto';

/** Long enough that two keys never share it, too short to tell anything of them. */
const DIGITS = 16;

/**
 * Names a key at an address without telling it. What is known of a provider, such as what is left of a quota, is true
 * of these two alone: another key may belong to another account, another address to another service.
 */
export function keyHash(apiKey: string, baseUrl: string): string {
  const address = baseUrl.replace(/\/+$/, '').toLowerCase();
  return createHash('sha256').update(`${apiKey}\n${address}`).digest('hex').slice(0, DIGITS);
}
