import { request as requestPlain, type ClientRequest } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Clock } from '../foundation/clock.ts';
import { ProxyError } from './proxy-error.ts';
import { authority, type ProxyAddress } from './proxy-address.ts';
import { UnreachableError, type Target } from './tunnel.ts';

/** Some proxies answer as if they were the target. */
const WANTS_LOGIN: ReadonlySet<number> = new Set([401, 407]);

/** Asks an HTTP proxy with CONNECT, whatever will be spoken inside. */
export function openHttpTunnel(
  proxy: ProxyAddress,
  target: Target,
  timeoutMs: number,
  clock: Clock,
): Promise<Socket> {
  const name = authority(target.host, target.port);
  const request = connectRequest(proxy, name);
  return new Promise((resolve, reject) => {
    const timer = clock.after(timeoutMs, () => {
      request.destroy(new ProxyError(`did not answer within ${timeoutMs / 1000} s`));
    });
    request.once('connect', ({ statusCode = 0 }, socket, head) => {
      timer.cancel();
      // Until somebody takes it over, its failure is nobody's.
      socket.on('error', () => undefined);
      const refusal = refusalOf(proxy, statusCode, name);
      if (refusal) {
        socket.destroy();
        return reject(refusal);
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.once('error', (error: Error & { code?: string }) => {
      timer.cancel();
      reject(error instanceof ProxyError ? error : new ProxyError(`cannot be used: ${wordsOf(error)}`));
    });
    request.end();
  });
}

function connectRequest({ kind, host, port, login }: ProxyAddress, target: string): ClientRequest {
  const request = kind === 'https' ? requestSecurely : requestPlain;
  const credentials = login && Buffer.from(`${login.user}:${login.password}`).toString('base64');
  return request({
    method: 'CONNECT',
    host,
    port,
    path: target,
    // Or its certificate would be expected to be for whom the header names.
    servername: isIP(host) ? '' : host,
    agent: false,
    headers: { host: target, ...(credentials && { 'proxy-authorization': `Basic ${credentials}` }) },
  });
}

function refusalOf({ login }: ProxyAddress, status: number, target: string): Error | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 500) return new UnreachableError(target, `HTTP ${status}`);
  if (!WANTS_LOGIN.has(status))
    return new ProxyError(`refuses to connect to ${target} (HTTP ${status})`, target);
  return new ProxyError(
    login ? 'does not accept the user name and password' : 'wants a user name and password',
  );
}

// A code says it best; some failures of the parser quote what they received.
function wordsOf({ code, message }: Error & { code?: string }): string {
  return code?.startsWith('HPE_') ? 'it does not speak HTTP' : (code ?? message);
}
