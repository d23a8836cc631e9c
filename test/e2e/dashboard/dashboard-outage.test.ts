import type { Page } from 'playwright-core';
import { initDataOf } from '../../support/web/mini-app.ts';
import { describeInChromium, startChromium, type Chromium } from '../../support/web/chromium.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { errorsOf, PHONE, WHOLE_CHART } from '../../support/web/look-at-pages.ts';
import {
  findBinaries,
  startTemporaryServer,
  type OwnServer,
} from '../../support/database/postgres-server.ts';
import { ADMIN, OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { blockTelegramScript } from '../../support/bot/telegram-script.ts';

const STALE = '.freshness[data-stale=true]';
const FRESH = '.freshness[data-stale=false]';
/** Longer than the pages wait before they try again. */
const RETRY_MS = 10_500;
/** Longer than they wait for an answer. */
const PATIENCE_MS = 20_500;

const binaries = await findBinaries();
if (binaries)
  describeInChromium('the dashboard while the database is away', () => {
    let server: OwnServer;
    let bot: RunningBot;
    let chromium: Chromium;
    beforeAll(async () => {
      server = await startTemporaryServer(binaries);
      const web = { PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1' };
      bot = await startRunningBot({ environment: { ...web, DATABASE_URL: server.url } });
      chromium = await startChromium();
      await bot.ask(OMID, 'What is the capital of France?');
    }, 120_000);
    afterAll(async () => {
      await chromium?.close();
      await bot?.stop();
      await server?.stop();
    });

    async function openPage(hash: string): Promise<{ page: Page; errors: string[] }> {
      const context = await chromium.open(PHONE);
      const page = await context.newPage();
      const errors = errorsOf(page);
      await page.clock.install();
      await blockTelegramScript(page, 'refused');
      await page.goto(`${bot.app.webUrl}/${hash}`);
      return { page, errors };
    }

    const linkFromBot = async () => /#link=[\w-]+$/.exec(await bot.ask(ADMIN, '/dashboard'))?.[0] ?? '';
    const miniApp = () => `#${String(new URLSearchParams({ tgWebAppData: initDataOf(bot, ADMIN) }))}`;
    /** Waits until the page has heard that there is nothing, or has waited long enough for it. */
    const givesUp = async (page: Page, selector: string) => {
      await page.clock.fastForward(PATIENCE_MS);
      await page.waitForSelector(selector);
    };
    const requests = (page: Page) => page.textContent('[data-total=requests] .total-value');

    it.each([
      { how: 'stopped', end: 'halt', resume: 'resume' },
      { how: 'answering nothing', end: 'freeze', resume: 'thaw' },
    ] as const)(
      'keeps who is signed in and every link, and recovers by itself: $how',
      async (outage) => {
        const seen = await openPage(await linkFromBot());
        await seen.page.waitForSelector(WHOLE_CHART);
        const unused = await linkFromBot();
        await server[outage.end]();

        await seen.page.click('.round');
        await givesUp(seen.page, STALE);
        expect(await requests(seen.page)).toBe('1');
        const byTelegram = await openPage(miniApp());
        const byLink = await openPage(unused);
        for (const { page } of [byTelegram, byLink]) {
          await givesUp(page, '[data-failure=unavailable]');
          expect(await page.textContent('h1')).toBe('Not available right now');
        }
        const anonymous = await fetch(`${bot.app.webUrl}/api/ai-usage`);
        expect([anonymous.status, await anonymous.json()]).toEqual([401, { error: 'invalid' }]);
        const ready = await fetch(`${bot.app.webUrl}/readyz`);
        expect(await ready.json()).toMatchObject({ failing: ['database'] });

        await server[outage.resume]();
        for (const { page } of [seen, byTelegram, byLink]) {
          await page.clock.fastForward(RETRY_MS);
          await page.waitForSelector(FRESH);
          expect(await requests(page)).toBe('1');
        }
        expect([...seen.errors, ...byTelegram.errors, ...byLink.errors]).toEqual([]);
      },
      600_000,
    );
  });
