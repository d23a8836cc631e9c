import { setTimeout as delay } from 'node:timers/promises';
import { sampleDetails, sampleReport } from '../../unit/reports/sample-report.ts';
import { StandingClock } from '../../support/clocks/standing-clock.ts';
import { startTestWeb, type TestWeb } from '../../support/web/test-web.ts';

const TEN_MEGABYTES = 10 * 1024 * 1024;

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

describe('the web server under bad requests', () => {
  let web: TestWeb;
  beforeAll(async () => {
    web = await startTestWeb();
  });
  afterAll(async () => {
    expect(web.log).toEqual([]);
    await web.stop();
  });

  const request = (line: string, headers = 'host: 127.0.0.1') =>
    web.raw(`${line} HTTP/1.1\r\n${headers}\r\nconnection: close\r\n\r\n`);

  it('refuses a big body when it hears how big it is, before anything of it came', async () => {
    // Nothing of the body is ever sent, so an answer shows that the server did not wait for it.
    const answer = await request('POST /api/session', 'host: 127.0.0.1\r\ncontent-length: 10485760');
    expect(statusOf(answer)).toBe(413);
  });

  it('refuses ten megabytes of announced size, and of unknown size once they are too many', async () => {
    const before = process.memoryUsage().rss;
    const head = 'POST /api/session HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n';
    const announced = `${head}content-length: ${TEN_MEGABYTES}\r\n\r\n${'x'.repeat(TEN_MEGABYTES)}`;
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const chunked = `${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(TEN_MEGABYTES / 0x4000)}0\r\n\r\n`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => web.raw(index % 2 ? announced : chunked, 1_500)),
    );
    // A refusal that the client is still writing against may be lost with the connection.
    for (const answer of answers) expect([413, Number.NaN]).toContainEqual(statusOf(answer));
    // One that is written more than a connection holds at a time hears it, sooner or later.
    let alone = Number.NaN;
    for (let tries = 0; tries < 10 && Number.isNaN(alone); tries++)
      alone = statusOf(await web.raw(`${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(2)}`, 3_000));
    expect(alone).toBe(413);
    // The two texts above, and what sockets hold of them; not a hundred megabytes in the server.
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
  });

  it.each(['', '{', 'null', '[]', '"x"', '{"initData":5}', '{"link":["x"]}', '\u0000'.repeat(50)])(
    'takes %j for no reason to open a session',
    async (body) => {
      const response = await fetch(`${web.url}/api/session`, { method: 'POST', body });
      expect([response.status, await response.json()]).toEqual([401, { error: 'invalid' }]);
    },
  );

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/....//package.json',
    '/assets/%00',
    '/assets/%',
    '//etc/passwd',
    '/web-app.js',
    '/dashboard/index.html',
    '/assets/',
  ])('serves nothing for %s', async (path) => {
    const answer = await request(`GET ${path}`);
    expect([400, 404]).toContain(statusOf(answer));
    expect(answer).not.toMatch(/"dependencies"|root:|createWebApp/);
  });

  it('answers methods that an address does not have with those it has', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
      const response = await fetch(`${web.url}/healthz`, { method });
      expect([method, response.status, response.headers.get('allow')]).toEqual([
        method,
        405,
        'GET, HEAD, OPTIONS',
      ]);
    }
    const options = await fetch(`${web.url}/api/session`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, DELETE, OPTIONS']);
    expect(options.headers.get('access-control-allow-origin')).toBeNull();
    const head = await fetch(`${web.url}/healthz`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const strange = ['TRACE', 'BREW', 'CONNECT'].map((method) => request(`${method} /healthz`));
    expect((await Promise.all(strange)).map(statusOf)).toEqual([405, 400, Number.NaN]);
  });

  it('believes no Host, and says none again', async () => {
    expect(statusOf(await request('GET /', 'host: a b'))).toBe(400);
    expect(statusOf(await web.raw('GET / HTTP/1.1\r\nconnection: close\r\n\r\n'))).toBe(400);
    for (const host of ['evil.example', 'evil.example:1', '127.0.0.1.evil.example']) {
      expect(await request('GET /healthz', `host: ${host}`)).not.toContain('evil');
      expect(statusOf(await request('GET /metrics', `host: ${host}`))).toBe(403);
    }
    expect(await request('GET http://evil.example/healthz')).not.toContain('evil');
  });

  it.each(['0', '-1', '367', '1.5', '1e2', 'abc', '', '٣', '99999999999999999999'])(
    'refuses days=%s',
    async (days) => {
      const headers = { authorization: web.admin() };
      const response = await fetch(`${web.url}/api/ai-usage?days=${days}`, { headers });
      expect([response.status, await response.json()]).toEqual([400, { error: 'days' }]);
    },
  );

  it.each(['0', '101', '-5', 'all', '1.0'])('refuses limit=%s', async (limit) => {
    const headers = { authorization: web.admin() };
    const response = await fetch(`${web.url}/api/requests?limit=${limit}`, { headers });
    expect([response.status, await response.json()]).toEqual([400, { error: 'limit' }]);
  });

  it('believes no initData that is cut off, stretched or signed by somebody else', async () => {
    const initData = web.admin().slice('tma '.length);
    const forged = initData.replace(/hash=\w/, (start) => (start.endsWith('0') ? 'hash=1' : 'hash=0'));
    const wrong = [initData.slice(0, -1), initData.slice(0, 40), `${initData}&user={}`, forged, '', 'null'];
    for (const one of wrong) {
      const direct = await fetch(`${web.url}/api/ai-usage`, { headers: { authorization: `tma ${one}` } });
      const body = JSON.stringify({ initData: one });
      const session = await fetch(`${web.url}/api/session`, { method: 'POST', body });
      expect([direct.status, await direct.json()]).toEqual([401, { error: 'invalid' }]);
      expect([session.status, await session.json()]).toEqual([401, { error: 'invalid' }]);
    }
  });
});

