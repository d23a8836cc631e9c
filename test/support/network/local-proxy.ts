import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect } from 'node:net';

export interface ProxyLogin {
  user: string;
  password: string;
}

/** What a proxy does with a target: reach it, not get there, or not want to. */
export type Treatment = 'reach' | 'unreachable' | 'refuse';

/** A real proxy on loopback, for which every name in the world is this machine's. */
export abstract class LocalProxy {
  abstract readonly scheme: string;
  /** Where connections were wanted to, as `host:port`, in their order. */
  readonly targets: string[] = [];
  /** Whoever does not log in so is turned away; `null`: anybody may come. */
  login: ProxyLogin | null = null;
  treat: (host: string) => Treatment = () => 'reach';
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;

  protected abstract createServer(onSocket: (socket: Socket) => void): Server;

  /** Listens: on a free port, after that on the same one. */
  async start(): Promise<void> {
    this.#server = this.createServer((socket) => this.#keep(socket));
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Dies: every connection is cut, and nobody listens any more. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  get port(): number {
    return this.#port;
  }

  /** What stands in PROXY_URL, with a login or without. */
  url(login: ProxyLogin | null = this.login): string {
    const { user, password } = login ?? { user: '', password: '' };
    const userinfo = login ? `${encodeURIComponent(user)}:${encodeURIComponent(password)}@` : '';
    return `${this.scheme}://${userinfo}127.0.0.1:${this.#port}`;
  }

  /** Connections from and to everybody. */
  get openSockets(): number {
    return this.#sockets.size;
  }

  /** A connection to this port of this machine, whatever its host is called. */
  protected async reach(host: string, port: number): Promise<Socket> {
    this.targets.push(`${host}:${port}`);
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.#keep(socket);
    await once(socket, 'connect');
    return socket;
  }

  /** From now on, bytes go to and fro, and the end of one connection is that of the other. */
  protected join(one: Socket, other: Socket): void {
    one.pipe(other);
    other.pipe(one);
    one.once('close', () => other.destroy());
    other.once('close', () => one.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
