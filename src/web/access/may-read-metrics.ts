import { isSameSecret } from '../../foundation/is-same-secret.ts';

/** What of a request decides whether it may read the metrics. */
export interface MetricsReader {
  authorization: string;
  /** The address of the socket's other end. */
  peer: string;
  host: string;
  /** Some proxy says that it passes on somebody else's request. */
  isForwarded: boolean;
}

/**
 * With a token, whoever has it. Without one, programs on this machine: by the socket's address, not by what a
 * request says of itself; but one that a proxy here passes on, or a browser here was led to by a foreign name,
 * only looks local.
 */
export function mayReadMetrics(reader: MetricsReader, token: string | null): boolean {
  if (token !== null)
    return isSameSecret(reader.authorization.replace(/^bearer /i, 'Bearer '), `Bearer ${token}`);
  const isHere =
    isLoopback(reader.peer) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(reader.host);
  return isHere && !reader.isForwarded;
}

function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address) || address === '::1';
}
