import type { Page } from 'playwright-core';
import { answerFor } from '../../support/bot/answer-for-sample.ts';
import { cleanName, stripMarks } from '../../../src/localization/direction.ts';
import { describeInChromium, startChromium, type Chromium } from '../../support/web/chromium.ts';
import {
  DESKTOP,
  lookAtPages,
  PHONE,
  seriousProblems,
  WHOLE_CHART,
  type LookOptions,
} from '../../support/web/look-at-pages.ts';
import type { Api } from '../../support/web/pages-server.ts';
import { emptyApi, sampleApi } from '../../support/web/sample-dashboard.ts';

/** As people may call themselves in Telegram. */
const HOSTILE_NAMES = [
  '\u202Egnp.exe\u3164',
  '\u3164\u2800',
  `a${'\u200D'.repeat(60)}b`,
  `Z${'\u0300\u0301\u0302\u0303\u0304'.repeat(9)}algo`,
  'W'.repeat(300),
  'ا'.repeat(300),
  '﷽'.repeat(300),
  '🦊🦊🦊',
  '👨‍👩‍👧‍👦'.repeat(20),
  '<b>Eve & "Co"</b> *_`[x](y)',
  'علی (Ali) ۲',
  'Ann דוד 5',
];

/** Kept for whoever wants to see what the tests saw. */
const PICTURES = 'test/artifacts/dashboard';

