import type { Page } from 'playwright-core';
import { initDataOf, miniAppHeader, miniAppUrl } from '../../support/web/mini-app.ts';
import { fillHistory } from '../../../src/app/services/fill-history.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { openPrices } from '../../../src/app/services/open-prices.ts';
import type { ReportJson } from '../../../src/reports/render-json.ts';
import { describeInChromium, startChromium, type Chromium } from '../../support/web/chromium.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import {
  ADMIN,
  SARA,
  startBotIn,
  startSurroundings,
  type RunningBot,
} from '../../support/bot/running-bot.ts';

const HISTORY = { requests: 4_000, days: 30, users: 40, seed: 7, timeZone: 'UTC' };

describeInChromium('the dashboard of a running bot', () => {
  let bot: RunningBot;
  let chromium: Chromium;
  let page: Page;

  beforeAll(async () => {
    const surroundings = await startSurroundings({
      environment: {
        PORT: String(await freePort()),
        LISTEN_HOST: '127.0.0.1',
        ADMIN_IDS: `${ADMIN},${SARA}`,
      },
    });
    bot = await startBotIn(surroundings);
    const database = await surroundings.database();
    const { list: prices } = await openPrices({ prices: {}, timeZone: 'UTC' }, database, systemClock);
    await fillHistory({ database, prices }, { ...HISTORY, now: new Date() }, () => undefined);
    chromium = await startChromium();
  });
  afterAll(async () => {
    await chromium?.close();
    await bot?.stop();
  });
  beforeEach(async () => {
    const context = await chromium.open({ viewport: { width: 360, height: 780 } });
    page = await context.newPage();
  });
  afterEach(() => page.context().close());

  async function expectNumbers(id: number, numbers: string) {
    const headers = miniAppHeader(bot, id);
    const response = await fetch(`${bot.app.webUrl}/api/ai-usage?days=30`, { headers });
    const { totals } = (await response.json()) as ReportJson;
    expect(totals.requests).toBe(HISTORY.requests);
    await page.waitForSelector('.recharts-area');
    expect(await page.textContent('[data-total=tokens] .total-value')).toBe(
      totals.totalTokens.toLocaleString(numbers),
    );
    expect(await page.locator('.feed li').count()).toBe(25);
  }

  it('opens in English from a link, which works once', async () => {
    const answer = await bot.ask(ADMIN, '/dashboard');
    const link = /#link=[\w-]+$/.exec(answer)?.[0] ?? '';
    await page.goto(`${bot.app.webUrl}/${link}`);
    await expectNumbers(ADMIN, 'en-US');
    expect(page.url()).not.toContain('link=');
    await page.reload();
    await expectNumbers(ADMIN, 'en-US');
  });

  it('opens in Persian inside Telegram', async () => {
    await bot.ask(SARA, '/start');
    await page.goto(miniAppUrl(bot, SARA));
    await expectNumbers(SARA, 'fa-IR');
    expect(await page.textContent('h1')).toBe('مصرف AI');
    expect(await page.getAttribute('html', 'dir')).toBe('rtl');
  });

  it('sends away who is no admin', async () => {
    const hash = new URLSearchParams({ tgWebAppData: initDataOf(bot, 555) });
    await page.goto(`${bot.app.webUrl}/#${String(hash)}`);
    await page.waitForSelector('[data-failure=not_admin]');
    expect(await page.locator('.total-value').count()).toBe(0);
  });
});
