import type { Socket } from 'node:net';
import { callbackify, promisify } from 'node:util';
import { Agent, buildConnector } from 'undici';
import { proxyProblem } from './proxy-error.ts';
import { bareHost } from './proxy-address.ts';
import { UNREACHABLE, type OpenTunnel } from './tunnel.ts';

export interface FetchThrough {
  fetch: typeof fetch;
  close(): Promise<void>;
}

type Init = Parameters<typeof fetch>[1];

/** The global `fetch`, with every connection opened by `openTunnel`; at most so many to one server. */
export function fetchThrough(openTunnel: OpenTunnel, mostConnections: number | null): FetchThrough {
  const agent = new Agent({ connect: connectorFor(openTunnel), connections: mostConnections });
  return {
    fetch: async (input, init) => {
      // Node's own takes it, though the standard does not know it.
      const through = { ...init, ...cleanInit(init), dispatcher: agent } as unknown as Init;
      try {
        return await fetch(input, through);
      } catch (error) {
        throw whyNotOpened(error) ?? error;
      }
    },
    close: () => agent.destroy(),
  };
}

function connectorFor(openTunnel: OpenTunnel): buildConnector.connector {
  const secure = promisify(buildConnector({ allowH2: false }));
  const connect = async (options: buildConnector.Options): Promise<Socket> => {
    const isSecure = options.protocol === 'https:';
    const port = Number(options.port) || (isSecure ? 443 : 80);
    const socket = await openTunnel({ host: bareHost(options.hostname), port });
    if (!isSecure) return socket.setNoDelay(true);
    return (await secure({ ...options, httpSocket: socket })) as Socket;
  };
  // undici's types say of both arguments that one is null.
  return callbackify(connect) as unknown as buildConnector.connector;
}

/**
 * Why no connection was opened, which `fetch` hides behind a "fetch failed", and some SDKs hide that again. Told by its
 * words: of an error of another realm, such as a test's, they are all that `fetch` keeps.
 */
function whyNotOpened(error: unknown): Error | null {
  const { cause } = error as { cause?: unknown };
  const { message = '' } = (cause ?? {}) as { message?: string };
  if (proxyProblem(message) === null && !message.includes(UNREACHABLE)) return null;
  return cause instanceof Error ? cause : new Error(message, { cause });
}

function cleanInit(init: Init): Init {
  const signal = nativeSignal(init?.signal) ?? null;
  if (!init?.headers) return { signal };
  const headers = new Headers(init.headers);
  // `fetch` adds its own, and undici refuses the two together.
  headers.delete('content-length');
  return { headers, signal };
}

// grammY's signals are those of a polyfill, which `fetch` does not take.
function nativeSignal(signal: AbortSignal | null | undefined): AbortSignal | undefined {
  if (!signal || signal instanceof AbortSignal) return signal ?? undefined;
  const polyfill: Pick<AbortSignal, 'aborted' | 'addEventListener'> = signal;
  const controller = new AbortController();
  if (polyfill.aborted) controller.abort();
  else polyfill.addEventListener('abort', () => controller.abort(), { once: true });
  return controller.signal;
}
