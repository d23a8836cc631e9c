import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { joinSockets } from '../network/join-sockets.ts';

/** A network path to a port of this machine, which can be cut. */
export interface Relay {
  port: number;
  /** Breaks every connection, and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function startRelay(target: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((incoming) => {
    if (isCut) {
      incoming.on('error', () => undefined).destroy();
      return;
    }
    joinSockets(sockets, incoming, connect(target, '127.0.0.1'));
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    port,
    cut: () => {
      isCut = true;
      breakAll();
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
