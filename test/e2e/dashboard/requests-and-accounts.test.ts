import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { fillHistory } from '../../../src/app/services/fill-history.ts';
import { openPrices } from '../../../src/app/services/open-prices.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { addDays, dayOf } from '../../../src/foundation/day.ts';
import { jalaliMonthAndDay, jalaliYear } from '../../../src/foundation/jalali.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import type { ReportJson } from '../../../src/reports/render-json.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { miniAppHeader, miniAppUrl } from '../../support/web/mini-app.ts';
import {
  ADMIN,
  OMID,
  SARA,
  startBotIn,
  startSurroundings,
  type RunningBot,
} from '../../support/bot/running-bot.ts';
import { describeInChromium, startChromium, type Chromium } from '../../support/web/chromium.ts';
import { PHONE, seriousProblems } from '../../support/web/look-at-pages.ts';
import { MAIN, MAIN_MODEL } from '../../support/bot/main-provider.ts';

const HISTORY = { requests: 2_000, days: 30, users: 12, seed: 11, timeZone: 'UTC' };
const GROUP = -1_003_000_000_011;
const LINES = '.area-feed .feed > li';
const REQUESTS = '[data-total=requests] .total-value';

describeInChromium('requests, people, groups and days on the dashboard', () => {
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
      prepare: (telegram) => telegram.addGroup({ id: GROUP, title: 'Readers', members: [OMID, SARA] }),
    });
    bot = await startBotIn(surroundings);
    const database = await surroundings.database();
    const { list: prices } = await openPrices({ prices: {}, timeZone: 'UTC' }, database, systemClock);
    await fillHistory({ database, prices }, { ...HISTORY, now: new Date() }, () => undefined);
    await bot.ask(OMID, '@ledger_demo_bot hi', { chatId: GROUP });
    await bot.ask(OMID, 'What is the capital of France?');
    await bot.ask(SARA, '/start');
    chromium = await startChromium();
  }, 600_000);
  afterAll(async () => {
    await chromium?.close();
    await bot?.stop();
  });
  beforeEach(async () => {
    page = await (await chromium.open({ ...PHONE, viewport: { width: 390, height: 844 } })).newPage();
  });
  afterEach(() => page.context().close());

  const get = async <Answer>(path: string): Promise<Answer> => {
    const headers = miniAppHeader(bot, ADMIN);
    return (await (await fetch(`${bot.app.webUrl}/api/${path}`, { headers })).json()) as Answer;
  };
  const report = (query: string) => get<ReportJson>(`ai-usage?${query}`);
  const open = async (admin = ADMIN, search = '') => {
    await page.goto(miniAppUrl(bot, admin, search));
    await page.waitForSelector(LINES);
  };
  const lines = async () => (await page.locator(LINES).allInnerTexts()).map(stripMarks);
  const untilRequests = (count: number, numbers = 'en-US') =>
    page.waitForSelector(`[data-total=requests] >> text="${count.toLocaleString(numbers)}"`);
  const noLine = (kind: string) => page.waitForSelector(`${LINES}${kind}`, { state: 'detached' });
  const download = async (button: string) => {
    const saved = page.waitForEvent('download');
    await page.click(`.save button >> text="${button}"`);
    const file = await saved;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  };

  it('are listed page by page', async () => {
    await open();
    expect(await page.locator(LINES).count()).toBe(25);
    for (const count of [50, 75]) {
      await page.click('.area-feed button >> text="Show older requests"');
      await page
        .locator(LINES)
        .nth(count - 1)
        .waitFor();
      expect(await page.locator(LINES).count()).toBe(count);
    }
    const { requests } = await get<{ requests: { id: string; createdAt: string }[] }>('requests?limit=75');
    const times = await page
      .locator(`${LINES} time`)
      .evaluateAll((all) => all.map((one) => one.getAttribute('datetime')));
    expect(times).toEqual(requests.map(({ createdAt }) => createdAt));
    expect(await seriousProblems(page)).toEqual([]);
  });

  it('are found by provider and by how they ended', async () => {
    await open();
    const [provider, outcome] = await page.locator('.filters select').all();
    await outcome?.selectOption('failed');
    await noLine(':not(:has(.bad))');
    await provider?.selectOption('cohere');
    await noLine(':not(:has-text("Cohere"))');
    const { requests } = await get<{ requests: object[] }>(
      'requests?limit=25&days=30&provider=cohere&outcome=failed',
    );
    expect(requests.length).toBeGreaterThan(0);
    // Until the new lines are there, the list is empty.
    await page.waitForSelector(`${LINES} >> nth=${requests.length - 1}`);
    expect(await page.locator(LINES).count()).toBe(requests.length);
    await outcome?.selectOption('running');
    await page.waitForSelector('.area-feed .empty >> text="No request of this period matches."');
    expect(await page.locator(LINES).count()).toBe(0);
  });

  it('are those of one person after a click on the name, whom the files are about as well', async () => {
    await open();
    const [first] = (await report('days=30')).users;
    await page.click('.area-users .account >> nth=0');
    const own = await report(`days=30&account=${first?.userId}`);
    await untilRequests(own.totals.requests);
    expect(new URL(page.url()).search).toBe(`?days=30&account=${first?.userId}`);
    expect(await page.textContent('.account-head h2')).toBe(first?.name);
    expect(new Set((await lines()).map((line) => line.split('\n')[0]))).toEqual(new Set([first?.name]));
    expect(await page.locator('.area-quotas, .area-users, .area-reliability').count()).toBe(0);
    expect(await seriousProblems(page)).toEqual([]);

    const days = await download('Save as CSV');
    expect(days.name).toBe(`ai-usage_${first?.userId}_${own.period.from}_${own.period.to}.csv`);
    const [header = '', ...rows] = days.text.trimEnd().split('\r\n');
    const at = (name: string) => header.split(',').indexOf(name);
    const sum = rows.reduce((all, row) => all + Number(row.split(',')[at('requests')]), 0);
    expect(sum).toBe(own.totals.requests);
    expect(rows.every((row) => row.split(',')[at('model')] !== '')).toBe(true);
    const single = await download('Save the single requests');
    expect(single.name).toBe(`requests_${first?.userId}_${own.period.from}_${own.period.to}.csv`);
    expect(single.text.trimEnd().split('\r\n')).toHaveLength(own.totals.requests + 1);

    await page.click('.account-head a');
    await page.waitForSelector('.area-quotas');
    await page.goBack();
    await untilRequests(own.totals.requests);
  });

  it('are those of a group after a click on its title', async () => {
    await open();
    await page.click(`${LINES} .notes .account >> text="Readers"`);
    await untilRequests(1);
    expect(await page.textContent('.account-head')).toContain('group');
    expect(new URL(page.url()).searchParams.get('account')).toBe(String(GROUP));
    expect(await lines()).toEqual([expect.stringMatching(/^Omid\n/)]);
    const { text } = await download('Save as CSV');
    expect(text.trimEnd().split('\r\n')[1]).toMatch(new RegExp(`,${MAIN},${MAIN_MODEL},Chat,ok,1,0,`));
    expect((await download('Save the single requests')).text.trimEnd().split('\r\n')).toHaveLength(2);
  });

  it('are those of any days, chosen by the reader’s calendar', async () => {
    const today = dayOf(new Date(), 'UTC');
    const [from, to] = [addDays(today, -12), addDays(today, -3)];
    const wanted = await report(`from=${from}&to=${to}`);
    expect(wanted.period).toEqual({ from, to, days: 10, timezone: 'UTC' });
    expect(wanted.totals.requests).toBe(wanted.days.reduce((sum, { requests }) => sum + requests, 0));
    expect([wanted.change, wanted.forecast]).toEqual([null, null]);
    await open();
    const [first, last] = await page.locator('.dates input[type=date]').all();
    await first?.fill(from);
    await last?.fill(to);
    await page.click('.dates button');
    await untilRequests(wanted.totals.requests);
    expect(new URL(page.url()).search).toBe(`?from=${from}&to=${to}`);
    expect(await page.locator('nav [aria-current]').count()).toBe(0);
    expect(await page.textContent('.total-notes >> nth=0')).toBe('');
    await first?.fill('2020-01-01');
    expect(await page.textContent('.dates output')).toBe('Please choose 366 days at most.');
    await page.click('nav a[href^="?days=7"]');
    await untilRequests((await report('days=7')).totals.requests);
  });

  it('are those of any days for who reads the Jalali calendar with Persian digits', async () => {
    await bot.ask(SARA, '/ai_usage');
    const offer = await bot.telegram.waitForMessage(SARA, ({ keyboard }) =>
      keyboard.flat().some(({ text }) => text.includes('شمسی')),
    );
    const button = offer.keyboard.flat().find(({ text }) => text.includes('شمسی'));
    await bot.telegram.press(SARA, offer.id, button?.text ?? '').answer;
    const today = dayOf(new Date(), 'UTC');
    const from = addDays(today, -40);
    await open(SARA);
    await page.waitForSelector('.dates fieldset >> nth=0');
    const [day, month, year] = await page.locator('.dates fieldset >> nth=0').locator('select').all();
    const [wantedMonth, wantedDay] = jalaliMonthAndDay(from);
    await year?.selectOption(String(jalaliYear(from)));
    await month?.selectOption(String(wantedMonth));
    await day?.selectOption(String(wantedDay));
    expect(await day?.locator('option:checked').innerText()).toMatch(/^[۰-۹]+$/);
    await page.click('.dates button');
    await untilRequests((await report(`from=${from}&to=${today}`)).totals.requests, 'fa-IR');
    const beyond = 'document.documentElement.scrollWidth - innerWidth';
    expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0);
    expect(await seriousProblems(page)).toEqual([]);
  });

  it('do not claim that there are no alerts while nothing is heard of the server', async () => {
    await open();
    expect(await page.textContent('.area-alerts')).toContain('All clear');
    await page.context().setOffline(true);
    await page.click('.round');
    await page.waitForSelector(
      '.area-alerts >> text=/^Unknown: the server has not been heard from since \\d/',
    );
    expect(await page.textContent('.area-alerts')).not.toContain('All clear');
    await page.click('.area-feed button >> text="Show older requests"');
    await page.waitForSelector('.area-feed .warning');
    expect(await page.locator(REQUESTS).count()).toBe(1);
    await page.context().setOffline(false);
    await page.waitForSelector('.area-alerts >> text=/^All clear/');
  });

  it.each([
    ['requests?limit=0', 'limit'],
    ['requests?account=abc', 'account'],
    ['requests?account=-0', 'account'],
    ['requests?provider=Groq%27', 'provider'],
    ['requests?outcome=lost', 'outcome'],
    ['requests?before=2026-01-01', 'before'],
    ['requests?before=2026-01-01T00:00:00.000Z/1', 'before'],
    ['requests?days=0', 'days'],
    ['requests?from=2026-01-01', 'to'],
    ['ai-usage?from=2026-01-02&to=2026-01-01', 'to'],
    ['ai-usage?from=2026-13-01&to=2026-12-01', 'from'],
    ['ai-usage?from=2020-01-01&to=2026-01-01', 'from'],
    ['ai-usage?days=367', 'days'],
    ['ai-usage?account=1e3', 'account'],
    ['requests.csv?from=2026-01-01&to=2026-01-02&account=x', 'account'],
  ])('are not asked for with %s', async (path, error) => {
    const headers = miniAppHeader(bot, ADMIN);
    const answer = await fetch(`${bot.app.webUrl}/api/${path}`, { headers });
    expect([answer.status, await answer.json()]).toEqual([400, { error }]);
  });
});
