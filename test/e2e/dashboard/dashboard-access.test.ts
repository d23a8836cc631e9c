import { setTimeout as delay } from 'node:timers/promises';
import { signInitData } from '../../../src/tools/stand-ins/telegram/sign-init-data.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

describeOnOneEngine('who may see the dashboard', (engine) => {
  let bot: RunningBot;
  let url = '';
  beforeAll(async () => {
    const environment = { PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1' };
    bot = await startRunningBot({ engine, environment });
    url = bot.app.webUrl ?? '';
    await bot.ask(OMID, 'What is the capital of France?');
  });
  afterAll(() => bot.stop());

  const get = (path: string, authorization?: string) =>
    fetch(`${url}${path}`, { headers: authorization ? { authorization } : {} });
  const openSession = (body: object) =>
    fetch(`${url}/api/session`, { method: 'POST', body: JSON.stringify(body) });
  const signed = (id: number, now = Date.now()) =>
    signInitData(bot.telegram.token, { id, is_bot: false, first_name: 'Ada' }, now);

  async function linkFromBot(userId = ADMIN): Promise<string> {
    const answer = await bot.ask(userId, '/dashboard');
    return /#link=([\w-]{43})$/.exec(answer)?.[1] ?? '';
  }

  it('is an admin with a link from the bot, once', async () => {
    const link = await linkFromBot();
    const opened = await openSession({ link });
    expect(opened.status).toBe(200);
    const { token, viewer } = (await opened.json()) as { token: string; viewer: object };
    expect(viewer).toEqual({
      name: 'Ada',
      locale: 'en',
      digits: 'latin',
      calendar: 'gregorian',
      timeZone: 'UTC',
    });
    const report = await get('/api/ai-usage?days=30', `Bearer ${token}`);
    expect(await report.json()).toMatchObject({ totals: { requests: 1 } });
    const again = await openSession({ link });
    expect([again.status, await again.json()]).toEqual([401, { error: 'used' }]);
  });

  it('is one of many who press the same link at once', async () => {
    const link = await linkFromBot();
    const opened = await Promise.all(Array.from({ length: 8 }, () => openSession({ link })));
    const statuses = opened.map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, ...Array(7).fill(401)]);
  });

  it('is an admin whom Telegram vouches for, with a session or without', async () => {
    const report = await get('/api/ai-usage', `tma ${signed(ADMIN)}`);
    expect(report.status).toBe(200);
    const opened = await openSession({ initData: signed(ADMIN) });
    const { token } = (await opened.json()) as { token: string };
    expect((await get('/api/alerts', `Bearer ${token}`)).status).toBe(200);
  });

  it('is nobody else, and they learn nothing', async () => {
    const refused = await get('/api/ai-usage', `tma ${signed(SARA)}`);
    expect([refused.status, await refused.json()]).toEqual([403, { error: 'not_admin' }]);
    const old = await get('/api/ai-usage', `tma ${signed(ADMIN, Date.now() - 3_700_000)}`);
    expect([old.status, await old.json()]).toEqual([401, { error: 'expired' }]);
    for (const path of ['/api/ai-usage', '/api/ai-usage?days=900', '/api/alerts', '/api/requests']) {
      const stranger = await get(path);
      expect([path, stranger.status, await stranger.json()]).toEqual([path, 401, { error: 'invalid' }]);
    }
    expect(await bot.ask(SARA, '/dashboard')).toContain('فقط برای مدیران');
  });

  it('is nobody after the session was ended', async () => {
    const opened = await openSession({ link: await linkFromBot() });
    const { token } = (await opened.json()) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${url}/api/session`, { method: 'DELETE', headers })).status).toBe(204);
    expect((await get('/api/ai-usage', `Bearer ${token}`)).status).toBe(401);
  });

  it('is kept in the database as hashes only', async () => {
    const link = await linkFromBot();
    const opened = await openSession({ link });
    const { token } = (await opened.json()) as { token: string };
    const { client } = await bot.database();
    const kept = JSON.stringify(
      [await client.webSession.findMany(), await client.webLink.findMany()],
      (_, it) => (typeof it === 'bigint' ? String(it) : it),
    );
    expect(kept).not.toContain(link);
    expect(kept).not.toContain(token);
    expect(bot.log.join('')).not.toContain(link);
    expect(bot.log.join('')).not.toContain(token);
  });

  it('lists requests with the people who made them', async () => {
    const response = await get('/api/requests?limit=5', `tma ${signed(ADMIN)}`);
    const { requests } = (await response.json()) as { requests: object[] };
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      provider: MAIN,
      status: 'ok',
      user: { id: OMID, name: 'Omid' },
    });
  });

  it('is never told in a group', async () => {
    const group = bot.telegram.addGroup({ id: -1001, title: 'Team', members: [ADMIN, OMID] });
    const answer = await bot.ask(ADMIN, '/dashboard', { chatId: group.id });
    expect(answer).toContain('private chat');
    await delay(100);
    expect(JSON.stringify(bot.telegram.messages(group.id))).not.toContain('link=');
  });
});
