import { Hono } from 'hono';
import { systemClock } from '../../../src/foundation/clock.ts';
import { startWebServer } from '../../../src/web/start-web-server.ts';
import type { WebEnv } from '../../../src/web/access/request-peer.ts';

describe('startWebServer', () => {
  it.each(['203.0.113.7', 'no-such-host.invalid'])('names the invalid LISTEN_HOST %s', async (host) => {
    const starting = startWebServer(new Hono<WebEnv>(), { port: 0, host, clock: systemClock });
    await expect(starting).rejects.toThrow(`LISTEN_HOST ${host} is not an address of this machine`);
  });
});
