import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Server, Socket } from 'node:net';
import { LocalProxy, type Treatment } from './local-proxy.ts';

const REFUSALS: Readonly<Record<Exclude<Treatment, 'reach'>, string>> = {
  unreachable: '502 Bad Gateway',
  refuse: '403 Forbidden',
};

/** An HTTP proxy that knows CONNECT and nothing else, as those do that let only encrypted traffic pass. */
export class HttpProxy extends LocalProxy {
  readonly scheme: 'http' | 'https';
  readonly #certificate: { key: string; cert: string } | null;

  constructor(certificate: { key: string; cert: string } | null = null) {
    super();
    this.#certificate = certificate;
    this.scheme = certificate ? 'https' : 'http';
  }

  protected createServer(onSocket: (socket: Socket) => void): Server {
    const server = this.#certificate ? createSecureServer(this.#certificate) : createServer();
    server.on('connection', onSocket);
    server.on('request', (_, response) => response.writeHead(405).end());
    server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      void this.#connect(request, socket, head).catch(() => socket.destroy());
    });
    return server;
  }

  async #connect(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const { hostname, port } = new URL(`http://${request.url}`);
    if (!this.#letsIn(request.headers['proxy-authorization'])) {
      return refuse(socket, '407 Proxy Authentication Required');
    }
    const treatment = this.treat(hostname);
    if (treatment !== 'reach') return refuse(socket, REFUSALS[treatment]);
    const target = await this.reach(hostname, Number(port || 80));
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    target.write(head);
    this.join(socket, target);
  }

  #letsIn(authorization: string | undefined): boolean {
    if (!this.login) return true;
    const { user, password } = this.login;
    return authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }
}

function refuse(socket: Socket, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
}
