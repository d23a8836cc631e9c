import { connect } from 'node:net';
import { once } from 'node:events';
import { insertRows } from '../../../src/database/rows/insert-rows.ts';
import { toPortable } from '../../../src/database/rows/portable-row.ts';
import { tableNamed } from '../../../src/database/rows/tables.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { ADMIN, OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { startTestWeb } from '../../support/web/test-web.ts';
import { miniAppHeader } from '../../support/web/mini-app.ts';
import { MAIN, MAIN_MODEL } from '../../support/bot/main-provider.ts';

const API_TOKEN = 'export-token-1';
const CONTRACT = (
  'id provider model action_type status user_id chat_id prompt_tokens completion_tokens total_tokens cached_tokens ' +
  'reasoning_tokens rate_limit_info remaining_requests remaining_tokens cost_estimate cost_source latency_ms ' +
  'created_at date'
).split(' ');

describeOnEachEngine('GET /api/requests.csv', (engine) => {
  let bot: RunningBot;
  let url = '';
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    bot = await startRunningBot({
      engine,
      environment: { PORT: String(port), API_TOKEN, TIMEZONE: 'Asia/Tehran' },
    });
    const { client } = await bot.database();
    // More than three pages, many of them of the same moment; the last one of another day.
    await insertRows(
      client,
      engine,
      tableNamed('ai_usage_tracking'),
      Array.from({ length: 1_700 }, (_, index) => rowOf(index)),
    );
  }, 600_000);
  afterAll(() => bot.stop());

  const get = (path: string, authorization = `Bearer ${API_TOKEN}`) =>
    fetch(`${url}${path}`, { headers: authorization === '' ? {} : { authorization } });

  it('gives every request of the days, newest last, with the columns of the table', async () => {
    const answer = await get('/api/requests.csv?from=2026-05-01&to=2026-05-31');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('requests_2026-05-01_2026-05-31.csv');
    const [header = '', ...lines] = (await answer.text()).trimEnd().split('\r\n');
    expect(header.split(',').slice(0, CONTRACT.length)).toEqual(CONTRACT);
    expect(header).not.toContain('lease');
    expect(lines).toHaveLength(1_699);
    const ids = lines.map((line) => line.slice(0, 36));
    expect(new Set(ids).size).toBe(1_699);
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(lines[0]).toContain(",'=cmd,Chat,ok,101,-1001234567890,");
    expect(lines[0]).toContain(',0.000147450000,catalogue,318,2026-05-01T00:00:00.000Z,2026-05-01');
  });

  it('goes by the day that a request was booked on', async () => {
    const last = await get('/api/requests.csv?from=2026-06-01&to=2026-06-01');
    expect((await last.text()).trimEnd().split('\r\n')).toHaveLength(2);
    const none = await get('/api/requests.csv?from=2026-06-02&to=2027-06-01');
    expect((await none.text()).trimEnd().split('\r\n')).toHaveLength(1);
  });

  it.each([
    ['', 'from'],
    ['?from=2026-05-01', 'to'],
    ['?to=2026-05-01', 'from'],
    ['?from=2026-02-30&to=2026-05-01', 'from'],
    ['?from=2026-05-01&to=2026-13-01', 'to'],
    ['?from=2026-05-02&to=2026-05-01', 'to'],
    ["?from=2026-05-01' OR 1=1&to=2026-05-01", 'from'],
    ['?from=0000-00-00&to=2026-05-01', 'from'],
    ['?from=2026-5-1&to=2026-05-01', 'from'],
  ])('answers 400 to %s, and says what is wrong', async (query, error) => {
    const answer = await get(`/api/requests.csv${query}`);
    expect([answer.status, await answer.json()]).toEqual([400, { error }]);
  });

  it('is for admins and the token', async () => {
    const query = '/api/requests.csv?from=2026-05-01&to=2026-05-01';
    const of = (id: number) => miniAppHeader(bot, id).authorization;
    expect((await get(query, of(ADMIN))).status).toBe(200);
    for (const [authorization, status] of [
      [of(OMID), 403],
      ['', 401],
      ['Bearer ', 401],
      ['Bearer wrong', 401],
      [`Bearer ${API_TOKEN}x`, 401],
      [`tma ${API_TOKEN}`, 401],
      [`Basic ${API_TOKEN}`, 401],
    ] as const) {
      const answer = await get(query, authorization);
      expect({ authorization, status: answer.status }).toEqual({ authorization, status });
      expect(await answer.text()).not.toContain(MAIN);
    }
  });

  it('and the report are all that the token opens', async () => {
    const report = await get('/api/ai-usage?days=7');
    expect(await report.json()).toMatchObject({ totals: { requests: expect.any(Number) } });
    const csv = await get('/api/ai-usage?days=7&format=csv');
    expect(await csv.text()).toMatch(/^date,provider,model,action,status,requests,failed,prompt_tokens/);
    for (const path of ['/api/alerts', '/api/requests', '/metrics'])
      expect([path, (await get(path)).status]).toEqual([path, path === '/metrics' ? 200 : 401]);
    const left = await fetch(`${url}/api/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
    expect(left.status).toBe(401);
    expect((await fetch(`${url}/api/requests.csv`, { method: 'POST' })).status).toBe(405);
  });

  it('never shows the token', () => {
    expect(bot.log.join('\n')).not.toContain(API_TOKEN);
    expect(bot.errors()).toEqual([]);
  });
});

describe('an export that nobody reads on', () => {
  it('is read no further from the database', async () => {
    let pages = 0;
    const page = {
      columns: ['id'],
      rows: Array.from({ length: 500 }, () => ['x'.repeat(2_000)]),
      isLast: false,
    };
    const web = await startTestWeb({
      apiToken: API_TOKEN,
      readRequestPage: async () => {
        pages++;
        return page;
      },
    });
    const socket = connect(web.port, '127.0.0.1');
    socket.write(
      `GET /api/requests.csv?from=2026-01-01&to=2026-01-02 HTTP/1.1\r\nHost: x\r\n` +
        `Authorization: Bearer ${API_TOKEN}\r\n\r\n`,
    );
    await once(socket, 'readable');
    let before = -1;
    while (before !== pages) {
      before = pages;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    // What fits into the buffers of two sockets.
    expect(pages).toBeLessThan(40);
    socket.destroy();
    await web.stop();
  });

  it('answers 503 while the database is away', async () => {
    const web = await startTestWeb({
      apiToken: API_TOKEN,
      readRequestPage: () => Promise.reject(new Error('away')),
      isOutage: () => true,
    });
    const answer = await fetch(`${web.url}/api/requests.csv?from=2026-01-01&to=2026-01-02`, {
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
    expect([answer.status, await answer.json()]).toEqual([503, { error: 'unavailable' }]);
    await web.stop();
  });
});

describe('without API_TOKEN', () => {
  it('no token opens anything', async () => {
    const web = await startTestWeb();
    for (const authorization of ['Bearer ', 'Bearer null', 'Bearer undefined'])
      expect((await fetch(`${web.url}/api/ai-usage`, { headers: { authorization } })).status).toBe(401);
    await web.stop();
  });
});

/** Every third request is of the same moment as the one before. */
function rowOf(index: number) {
  const at = new Date(Date.UTC(2026, 4, 1, 0, 0, Math.floor(index / 3)));
  const isLast = index === 1_699;
  const values: Record<string, string> = {
    id: `01a18fd8-e6e8-7285-904c-${String(index).padStart(12, '0')}`,
    provider: MAIN,
    model: index === 0 ? '=cmd' : MAIN_MODEL,
    action_type: 'Chat',
    status: 'ok',
    user_id: '101',
    chat_id: '-1001234567890',
    total_tokens: '682',
    tokens_estimated: 'false',
    cost_estimate: '0.000147450000',
    cost_source: 'catalogue',
    latency_ms: '318',
    created_at: isLast ? '2026-05-31T21:00:00.000Z' : at.toISOString(),
    date: isLast ? '2026-06-01' : '2026-05-01',
  };
  const table = tableNamed('ai_usage_tracking');
  return toPortable(
    table,
    table.columns.map(({ name }) => values[name] ?? null),
  );
}
