import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Hono } from 'hono';
import { systemClock } from '../../../src/foundation/clock.ts';
import { startWebServer } from '../../../src/web/start-web-server.ts';
import type { WebEnv } from '../../../src/web/access/request-peer.ts';

describe('startWebServer', () => {
  it.each(['203.0.113.7', 'no-such-host.invalid'])('names the invalid LISTEN_HOST %s', async (host) => {
    const starting = startWebServer(new Hono<WebEnv>(), {
      port: 0,
      host,
      isBehindProxy: false,
      clock: systemClock,
    });
    await expect(starting).rejects.toThrow(`LISTEN_HOST ${host} is not an address of this machine`);
  });
});

describe('the connections of the web server', () => {
  const MOST = 1_000;

  /** Connections that say nothing, as many at a time as the backlog of a listening socket takes. */
  async function openIdle(port: number, count: number): Promise<Socket[]> {
    const sockets: Socket[] = [];
    while (sockets.length < count) {
      const opened = Array.from({ length: Math.min(100, count - sockets.length) }, () => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => undefined);
        return socket;
      });
      await Promise.all(opened.map((socket) => once(socket, 'connect')));
      sockets.push(...opened);
    }
    return sockets;
  }

  it('leave room for a health check beside 2,300 idle ones', async () => {
    const app = new Hono<WebEnv>();
    app.get('/healthz', (context) => context.text('alive'));
    const server = await startWebServer(app, {
      port: 0,
      host: '127.0.0.1',
      isBehindProxy: false,
      clock: systemClock,
    });
    const idle = await openIdle(server.port, 2_300);
    for (let round = 0; round < 3; round++) {
      const response = await fetch(`http://127.0.0.1:${server.port}/healthz`);
      expect([response.status, await response.text()]).toEqual([200, 'alive']);
    }
    while (idle.filter(({ closed }) => !closed).length > MOST) await new Promise(setImmediate);
    // Those that have been idle for longest went.
    expect(idle.slice(0, 1_300).filter(({ closed }) => !closed)).toEqual([]);
    for (const socket of idle) socket.destroy();
    await server.stop(0);
  });

  it('serve the probes even while all of them wait for something', async () => {
    const waiting: (() => void)[] = [];
    const app = new Hono<WebEnv>();
    app.get('/healthz', (context) => context.text('alive'));
    app.get('/slow', async (context) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return context.text('done');
    });
    const server = await startWebServer(app, {
      port: 0,
      host: '127.0.0.1',
      isBehindProxy: false,
      clock: systemClock,
    });
    const busy = await openIdle(server.port, MOST);
    for (const socket of busy) socket.write('GET /slow HTTP/1.1\r\nhost: localhost\r\n\r\n');
    while (waiting.length < MOST) await new Promise(setImmediate);
    const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).status;
    expect(await statusOf('/healthz')).toBe(200);
    expect(await statusOf('/slow')).toBe(503);
    expect(await statusOf('/healthz')).toBe(200);
    for (const resolve of waiting) resolve();
    for (const socket of busy) socket.destroy();
    await server.stop(0);
  });
});
