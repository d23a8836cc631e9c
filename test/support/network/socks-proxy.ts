import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { LocalProxy, type Treatment } from './local-proxy.ts';

const ANY = 0;
const PASSWORD = 2;
const ANSWERS: Readonly<Record<Treatment, number>> = { reach: 0, refuse: 2, unreachable: 4 };

/** A SOCKS5 proxy as in RFC 1928 and, with a login, RFC 1929. */
export class SocksProxy extends LocalProxy {
  readonly scheme = 'socks5';

  protected createServer(onSocket: (socket: Socket) => void): Server {
    return createServer((socket) => {
      onSocket(socket);
      void this.#serve(socket).catch(() => socket.destroy());
    });
  }

  async #serve(socket: Socket): Promise<void> {
    if (!(await this.#greet(socket))) return void socket.end();
    const [, , , kind] = await take(socket, 4);
    const host = await readHost(socket, kind);
    const port = (await take(socket, 2)).readUInt16BE();
    const treatment = this.treat(host);
    const target = treatment === 'reach' ? await this.reach(host, port) : null;
    socket.write(Buffer.from([5, ANSWERS[treatment], 0, 1, 0, 0, 0, 0, 0, 0]));
    if (target) this.join(socket, target);
    else socket.end();
  }

  async #greet(socket: Socket): Promise<boolean> {
    const [version, count = 0] = await take(socket, 2);
    const offered = await take(socket, count);
    const wanted = this.login ? PASSWORD : ANY;
    const isOffered = version === 5 && offered.includes(wanted);
    socket.write(Buffer.from([5, isOffered ? wanted : 255]));
    return isOffered && (!this.login || this.#logIn(socket, this.login));
  }

  async #logIn(socket: Socket, { user, password }: { user: string; password: string }): Promise<boolean> {
    await take(socket, 1);
    const givenUser = await readText(socket);
    const isRight = givenUser === user && (await readText(socket)) === password;
    socket.write(Buffer.from([1, isRight ? 0 : 1]));
    return isRight;
  }
}

/** Exactly so many bytes. */
async function take(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes = socket.read(count) as Buffer | null;
    if (bytes?.length === count) return bytes;
    if (socket.readableEnded || socket.destroyed) throw new Error('the client is gone');
    await once(socket, 'readable');
  }
}

async function readText(socket: Socket): Promise<string> {
  const [length = 0] = await take(socket, 1);
  return length === 0 ? '' : (await take(socket, length)).toString();
}

async function readHost(socket: Socket, kind: number | undefined): Promise<string> {
  if (kind === 3) return readText(socket);
  if (kind === 1) return (await take(socket, 4)).join('.');
  throw new Error(`no address of kind ${kind}`);
}
