import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { clientOf, isTrustedHop } from './access/client-address.ts';
import { createConnectionLimiter } from './access/connection-limiter.ts';

/** Far more than proxies and browsers of admins open. */
const MOST = 1_000;
/** A client that is no proxy of ours. Telegram opens at most 100. */
const MOST_OF_CLIENT = 100;
const SPARE = 50;
const PROBES = ['/healthz', '/readyz'];

/**
 * Bounds the connections of a server, and of each client, before `listener` sees a request. A trusted proxy stands
 * for all its clients: bounding each of those is its own task (nginx: `limit_conn`).
 */
export function limitConnections(server: Server, listener: RequestListener, isBehindProxy: boolean): void {
  const limiter = createConnectionLimiter<Socket>({
    most: MOST,
    mostOfClient: (client) => (isTrustedHop(client, isBehindProxy) ? MOST : MOST_OF_CLIENT),
    spare: SPARE,
  });
  server.on('connection', (socket: Socket) => {
    socket.once('close', () => limiter.closed(socket));
    limiter.opened(socket, clientOf(socket.remoteAddress ?? ''));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    response.once('close', () => limiter.ended(socket));
    if (limiter.began(socket) || PROBES.includes(request.url ?? '')) listener(request, response);
    else response.writeHead(503, { connection: 'close', 'retry-after': '1' }).end();
  });
}
