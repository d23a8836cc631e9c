import { isIP } from 'node:net';

/**
 * The client that an address stands for: IPv4 as it is, also where IPv6 carries it, and IPv6 as the 64 bits that name a
 * network, because each of its hosts may use as many addresses as it likes.
 */
export function clientOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  return isIP(address) === 6 && !isLoopback(address) ? `${networkOf(address)}::/64` : address;
}

export function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address) || address === '::1';
}

/** Whether an address belongs to a private network, such as that of containers on one machine. */
export function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:)/i.test(clientOf(address));
}

/**
 * Whether an address is that of a proxy, which stands for many clients and may name them: one on this machine, or, where
 * `PUBLIC_URL` says that there is one, one in a private network, such as another container.
 */
export function isTrustedHop(address: string, isBehindProxy: boolean): boolean {
  return isLoopback(address) || (isBehindProxy && isPrivate(address));
}

/** The client that the proxy named last: what stands before it, a client may have invented. `null` if that is none. */
export function forwardedClient(header: string | undefined): string | null {
  const last = header?.split(',').at(-1)?.trim() ?? '';
  const [, inBrackets] = /^\[([^\]]+)\](?::\d+)?$/.exec(last) ?? [];
  const address = inBrackets ?? last.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return isIP(address) ? clientOf(address) : null;
}

function networkOf(address: string): string {
  const [before = '', after] = address.split('%')[0]?.split('::') ?? [];
  const head = before.split(':').filter(Boolean);
  const tail = after?.split(':').filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  const groups = after === undefined ? head : [...head, ...zeros, ...tail];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
