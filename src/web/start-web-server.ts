import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Clock } from '../foundation/clock.ts';
import type { WebEnv } from './access/request-peer.ts';
import { limitConnections } from './limit-connections.ts';

export interface WebServer {
  /** The port in use. */
  port: number;
  /** Refuses new requests, finishes current ones for at most `graceMs` milliseconds, and closes. */
  stop(graceMs: number): Promise<void>;
}

export interface ListenOptions {
  /** 0 chooses a free port. */
  port: number;
  /** `null` listens on all addresses. */
  host: string | null;
  /** Requests come through a proxy, perhaps from a private network: `PUBLIC_URL` is set. */
  isBehindProxy: boolean;
  clock: Pick<Clock, 'after'>;
}

/** Limits, in milliseconds, for headers, a whole request, and idling. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000 };
const IDLE_MS = 30_000;
/** Longer than proxies keep a connection for reuse. */
const KEEP_ALIVE_MS = 65_000;

/** Serves the app. Rejects with one clear sentence if it cannot listen. */
export async function startWebServer(app: Hono<WebEnv>, listen: ListenOptions): Promise<WebServer> {
  // Replacing Node's globals would also affect the providers' SDKs.
  const listener = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
    errorHandler: refuseBroken,
  });
  const server = createServer(LIMITS);
  limitConnections(server, (request, response) => void listener(request, response), listen.isBehindProxy);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.setTimeout(IDLE_MS);
  await listenOn(server, listen);
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    stop: (graceMs) => close(server, listen.clock, graceMs),
  };
}

// The client's fault, such as an invalid Host or a method that browsers may not send.
function refuseBroken(): Response {
  return new Response(null, { status: 400 });
}

async function listenOn(server: Server, { port, host }: ListenOptions): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: host ?? undefined }, resolve);
    });
  } catch (error) {
    throw new Error(reasonOf(error as NodeJS.ErrnoException, { port, host }), { cause: error });
  }
}

const NOT_HERE = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'];

function reasonOf(
  { code = '' }: NodeJS.ErrnoException,
  { port, host }: Pick<ListenOptions, 'port' | 'host'>,
): string {
  if (host !== null && NOT_HERE.includes(code))
    return `LISTEN_HOST ${host} is not an address of this machine; use 127.0.0.1, or leave it empty for all addresses`;
  if (code === 'EADDRINUSE') return `Another program listens on PORT ${port}; stop it or choose another PORT`;
  if (code === 'EACCES') return `This user may not listen on PORT ${port}; choose one above 1023`;
  return `The web server cannot listen on PORT ${port}`;
}

function close(server: Server, clock: ListenOptions['clock'], graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.after(graceMs, () => server.closeAllConnections());
    server.close(() => {
      timer.cancel();
      resolve();
    });
    server.closeIdleConnections();
  });
}
