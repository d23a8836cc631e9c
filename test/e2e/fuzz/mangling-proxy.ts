import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { seededRandom } from '../../support/random.ts';
import { mangle } from './mangle.ts';

export interface ManglingProxy {
  /** The proxy's address, to use instead of the server's. */
  url: string;
  /** The number of corrupted chunks. */
  mangled(): number;
  close(): Promise<void>;
}

/** A client would wait forever for the rest of a shortened response; the server has long finished by then. */
const IDLE_MS = 150;

/** Starts a proxy for a local HTTP server that corrupts part of its responses, headers included. */
export async function startManglingProxy(
  target: string,
  seed: number,
  percent: number,
): Promise<ManglingProxy> {
  const { hostname, port } = new URL(target);
  const random = seededRandom(seed);
  const open = new Set<Socket>();
  let mangled = 0;
  const server: Server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on('data', (bytes: Buffer) => {
      const isMangled = random(100) < percent;
      if (isMangled) mangled++;
      client.write(isMangled ? mangle(bytes, random) : bytes);
      // After this the end of the response is unknown.
      if (isMangled) setTimeout(() => client.end(), IDLE_MS);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mangled: () => mangled,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
