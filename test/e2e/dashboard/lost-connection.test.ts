import type { Page } from 'playwright-core';
import { answerFor } from '../../support/bot/answer-for-sample.ts';
import { describeInChromium, startChromium, type Chromium } from '../../support/web/chromium.ts';
import {
  errorsOf,
  lookAtPages,
  PHONE,
  seriousProblems,
  WHOLE_CHART,
} from '../../support/web/look-at-pages.ts';
import { startPagesServer, type Api } from '../../support/web/pages-server.ts';
import { sampleApi } from '../../support/web/sample-dashboard.ts';
import { miniAppHash, serveTelegramScript } from '../../support/bot/telegram-script.ts';

const STALE = '.freshness[data-stale=true]';
const FRESH = '.freshness[data-stale=false]';
/** Longer than the pages wait before they try again. */
const RETRY_MS = 10_500;

describeInChromium('pages that lose their server', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await startChromium();
  });
  afterAll(() => chromium.close());

  const whole = answerFor(sampleApi('en'));
  const totalTokens = (page: Page) => page.textContent('[data-total=tokens] .total-value');

  it('keep what was seen, say how old it is, and are fresh again by themselves', async () => {
    const server = await startPagesServer(whole);
    const context = await chromium.open(PHONE);
    const page = await context.newPage();
    const errors = errorsOf(page);
    await page.clock.install();
    await page.goto(`${server.url}#link=code`);
    await page.waitForSelector(WHOLE_CHART);
    const seen = await totalTokens(page);
    await server.close();
    await page.clock.fastForward(30_500);
    await page.waitForSelector(STALE);
    expect(await page.textContent('.freshness .notes')).toBe('As of 14:48, trying again');
    expect(await page.textContent('.freshness [aria-live]')).toBe('As of 14:48, trying again');
    expect([await totalTokens(page), await page.locator('.feed li').count()]).toEqual([seen, 12]);
    expect(await seriousProblems(page)).toEqual([]);
    await page.clock.fastForward(RETRY_MS);
    await page.waitForSelector(STALE);
    const again = await startPagesServer(whole, Number(new URL(server.url).port));
    await page.clock.fastForward(RETRY_MS);
    await page.waitForSelector(FRESH);
    expect(await page.textContent('.freshness .notes')).toBe('As of 14:48');
    expect(errors).toEqual([]);
    await context.close();
    await again.close();
  });

  it('look again the moment the network is back', async () => {
    await lookAtPages(chromium, whole, PHONE, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      await page.context().setOffline(true);
      await page.click('.round');
      await page.waitForSelector(STALE);
      await page.context().setOffline(false);
      await page.waitForSelector(FRESH, { timeout: 5_000 });
    });
  });

  it('wait twenty seconds for a server that never answers', async () => {
    let isHanging = false;
    const api: Api = (request) => (isHanging ? new Promise<null>(() => undefined) : whole(request));
    const prepare = (page: Page) => page.clock.install();
    await lookAtPages(chromium, api, { ...PHONE, prepare }, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      isHanging = true;
      await page.click('.round');
      await page.waitForSelector('.round[aria-busy=true]');
      await page.clock.fastForward(20_500);
      await page.waitForSelector(STALE);
      isHanging = false;
      await page.clock.fastForward(RETRY_MS);
      await page.waitForSelector(FRESH);
    });
  });

  it('show another period as soon as it is there, and until then the one before', async () => {
    let letThrough = () => {};
    const api: Api = async (request) => {
      if (request.days === 7) await new Promise<void>((resolve) => (letThrough = resolve));
      return whole(request);
    };
    await lookAtPages(chromium, api, PHONE, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      const month = await totalTokens(page);
      await page.click('nav a[href^="?days=7"]');
      await page.waitForSelector('main[aria-busy=true]');
      expect(await totalTokens(page)).toBe(month);
      letThrough();
      await page.waitForSelector('main[aria-busy=false]');
      expect(await totalTokens(page)).not.toBe(month);
    });
  });

  it.each(['offline', 'unavailable'] as const)('begin without numbers and get them: %s', async (kind) => {
    let isAway = true;
    const api: Api = (request) => (isAway ? (kind === 'offline' ? null : { status: 503 }) : whole(request));
    const prepare = (page: Page) => page.clock.install();
    await lookAtPages(chromium, api, { ...PHONE, prepare }, async (page) => {
      await page.waitForSelector(`[data-failure=${kind}]`);
      isAway = false;
      await page.clock.fastForward(RETRY_MS);
      await page.waitForSelector(WHOLE_CHART);
      expect(await page.textContent('h1')).toBe('AI usage');
    });
  });
});