describeInChromium('the pages in Chromium', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await startChromium();
  });
  afterAll(() => chromium.close());

  const look = (api: Api, options: LookOptions, test: (page: Page) => Promise<void>) =>
    lookAtPages(chromium, api, options, test);

  for (const locale of ['en', 'fa'] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      for (const [size, device] of Object.entries({ phone: PHONE, desktop: DESKTOP }))
        it(`can be read by everybody: ${locale}, ${colorScheme}, ${size}`, async () => {
          await look(answerFor(sampleApi(locale)), { ...device, colorScheme }, async (page) => {
            await page.waitForSelector(WHOLE_CHART);
            expect(await page.getAttribute('html', 'dir')).toBe(locale === 'fa' ? 'rtl' : 'ltr');
            expect(await page.getAttribute('html', 'data-theme')).toBe(colorScheme);
            expect(await widthBeyondScreen(page)).toBe(0);
            expect(stripMarks((await page.textContent('.area-dates .notes')) ?? '')).toMatch(
              locale === 'fa' ? /به وقت جهانی$/ : /UTC time$/,
            );
            await page.screenshot({
              path: `${PICTURES}/${locale}-${colorScheme}-${size}.png`,
              fullPage: true,
            });
            expect(await seriousProblems(page)).toEqual([]);
            await page.click('.panel-head .quiet');
            await page.waitForSelector('.scroll table');
            expect(await seriousProblems(page)).toEqual([]);
          });
        });

  for (const locale of ['en', 'fa'] as const) {
    it(`says in ${locale} that there is nothing yet`, async () => {
      await look(answerFor(emptyApi(locale)), PHONE, async (page) => {
        await page.waitForSelector('.empty');
        expect(await seriousProblems(page)).toEqual([]);
      });
    });

    it.each([401, 403, 429, 503, 500])(`says in ${locale} what an answer of %i means`, async (status) => {
      const options = { ...PHONE, locale: locale === 'fa' ? 'fa-IR' : 'en-US' };
      await look(
        () => ({ status }),
        options,
        async (page) => {
          const kinds = {
            401: 'signed_out',
            403: 'not_admin',
            429: 'busy',
            503: 'unavailable',
            500: 'failed',
          };
          await page.waitForSelector(`[data-failure=${kinds[status as keyof typeof kinds]}]`);
          expect((await page.textContent('main'))?.includes('/dashboard')).toBe(status === 401);
          expect(await seriousProblems(page)).toEqual([]);
        },
      );
    });
  }

  it.each([
    ['en', 'unreachable', 'its replica does not answer'],
    ['fa', 'behind', 'نسخهٔ دوم آن عقب مانده است'],
    ['en', 'used', null],
  ] as const)('says in %s when the replica is %s', async (locale, replica, words) => {
    const sample = sampleApi(locale);
    const report = (days: number) => ({ ...sample.report(days), replica });
    await look(answerFor({ ...sample, report }), PHONE, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      expect(await page.locator('.banner').count()).toBe(words ? 1 : 0);
      if (words) expect(await page.textContent('.banner')).toContain(words);
      expect(await seriousProblems(page)).toEqual([]);
    });
  });

  it.each(['en', 'fa'] as const)('keeps names of every kind in their places: %s', async (locale) => {
    const names = HOSTILE_NAMES.map((name) => cleanName(name) || null);
    const sample = sampleApi(locale);
    const report = (days: number) => {
      const { users, ...rest } = sample.report(days);
      const [first] = users;
      const hostile = first ? names.map((name, index) => ({ ...first, userId: 1_000 + index, name })) : [];
      return { ...rest, users: hostile, groups: hostile.map((user) => ({ ...user, chatId: -user.userId })) };
    };
    const requests = names.map((name, index) => ({
      ...sample.requests[0],
      id: index,
      user: { id: 1_000 + index, name },
      group: { id: -1_000 - index, name },
    }));
    const accounts = names.map((name, index) => ({
      id: index,
      name,
      username: null,
      since: '2025-10-30T14:48:01Z',
      by: { id: 1, name },
    }));
    const list = { count: accounts.length, accounts };
    const access = { waiting: list, blocked: list, acts: [] };
    await look(answerFor({ ...sample, report, requests, access }), PHONE, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      await page.locator('.area-access').scrollIntoViewIfNeeded();
      await page.waitForSelector('.area-access li');
      await page.screenshot({ path: `${PICTURES}/names-${locale}.png`, fullPage: true });
      expect(await widthBeyondScreen(page)).toBe(0);
      expect(await page.textContent('.area-users')).not.toMatch(/\u202E|\u3164|\u2800/);
      expect(await page.textContent('.area-users')).toContain('<b>Eve & "Co"</b> *_`[x](y)');
      expect(await seriousProblems(page)).toEqual([]);
    });
  });

  it('shows the numbers of the JSON', async () => {
    const sample = sampleApi('en');
    const month = { allModels: true, window: 'month', limit: 1_000, remaining: 80 } as const;
    const report = (days: number) => {
      const { providers, ...rest } = sample.report(days);
      const withMonth = providers.map((provider) => {
        const { headroom } = provider;
        const shared = headroom.slice(0, 1).map((reading) => ({ ...reading, ...month, resetAt: null }));
        return provider.id === 'gemini' ? { ...provider, headroom: [...headroom, ...shared] } : provider;
      });
      return { ...rest, providers: withMonth };
    };
    await look(answerFor({ ...sample, report }), DESKTOP, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      const { totals, users } = sample.report(30);
      expect(await page.textContent('[data-total=requests] .total-value')).toBe(
        totals.requests.toLocaleString('en-US'),
      );
      expect(await page.textContent('[data-total=tokens] .total-value')).toBe(
        totals.totalTokens.toLocaleString('en-US'),
      );
      expect(await page.textContent('[data-total=cost] .total-value')).toBe(`$${totals.costUsd.toFixed(4)}`);
      expect(await page.textContent('.area-users strong')).toBe(
        `${users[0]?.totalTokens.toLocaleString('en-US')} tokens`,
      );
      expect(await page.locator('.indicator li').allTextContents()).toEqual([
        'Groq: 900 of 14,400 requests per day left',
        'Gemini: 380 of 500 requests per day left',
        'Cerebras: 13,800 of 14,400 requests per day left',
        'Cohere: down',
      ]);
      const quotas = (await page.locator('.quotas li').allTextContents()).map(stripMarks);
      expect(quotas).toContainEqual(expect.stringMatching(/^all modelsper month80 of 1,000 requests left/));
      expect(await page.textContent('.area-feed')).toContain('<b>Eve & Co.</b>');
    });
  });

  it('can be used with the keyboard alone, in an order that can be followed', async () => {
    await look(answerFor(sampleApi('en')), DESKTOP, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      const focused: string[] = [];
      for (let press = 0; press < 11; press++) {
        await page.keyboard.press('Tab');
        const name = `(({ ariaLabel, textContent }) => ariaLabel ?? textContent)(document.activeElement)`;
        focused.push(await page.evaluate<string>(name));
      }
      expect(focused).toEqual([
        'Skip to the numbers',
        'Refresh now',
        'Today',
        '7 days',
        '30 days',
        '90 days',
        'Show as a table',
        'Requests',
        'Tokens',
        'Cost',
        'Usage by day',
      ]);
      await page.keyboard.press('ArrowRight');
      expect(await page.textContent('.day-card dl > :last-child dt')).toBe('Total');
      for (let press = 0; press < 4; press++) await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.scroll table');
      expect(await page.locator('.scroll tbody tr').count()).toBe(30);
    });
  });

  it('goes to another period and back', async () => {
    const sample = sampleApi('fa');
    await look(answerFor(sample), PHONE, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      await page.click('nav a[href^="?days=7"]');
      const week = sample.report(7).totals.requests.toLocaleString('fa-IR');
      await page.waitForSelector(`[data-total=requests] >> text="${week}"`);
      await page.goBack();
      const month = sample.report(30).totals.requests.toLocaleString('fa-IR');
      await page.waitForSelector(`[data-total=requests] >> text="${month}"`);
      expect(new URL(page.url()).search).toBe('');
    });
  });

  it('keeps the old numbers, and says so, while the server is away', async () => {
    const whole = answerFor(sampleApi('en'));
    let away = false;
    const api: Api = (request) => (away ? { status: 503 } : whole(request));
    await look(api, PHONE, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      away = true;
      await page.click('.round');
      await page.waitForSelector('.freshness[data-stale=true]');
      expect(await page.textContent('.freshness .notes')).toBe('As of 14:48, trying again');
      expect(await page.locator(WHOLE_CHART).count()).toBeGreaterThan(0);
      expect(await seriousProblems(page)).toEqual([]);
    });
  });

  it('wears Telegram’s colours without Telegram’s script', async () => {
    const theme = {
      bg_color: '#1c1c1d',
      secondary_bg_color: '#000000',
      text_color: '#ffffff',
      hint_color: '#333333',
    };
    const hash = new URLSearchParams({
      tgWebAppData: new URLSearchParams({ user: '{"language_code":"fa"}', hash: 'x' }).toString(),
      tgWebAppThemeParams: JSON.stringify(theme),
    });
    await look(
      answerFor(sampleApi('fa')),
      { ...PHONE, colorScheme: 'light', hash: `#${String(hash)}` },
      async (page) => {
        await page.waitForSelector(WHOLE_CHART);
        expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
        expect(await seriousProblems(page)).toEqual([]);
      },
    );
  });
});

function widthBeyondScreen(page: Page): Promise<number> {
  // Not innerWidth: a phone zooms out to all that is too wide.
  return page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - screen.width)');
}
