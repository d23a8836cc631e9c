import { connect, type Socket } from 'node:net';
import { SocksClient } from 'socks';
import type { Clock } from '../foundation/clock.ts';
import { ProxyError } from './proxy-error.ts';
import { authority, type ProxyAddress } from './proxy-address.ts';
import { UnreachableError, type Target } from './tunnel.ts';

/** Asks a SOCKS5 proxy. */
export async function openSocksTunnel(
  proxy: ProxyAddress,
  target: Target,
  timeoutMs: number,
  clock: Clock,
): Promise<Socket> {
  const { host, port, login } = proxy;
  const startedAt = clock.monotonicMs();
  const socket = await reach(host, port, timeoutMs, clock);
  try {
    await SocksClient.createConnection({
      command: 'connect',
      proxy: { host, port, type: 5, ...(login && { userId: login.user, password: login.password }) },
      destination: target,
      existing_socket: socket,
      timeout: Math.max(1, timeoutMs - (clock.monotonicMs() - startedAt)),
    });
    return socket;
  } catch (error) {
    socket.destroy();
    // Without its cause: the library's errors hold the password.
    throw refusalOf(proxy, String(error), authority(target.host, target.port), timeoutMs);
  }
}

function reach(host: string, port: number, timeoutMs: number, clock: Clock): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const fail = (what: string): void => {
      socket.destroy();
      reject(new ProxyError(what));
    };
    const onError = ({ code, message }: Error & { code?: string }) =>
      fail(`cannot be used: ${code ?? message}`);
    const timer = clock.after(timeoutMs, () => fail(silent(timeoutMs)));
    socket.once('error', onError);
    socket.once('close', () => timer.cancel());
    // Until somebody takes it over, its failure is nobody's.
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      timer.cancel();
      socket.off('error', onError);
      resolve(socket);
    });
  });
}

// The library tells its failures apart by words alone.
function refusalOf({ login }: ProxyAddress, words: string, target: string, timeoutMs: number): Error {
  if (/timed out/i.test(words)) return new ProxyError(silent(timeoutMs));
  if (/authentication/i.test(words)) {
    return new ProxyError(
      login ? 'does not accept the user name and password' : 'wants a user name and password',
    );
  }
  const answer = /rejected connection - (\w+)/.exec(words)?.[1];
  if (answer === 'NotAllowed') return new ProxyError(`refuses to connect to ${target}`, target);
  if (answer) return new UnreachableError(target, answer);
  return new ProxyError(/socket closed/i.test(words) ? 'closed the connection' : 'does not speak SOCKS5');
}

function silent(timeoutMs: number): string {
  return `did not answer within ${timeoutMs / 1000} s`;
}