describeInChromium('a page whose scripts come from two versions of the bot', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await startChromium();
  });
  afterAll(() => chromium.close());

  it('shows the chart at once, and loads itself anew', async () => {
    const prepare = async (page: Page) => {
      await page.clock.install();
      await page.route('**/render-pages-*', (route) => route.fulfill({ status: 404 }));
    };
    await lookAtPages(chromium, answerFor(sampleApi('en')), { ...PHONE, prepare }, async (page) => {
      await page.waitForSelector('.drawn-chart');
      await page.unroute('**/render-pages-*');
      await page.clock.fastForward(RETRY_MS);
      await page.waitForSelector(WHOLE_CHART);
    });
  });
});

describeInChromium('the session of a page', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await startChromium();
  });
  afterAll(() => chromium.close());

  /** An API whose sessions end when the test says so. */
  function endingSessions() {
    const whole = answerFor(sampleApi('en'));
    const state = { isOver: false, opened: [] as string[] };
    const api: Api = (request) => {
      if (request.path === '/api/session') {
        state.isOver = false;
        state.opened.push(request.body);
      }
      return state.isOver ? { status: 401, body: { error: 'invalid' } } : whole(request);
    };
    return { state, api };
  }

  it('is opened anew inside Telegram, without a word', async () => {
    const { state, api } = endingSessions();
    const options = { ...PHONE, hash: miniAppHash('en', {}), prepare: serveTelegramScript };
    await lookAtPages(chromium, api, options, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      state.isOver = true;
      await page.click('.round');
      await page.waitForSelector('.round[aria-busy=false]');
      await page.waitForSelector(FRESH);
      expect(state.opened).toHaveLength(2);
      expect(state.opened[1]).toBe(state.opened[0]);
    });
  });

  it('brings the numbers along, or none while they take longer', async () => {
    const asked: string[] = [];
    let mayBring = true;
    const whole = answerFor(sampleApi('en'));
    const api: Api = async (request) => {
      asked.push(request.path);
      const answer = await whole(request);
      if (request.path !== '/api/session' || mayBring) return answer;
      return { ...answer, status: 200, body: { ...(answer?.body as object), numbers: null } };
    };
    await lookAtPages(chromium, api, PHONE, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      expect(asked).toEqual(['/api/session']);
    });
    mayBring = false;
    asked.length = 0;
    await lookAtPages(chromium, api, PHONE, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      expect(asked.toSorted()).toEqual(['/api/ai-usage', '/api/alerts', '/api/requests', '/api/session']);
    });
  });

  it('is over in a plain browser, where no number stays on the screen', async () => {
    const { state, api } = endingSessions();
    await lookAtPages(chromium, api, PHONE, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      state.isOver = true;
      await page.click('.round');
      await page.waitForSelector('[data-failure=signed_out]');
      expect(await page.locator('.total-value, .feed li').count()).toBe(0);
      await page.reload();
      await page.waitForSelector('[data-failure=signed_out]');
      expect(state.opened).toEqual(['{"link":"code","days":30,"limit":25}']);
    });
  });

  it.each(['#link=code', miniAppHash('en', {})])('survives a reload: %s', async (hash) => {
    const { state, api } = endingSessions();
    const options = { ...PHONE, hash, prepare: serveTelegramScript };
    await lookAtPages(chromium, api, options, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      await page.reload();
      await page.waitForSelector(WHOLE_CHART);
      expect(state.opened).toHaveLength(1);
    });
  });

  it('needs a browser that keeps something for nothing but a reload', async () => {
    const { api } = endingSessions();
    const prepare = (page: Page) =>
      page.addInitScript(`Object.defineProperty(window, 'sessionStorage', {
        get() { throw new DOMException('denied', 'SecurityError'); } })`);
    await lookAtPages(chromium, api, { ...PHONE, prepare }, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
    });
  });
});
