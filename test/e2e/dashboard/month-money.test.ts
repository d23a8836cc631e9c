import type { Page } from 'playwright-core';
import { stripMarks } from '../../../src/localization/direction.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { miniAppHeader, miniAppUrl } from '../../support/web/mini-app.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeInChromium, startChromium, type Chromium } from '../../support/web/chromium.ts';
import { PHONE, seriousProblems } from '../../support/web/look-at-pages.ts';

describeInChromium('the month’s money on the dashboard', () => {
  let bot: RunningBot;
  let chromium: Chromium;
  beforeAll(async () => {
    bot = await startRunningBot({
      mainPrice: { input: 0.15, cached: 0.075, output: 0.6 },
      environment: {
        PORT: String(await freePort()),
        LISTEN_HOST: '127.0.0.1',
        ADMIN_IDS: `${ADMIN},${SARA}`,
        MONTHLY_USD: '0.0001',
      },
    });
    await bot.ask(SARA, '/start');
    for (let count = 0; count < 40; count++)
      if ((await bot.ask(OMID, 'Hello')).includes('money for this month is used up')) break;
    await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('🚨'));
    chromium = await startChromium();
  }, 600_000);
  afterAll(async () => {
    await chromium?.close();
    await bot?.stop();
  });

  async function look(admin: number, test: (page: Page) => Promise<void>): Promise<void> {
    const context = await chromium.open(PHONE);
    const page = await context.newPage();
    await page.goto(miniAppUrl(bot, admin));
    await page.waitForSelector('.area-budgets');
    await test(page);
    expect(await seriousProblems(page)).toEqual([]);
    await context.close();
  }

  it('is an open alert once it is spent, not a reason to say that all is clear', async () => {
    const headers = miniAppHeader(bot, ADMIN);
    const { alerts } = (await (await fetch(`${bot.app.webUrl}/api/alerts`, { headers })).json()) as {
      alerts: object[];
    };
    expect(alerts).toEqual([
      {
        kind: 'budget',
        provider: 'all',
        model: null,
        unit: null,
        window: null,
        level: 'spent',
        since: expect.any(String),
      },
    ]);
    await look(ADMIN, async (page) => {
      const text = stripMarks((await page.textContent('.area-alerts')) ?? '');
      expect(text).toContain("This month's budget of the whole bot is used up");
      expect(text).not.toContain('All clear');
    });
  });

  it('is shown with what is left of it, told apart from its limit', async () => {
    await look(ADMIN, async (page) => {
      const text = stripMarks(await page.locator('.area-budgets').innerText());
      expect(text).toMatch(/^This month's budget\s+the whole bot\s+\d+(\.\d)?% used\s/);
      const [, left = '', limit = ''] = /\$(\S+) of \$(\S+) left/.exec(text) ?? [];
      expect(Number(limit)).toBe(0.0001);
      expect(Number(left)).toBeLessThan(0.0001);
      expect(text).not.toContain(' 0% used');
    });
    await look(SARA, async (page) => {
      const text = stripMarks(await page.locator('.area-budgets').innerText());
      expect(text).toMatch(/^بودجهٔ این ماه\s+کل ربات\s+[۰-۹٫]+٪ مصرف شده\s+\$\S+ از \$۰٫۰۰۰۱۰ مانده/);
      expect(stripMarks((await page.textContent('.area-alerts')) ?? '')).toContain(
        'بودجهٔ ماهانهٔ کل ربات تمام شده است',
      );
    });
  });
});
