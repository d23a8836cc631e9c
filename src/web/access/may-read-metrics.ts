import { isSameSecret } from '../../foundation/is-same-secret.ts';
import { isLoopback } from './client-address.ts';

/** The parts of a request that decide access to `/metrics`. */
export interface MetricsReader {
  authorization: string;
  /** The socket's remote address. */
  peer: string;
  host: string;
  /** Whether a proxy's headers say that it forwards the request. */
  isForwarded: boolean;
}

/** Who may read the metrics. */
export interface MetricsDoor {
  /** `METRICS_TOKEN`; `null` without one. */
  token: string | null;
  /** Whether `PUBLIC_URL` is set. */
  isPublic: boolean;
}

/**
 * With a token, requires it. Without one, admits programs on this machine by the socket's address, which a request
 * cannot forge, but nobody where there is a public address: a proxy that is told nothing else (`proxy_pass` alone)
 * forwards the requests of strangers from this machine without a trace. Requests that a local proxy marks as forwarded,
 * or that a foreign host name led a local browser to, are refused too.
 */
export function mayReadMetrics(reader: MetricsReader, { token, isPublic }: MetricsDoor): boolean {
  if (token !== null)
    return isSameSecret(reader.authorization.replace(/^bearer /i, 'Bearer '), `Bearer ${token}`);
  if (isPublic || reader.isForwarded) return false;
  return isLoopback(reader.peer) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(reader.host);
}
