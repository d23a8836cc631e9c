import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { joinSockets } from './join-sockets.ts';

/** An address of a PostgreSQL server, as of a floating IP: new connections lead elsewhere once it moved, old ones stay. */
export interface MovableAddress {
  url: string;
  moveTo(url: string): void;
  /** From now on nothing arrives, as when a machine stands still, of connections that are open. */
  stall(): void;
  close(): Promise<void>;
}

export async function startMovableAddress(url: string): Promise<MovableAddress> {
  let target = url;
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const { hostname, port } = new URL(target);
    joinSockets(sockets, incoming, connect(Number(port), hostname));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const own = new URL(url);
  own.port = String(typeof address === 'object' && address ? address.port : 0);
  return {
    url: own.toString(),
    moveTo: (url) => {
      target = url;
    },
    stall: () => sockets.forEach((socket) => socket.unpipe().pause()),
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
