import type { Page } from 'playwright-core';
import { answerFor } from '../../support/bot/answer-for-sample.ts';
import { describeInChromium, startChromium, type Chromium } from '../../support/web/chromium.ts';
import { lookAtPages, PHONE, seriousProblems, WHOLE_CHART } from '../../support/web/look-at-pages.ts';
import { sampleApi } from '../../support/web/sample-dashboard.ts';
import {
  blockTelegramScript,
  changeTheme,
  miniAppHash,
  serveTelegramScript,
} from '../../support/bot/telegram-script.ts';

/** The themes of Telegram's phones by day and by night, and one of a user's own whose hints cannot be read. */
const DAY = {
  bg_color: '#ffffff',
  secondary_bg_color: '#efeff3',
  text_color: '#000000',
  link_color: '#007aff',
};
const NIGHT = {
  bg_color: '#1c1c1d',
  secondary_bg_color: '#000000',
  text_color: '#ffffff',
  link_color: '#3e88f7',
};
const OWN = {
  bg_color: '#2b1a3d',
  secondary_bg_color: '#1d1029',
  text_color: '#8a7a99',
  hint_color: '#33224a',
  link_color: '#40205f',
};

describeInChromium('the pages inside Telegram', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await startChromium();
  });
  afterAll(() => chromium.close());

  const theme = (page: Page) => page.getAttribute('html', 'data-theme');
  const ground = (page: Page, selector: string) =>
    page.evaluate(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);

  it('follow the theme as it changes, readable in each', async () => {
    const options = { ...PHONE, hash: miniAppHash('en', DAY), prepare: serveTelegramScript };
    await lookAtPages(chromium, answerFor(sampleApi('en')), options, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      await page.waitForFunction('window.Telegram');
      expect(await theme(page)).toBe('light');
      expect(await ground(page, '.panel')).toBe('rgb(255, 255, 255)');
      await changeTheme(page, NIGHT);
      expect(await theme(page)).toBe('dark');
      expect(await ground(page, '.panel')).toBe('rgb(28, 28, 29)');
      expect(await ground(page, 'html')).toBe('rgb(0, 0, 0)');
      expect(await seriousProblems(page)).toEqual([]);
      await changeTheme(page, OWN);
      expect(await ground(page, '.panel')).toBe('rgb(43, 26, 61)');
      expect(await seriousProblems(page)).toEqual([]);
      await changeTheme(page, DAY);
      expect(await theme(page)).toBe('light');
      expect(await seriousProblems(page)).toEqual([]);
    });
  });

  it('say that they are drawn and want the whole height', async () => {
    const options = { ...PHONE, hash: miniAppHash('en', DAY), prepare: serveTelegramScript };
    await lookAtPages(chromium, answerFor(sampleApi('en')), options, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      await page.waitForFunction('window.Telegram');
      expect(await page.evaluate('Telegram.WebView.called')).toEqual(['ready', 'expand']);
    });
  });

  it.each(['silent', 'refused'] as const)('need nothing of Telegram’s script: %s', async (how) => {
    const prepare = async (page: Page) => {
      await blockTelegramScript(page, how);
      await page.addInitScript(`window.posted = [];
        window.TelegramWebviewProxy = { postEvent: (type, data) => posted.push(type + ' ' + data) };`);
    };
    const options = { ...PHONE, hash: miniAppHash('fa', NIGHT), prepare };
    await lookAtPages(chromium, answerFor(sampleApi('fa')), options, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      expect(await page.getAttribute('html', 'dir')).toBe('rtl');
      expect(await theme(page)).toBe('dark');
      expect(await page.evaluate('posted')).toEqual([
        'web_app_ready {}',
        'web_app_expand {}',
        'web_app_set_header_color {"color_key":"secondary_bg_color"}',
      ]);
    });
  });

  it('ask telegram.org for nothing when a plain browser opened them', async () => {
    const asked: string[] = [];
    const prepare = (page: Page) =>
      page.route('https://**', (route) => {
        asked.push(route.request().url());
        return route.abort();
      });
    await lookAtPages(chromium, answerFor(sampleApi('en')), { ...PHONE, prepare }, async (page) => {
      await page.waitForSelector(WHOLE_CHART);
      expect(asked).toEqual([]);
    });
  });

  it('follow the system’s colours in a plain browser', async () => {
    await lookAtPages(
      chromium,
      answerFor(sampleApi('en')),
      { ...PHONE, colorScheme: 'light' },
      async (page) => {
        await page.waitForSelector(WHOLE_CHART);
        expect(await theme(page)).toBe('light');
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.waitForSelector('html[data-theme=dark]');
      },
    );
  });
});
