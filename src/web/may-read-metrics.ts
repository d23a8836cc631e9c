import { createHash, timingSafeEqual } from 'node:crypto';

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
  if (token !== null) return isSame(reader.authorization, `Bearer ${token}`);
  const isHere =
    isLoopback(reader.peer) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(reader.host);
  return isHere && !reader.isForwarded;
}

// Of equal length, so that the comparison takes the same time whatever is sent.
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address) || address === '::1';
}
