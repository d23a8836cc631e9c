import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { initDataOf, miniAppHeader, miniAppUrl } from '../../support/web/mini-app.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { describeInChromium, startChromium, type Chromium } from '../../support/web/chromium.ts';
import { PHONE, seriousProblems } from '../../support/web/look-at-pages.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';

const MARYAM = 901;
const SPAMMER = 666;
const GROUP = -1_003_000_000_001;
const API_TOKEN = 'access-panel-token';

describeInChromium('who waits and who is blocked, on the dashboard', () => {
  let bot: RunningBot;
  let chromium: Chromium;
  beforeAll(async () => {
    bot = await startRunningBot({
      environment: {
        PORT: String(await freePort()),
        LISTEN_HOST: '127.0.0.1',
        ACCESS: 'request',
        ADMIN_IDS: `${ADMIN},${MARYAM}`,
        API_TOKEN,
      },
      prepare: (telegram) => {
        telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
        // What turns a line around is cleaned before anybody sees it.
        telegram.addUser({ id: SPAMMER, firstName: '\u202EreP\u3164', username: 'spam_mer' });
        telegram.addGroup({ id: GROUP, title: 'Readers', members: [OMID, SARA] });
      },
    });
    for (const admin of [ADMIN, MARYAM]) await bot.ask(admin, '/start');
    await bot.ask(OMID, 'Hello');
    await bot.ask(SPAMMER, 'Hello');
    await bot.ask(SARA, '@ledger_demo_bot سلام', { chatId: GROUP });
    const card = await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('spam_mer'));
    await bot.telegram.press(ADMIN, card.id, '🚫 Block').answer;
    const { client } = await bot.database();
    while ((await client.access.count({ where: { state: 'blocked' } })) === 0) await delay(20);
    chromium = await startChromium();
  });
  afterAll(async () => {
    await chromium?.close();
    await bot?.stop();
  });

  const get = (authorization: string) =>
    fetch(`${bot.app.webUrl}/api/access`, { headers: authorization ? { authorization } : {} });

  /** The panel's lines in a window of an admin, who scrolls down to it. */
  async function look<Found>(admin: number, test: (page: Page) => Promise<Found>): Promise<Found> {
    const context = await chromium.open(PHONE);
    const page = await context.newPage();
    await page.goto(miniAppUrl(bot, admin));
    await page.locator('.area-access').scrollIntoViewIfNeeded();
    await page.waitForSelector('.area-access .accounts li');
    const found = await test(page);
    await context.close();
    return found;
  }
  const linesOf = async (page: Page, list: string) => {
    const texts = await page.locator(`.area-access ${list} > li`).allInnerTexts();
    return texts.map((text) => stripMarks(text).replaceAll(/\s+/g, ' '));
  };

  it('is told to admins alone, by name, username, id and time', async () => {
    const answer = await get(miniAppHeader(bot, ADMIN).authorization);
    expect(answer.status).toBe(200);
    const since = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    const ada = { id: ADMIN, name: 'Ada' };
    expect(await answer.json()).toEqual({
      waiting: {
        count: 2,
        accounts: [
          { id: GROUP, name: 'Readers', username: null, since, by: { id: SARA, name: 'سارا' } },
          { id: OMID, name: 'Omid', username: 'omid', since, by: null },
        ],
      },
      blocked: {
        count: 1,
        accounts: [{ id: SPAMMER, name: 'reP', username: 'spam_mer', since, by: ada }],
      },
      acts: [
        {
          id: expect.any(String),
          at: since,
          by: ada,
          action: 'block',
          target: `access/${SPAMMER}`,
          account: { id: SPAMMER, name: 'reP' },
          before: { state: 'asked', version: 1 },
          after: { state: 'blocked', version: 2, decidedBy: String(ADMIN) },
          undoneBy: null,
        },
      ],
    });
    for (const [authorization, status] of [
      ['', 401],
      ['Bearer wrong', 401],
      [`Bearer ${API_TOKEN}`, 401],
      [miniAppHeader(bot, OMID).authorization, 403],
    ] as const) {
      const refused = await get(authorization);
      expect({ authorization, status: refused.status }).toEqual({ authorization, status });
      expect(await refused.text()).not.toContain('Omid');
    }
    const posted = await fetch(`${bot.app.webUrl}/api/access`, { method: 'POST' });
    expect(posted.status).toBe(405);
  });

  it('is shown in English', async () => {
    await look(ADMIN, async (page) => {
      expect(await page.locator('.area-access h3').allInnerTexts()).toEqual([
        'Waiting: 2',
        'Blocked: 1',
        'What admins did last',
      ]);
      const [group = '', omid = '', spammer = ''] = await linesOf(page, 'ul');
      expect(group).toMatch(/^Readers \d\d:\d\d group ID -1003000000001 asked by سارا$/);
      expect(omid).toMatch(/^Omid \d\d:\d\d person @omid ID 102$/);
      expect(spammer).toMatch(/^reP \d\d:\d\d person @spam_mer ID 666 blocked by Ada$/);
      const [act = ''] = await linesOf(page, '.acts');
      expect(act).toMatch(/^Ada: blocked reP \d\d:\d\d waiting → blocked$/);
      expect(await seriousProblems(page)).toEqual([]);
    });
  });

  it('is shown in Persian, with nothing beyond the screen', async () => {
    await look(MARYAM, async (page) => {
      expect(await page.locator('.area-access h3').allInnerTexts()).toEqual([
        'در انتظار تصمیم: ۲',
        'مسدودشده‌ها: ۱',
        'آخرین کارهای مدیران',
      ]);
      const [act = ''] = await linesOf(page, '.acts');
      expect(act).toMatch(/^Ada: مسدود کردن reP [۰-۹]{2}:[۰-۹]{2} در انتظار ← مسدود$/);
      expect((await linesOf(page, 'ul'))[1]).toMatch(/^Omid [۰-۹]{2}:[۰-۹]{2} شخص @omid شناسهٔ 102$/);
      const beyond = 'document.documentElement.scrollWidth - innerWidth';
      expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0);
      expect(await seriousProblems(page)).toEqual([]);
    });
  });

  it('is not asked for before somebody scrolls down to it, and says when it could not be read', async () => {
    const context = await chromium.open(PHONE);
    const page = await context.newPage();
    let asked = 0;
    await page.route('**/api/access', (route) => {
      asked++;
      return route.fulfill({ status: 503, body: '{}' });
    });
    await page.goto(
      `${bot.app.webUrl}/#${String(new URLSearchParams({ tgWebAppData: initDataOf(bot, ADMIN) }))}`,
    );
    await page.waitForSelector('.area-access');
    await page.waitForSelector('.total-value');
    expect(asked).toBe(0);
    await page.locator('.area-access').scrollIntoViewIfNeeded();
    await page.waitForSelector('.area-access .warning');
    expect(asked).toBe(1);
    expect(await page.textContent('.area-access')).not.toContain('Nobody');
    await context.close();
  });
});
