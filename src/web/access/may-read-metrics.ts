import { isSameSecret } from '../../foundation/is-same-secret.ts';

/** The parts of a request that decide access to `/metrics`. */
export interface MetricsReader {
  authorization: string;
  /** The socket's remote address. */
  peer: string;
  host: string;
  /** Whether a proxy's headers say that it forwards the request. */
  isForwarded: boolean;
}

/**
 * With a token, requires it. Without one, admits programs on this machine by the socket's address, which a
 * request cannot forge. Requests that a local proxy forwards, or that a foreign host name led a local browser
 * to, only look local and are refused.
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
