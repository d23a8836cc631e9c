import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describeError } from '../../../foundation/describe-error.ts';

export interface LoopbackServer {
  port: number;
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  url: string;
  close(): Promise<void>;
}

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Starts an HTTP server on 127.0.0.1, unreachable from outside this machine. Port 0 takes a free port. */
export async function startLoopbackServer(handle: RequestHandler, port = 0): Promise<LoopbackServer> {
  const server = createServer((request, response) => void answer(handle, request, response));
  // Longer than clients keep an idle connection, so none is closed during a request.
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: bound, url: `http://127.0.0.1:${bound}`, close };
}

async function answer(
  handle: RequestHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await handle(request, response);
  } catch (error) {
    if (response.headersSent || response.destroyed) return void response.destroy();
    response.writeHead(500, { 'content-type': 'text/plain' }).end(describeError(error));
  }
}
