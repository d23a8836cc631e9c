import type { Socket } from 'node:net';

/** The server at the other end. A name is left to the proxy to resolve: here it may be blocked. */
export interface Target {
  host: string;
  port: number;
}

/** Opens a connection that the proxy hands on, byte for byte. Rejects with a `ProxyError` or `UnreachableError`. */
export type OpenTunnel = (target: Target) => Promise<Socket>;

/** The code of an `UnreachableError`. */
export const UNREACHABLE = 'EHOSTUNREACH';

/** The proxy works but could not reach the target. Nothing was sent. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly code = UNREACHABLE;

  constructor(target: string, why: string) {
    // The code once more, for those who get to see the message alone.
    super(`${UNREACHABLE}: ${target} cannot be reached from the proxy (${why})`);
  }
}
