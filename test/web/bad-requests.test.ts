import { systemClock } from '../../src/foundation/clock.ts';
import { sampleReport } from '../reports/sample-report.ts';
import { startTestWeb, type TestWeb } from '../support/test-web.ts';

describe('the web server under bad requests', () => {
  let web: TestWeb;
  let reports = 0;
  beforeAll(async () => {
    web = await startTestWeb({
      reports: {
        report: async () => {
          reports++;
          return sampleReport();
        },
      },
    });
  });
  afterAll(async () => {
    expect(web.log).toEqual([]);
    await web.stop();
  });

  const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
  const request = (line: string, headers = 'host: 127.0.0.1') =>
    web.raw(`${line} HTTP/1.1\r\n${headers}\r\nconnection: close\r\n\r\n`);

  it('refuses a big body when it hears how big it is, before anything of it came', async () => {
    const started = performance.now();
    const answer = await request('POST /api/session', 'host: 127.0.0.1\r\ncontent-length: 10485760');
    expect(statusOf(answer)).toBe(413);
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it('refuses a big body of unknown size once it is too big', async () => {
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const head = 'POST /api/session HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\n';
    expect(statusOf(await web.raw(head + chunk.repeat(3), 1_500))).toBe(413);
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

  it('reads one report for all who ask at once, and slows down whoever asks too often', async () => {
    const before = reports;
    const headers = { authorization: web.admin() };
    const ask = () => fetch(`${web.url}/api/ai-usage?days=12`, { headers });
    const responses = await Promise.all(Array.from({ length: 300 }, ask));
    const statuses = responses.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(60);
    const slowed = responses.find(({ status }) => status === 429);
    expect(slowed?.headers.get('retry-after')).toBe('1');
    expect(reports - before).toBe(1);
    await Promise.all(responses.map((response) => response.arrayBuffer()));
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
  });

  it('waits some seconds for the rest of a request, and no longer', async () => {
    const started = systemClock.now().getTime();
    const answers = await Promise.all([
      web.raw('GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ', 20_000),
      web.raw(
        'POST /api/session HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\nx-forwarded-for: 5.5.5.5\r\n\r\n{',
        20_000,
      ),
    ]);
    const seconds = (systemClock.now().getTime() - started) / 1000;
    expect(statusOf(answers[0])).toBe(408);
    expect(seconds).toBeGreaterThan(9);
    expect(seconds).toBeLessThan(19);
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