describe('the limit of requests', () => {
  // However slow the machine is, nobody's time to ask again comes.
  const clock = new StandingClock(new Date().toISOString());

  it('slows down whoever asks too often; those who ask at once share one report', async () => {
    let reports = 0;
    const web = await startTestWeb({
      clock,
      reports: {
        report: async () => {
          reports++;
          return sampleReport();
        },
        details: async () => sampleDetails(),
      },
    });
    const headers = { authorization: web.admin() };
    const ask = () => fetch(`${web.url}/api/ai-usage?days=12`, { headers });
    const responses = await Promise.all(Array.from({ length: 300 }, ask));
    const statuses = responses.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(60);
    const slowed = responses.find(({ status }) => status === 429);
    expect(slowed?.headers.get('retry-after')).toBe('1');
    expect(reports).toBe(1);
    await Promise.all(responses.map((response) => response.arrayBuffer()));
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
    await web.stop();
  });

  it('is that of the client whom the nearest proxy names, whatever the client itself claims', async () => {
    const web = await startTestWeb({ clock, publicUrl: 'https://bot.example' });
    const ask = async (forwarded: string) => {
      const { status } = await fetch(`${web.url}/api/alerts`, { headers: { 'x-forwarded-for': forwarded } });
      return status;
    };
    const invented = Array.from({ length: 300 }, (_, index) => ask(`198.51.100.${index % 250}, 203.0.113.9`));
    expect(await Promise.all(invented)).toContain(429);
    expect(await ask('203.0.113.9, 203.0.113.10')).toBe(401);
    await web.stop();
  });
});

describe('the web server with a hundred clients that drip', () => {
  it('drops them, and serves others meanwhile', async () => {
    const web = await startTestWeb();
    const head = 'GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ';
    const body = 'POST /api/session HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000\r\n\r\n';
    const dripping = Array.from({ length: 100 }, (_, index) => web.drip(index % 2 ? head : body, 25_000));
    await delay(2_000);
    const all = Promise.all(dripping);
    const first = await Promise.race([fetch(`${web.url}/healthz`).then(({ status }) => status), all]);
    expect(first).toBe(200);
    const dropped = await all;
    // A client would drip for 25 seconds; the server ends it before, with an answer or without.
    for (const { received } of dropped) expect([408, Number.NaN]).toContain(statusOf(received));
    expect(dropped.map(({ received }) => statusOf(received))).toContain(408);
    await web.stop();
  });
});

describe('the headers of the web server', () => {
  it('let no page frame it but Telegram’s, run nothing inline and are kept by no cache', async () => {
    const web = await startTestWeb({ publicUrl: 'https://bot.example' });
    for (const path of ['/', '/api/ai-usage', '/nowhere', '/healthz']) {
      const { headers } = await fetch(web.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self' https://telegram.org;");
      expect(policy).toContain("frame-ancestors https://web.telegram.org 'self'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    await web.stop();
  });
});
