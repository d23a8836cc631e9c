import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface HttpReceiver {
  url: string;
  received: Received[];
  /** What it answers from now on. */
  answer: { status: number };
  /** Resolves with the first request, also one that came before, that passes. */
  waitFor(passes: (request: Received) => boolean): Promise<Received>;
  close(): Promise<void>;
}

/** A server on loopback that keeps what it gets. */
export async function startHttpReceiver(): Promise<HttpReceiver> {
  const received: Received[] = [];
  const answer = { status: 200 };
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      received.push({ method, path: url, headers, body: Buffer.concat(pieces).toString() });
      response
        .writeHead(answer.status, answer.status === 302 ? { location: '/elsewhere' } : {})
        .end('thanks');
      for (const look of waiting) look();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer,
    waitFor: (passes) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = received.find(passes);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
