import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { answerFor } from '../support/bot/answer-for-sample.ts';
import { describeInChromium, startChromium, type Chromium } from '../support/web/chromium.ts';
import {
  DESKTOP,
  errorsOf,
  lookAtPages,
  PHONE,
  seriousProblems,
  WHOLE_CHART,
} from '../support/web/look-at-pages.ts';
import { startPagesServer } from '../support/web/pages-server.ts';
import { sampleApi } from '../support/web/sample-dashboard.ts';
import { miniAppHash } from '../support/bot/telegram-script.ts';

const DRAWN_CHART = '.drawn-chart path';
const THROTTLE = 4;
const LOADS = 5;
/** A second on a machine that paints an empty page in a sixth of one. */
const MOST_EMPTY_PAGES = 6;
/** The ways into the pages. */
const ENTRIES = {
  'with a link': '#link=code',
  'from Telegram': miniAppHash('en', { bg_color: '#ffffff', text_color: '#000000' }),
};

describeInChromium('the first chart', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await startChromium();
  });
  afterAll(() => chromium.close());

  for (const locale of ['en', 'fa'] as const)
    for (const [size, device] of Object.entries({ phone: PHONE, desktop: DESKTOP }))
      it(`needs no React, and stays where and as it is when React comes: ${locale}, ${size}`, async () => {
        const react = holdBack('render-pages');
        const browserLocale = locale === 'fa' ? 'fa-IR' : 'en-US';
        const options = { ...device, locale: browserLocale, prepare: react.hold };
        await lookAtPages(chromium, answerFor(sampleApi(locale)), options, async (page) => {
          await page.waitForSelector(DRAWN_CHART);
          const label = await page.getAttribute('.drawn-chart[role=img]', 'aria-label');
          expect(label).toMatch(locale === 'fa' ? /^درخواست به تفکیک روز/ : /^Requests by day and provider/);
          expect(await page.getAttribute('html', 'dir')).toBe(locale === 'fa' ? 'rtl' : 'ltr');
          expect(await seriousProblems(page)).toEqual([]);
          const drawn = await lookOfChart(page, '.drawn-chart', '.drawn-chart path[fill=none]');
          react.release();
          await page.waitForSelector(WHOLE_CHART);
          const whole = await lookOfChart(page, '.recharts-surface', '.recharts-area-curve');
          expect(whole.labels).toEqual(drawn.labels);
          expect(distance(whole.curves, drawn.curves)).toBeLessThan(0.6);
          expect(distance([whole.place], [drawn.place])).toBeLessThan(2);
        });
      });

  it('stays when the code of the other chart cannot be had, as after an update of the bot', async () => {
    const prepare = (page: Page) => page.route('**/usage-chart-*', (route) => route.fulfill({ status: 404 }));
    await lookAtPages(chromium, answerFor(sampleApi('en')), { ...PHONE, prepare }, async (page) => {
      await page.waitForSelector('.area-feed');
      await page.waitForTimeout(1_500);
      expect(await page.locator(DRAWN_CHART).count()).toBe(8);
      await page.click('.area-chart button >> text="Cost"');
      await page.waitForSelector('.drawn-chart[aria-label^="Cost by day"]');
      expect(await page.locator('.drawn-chart text').allTextContents()).toContain('$0.0000');
    });
  });

  it.each(Object.entries(ENTRIES))(
    'takes at most six times as long as an empty page, on a processor four times as slow: %s',
    async (way, hash) => {
      const server = await startPagesServer(answerFor(sampleApi('en')));
      const empty = await startEmptyPage();
      const loads: Record<'chart' | 'empty', number[]> = { chart: [], empty: [] };
      for (let load = 0; load < LOADS; load++) {
        loads.empty.push(await paintedMs(chromium, empty.url, 'i'));
        loads.chart.push(await paintedMs(chromium, server.url + hash, DRAWN_CHART));
      }
      await server.close();
      empty.server.close();
      const [chartMs, emptyMs] = [median(loads.chart), mean(loads.empty)];
      process.stdout.write(
        `first chart ${way} at ${THROTTLE}x throttle: ${loads.chart.map(Math.round).join(', ')} ms; `,
      );
      process.stdout.write(`an empty page: ${loads.empty.map(Math.round).join(', ')} ms\n`);
      expect(chartMs / emptyMs).toBeLessThan(MOST_EMPTY_PAGES);
    },
    600_000,
  );
});

/** Milliseconds from the beginning of the navigation until what `selector` names is painted, by the page's clock. */
async function paintedMs(chromium: Chromium, url: string, selector: string): Promise<number> {
  const context = await chromium.open(PHONE);
  const page = await context.newPage();
  const errors = errorsOf(page);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  // A task that a frame's callback begins runs after that frame was painted.
  await page.addInitScript(`(function look() {
    if (!document.querySelector(${JSON.stringify(selector)})) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => (document.documentElement.dataset.paintedAt = performance.now())));
  })()`);
  await page.goto(url);
  const paintedAt = await page.locator('html[data-painted-at]').getAttribute('data-painted-at');
  await context.close();
  expect(errors).toEqual([]);
  return Number(paintedAt);
}

/** Keeps a script from arriving until it is released. */
function holdBack(name: string) {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const hold = (page: Page) =>
    page.route(`**/${name}-*.js`, async (route) => {
      await released;
      await route.continue();
    });
  return { hold, release: () => release() };
}

/** What the eye sees of a chart: its place, its curves' numbers and its labels. */
async function lookOfChart(page: Page, chart: string, curve: string) {
  const { x = 0, y = 0, width = 0, height = 0 } = (await page.locator(chart).boundingBox()) ?? {};
  const paths = await page.locator(curve).evaluateAll((all) => all.map((one) => one.getAttribute('d') ?? ''));
  const labels = await page.locator(`${chart} text`).allTextContents();
  const curves = paths.map((path) => (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number));
  return { place: [x, y, width, height], curves, labels: labels.toSorted() };
}

/** The largest difference between numbers in the same places; not a number where there are not as many. */
function distance(some: readonly number[][], others: readonly number[][]): number {
  const [one, other] = [some.flat(), others.flat()];
  if (one.length === 0 || one.length !== other.length) return Number.NaN;
  return Math.max(...one.map((value, index) => Math.abs(value - (other[index] ?? 0))));
}

async function startEmptyPage(): Promise<{ url: string; server: Server }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Empty</title><i>.</i>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
