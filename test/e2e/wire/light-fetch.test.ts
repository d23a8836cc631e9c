import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createLightFetch } from '../../../src/network/light-fetch.ts';

describe('a call that is ended', () => {
  let server: Server;
  let sockets: Socket[];
  let address: string;

  beforeEach(async () => {
    sockets = [];
    server = createServer((socket) => sockets.push(socket.on('error', () => undefined))).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const reason = new Error('nobody waits any more');

  it('while its connection is being made is over at once', async () => {
    const call = new AbortController();
    const fetch = createLightFetch(null);
    // The server takes the connection, and never says a word of TLS.
    const answer = fetch(`https://${address}/`, { method: 'POST', body: '{}', signal: call.signal });
    await once(server, 'connection');
    call.abort(reason);
    await expect(answer).rejects.toBe(reason);
  }, 600_000);

  it('while all connections are taken is over at once, and is not sent later', async () => {
    const call = new AbortController();
    const fetch = createLightFetch(1);
    const post = (body: string, signal?: AbortSignal) =>
      fetch(`http://${address}/`, { method: 'POST', body, signal });
    const first = post('first');
    await once(server, 'connection');
    const second = post('second', call.signal);
    call.abort(reason);
    await expect(second).rejects.toBe(reason);

    let sent = '';
    const [socket] = sockets;
    socket?.on('data', (data) => {
      sent += String(data);
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK');
    });
    expect(await (await first).text()).toBe('OK');
    expect(await (await post('third')).text()).toBe('OK');
    expect(sent).toContain('third');
    expect(sent).not.toContain('second');
  }, 600_000);

  it('before it began is not begun', async () => {
    const fetch = createLightFetch(null);
    const signal = AbortSignal.abort(reason);
    await expect(fetch(`http://${address}/`, { method: 'POST', body: '{}', signal })).rejects.toBe(reason);
    expect(sockets).toHaveLength(0);
  });
});
