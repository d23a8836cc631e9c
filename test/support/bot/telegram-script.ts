import type { Page } from 'playwright-core';

const ADDRESS = 'https://telegram.org/js/telegram-web-app.js';

/**
 * Answers for Telegram's script in a browser that must not reach the network: what it puts into a page, as far as a
 * Mini App sees it. A client of Telegram tells a page of an event through `Telegram.WebView.receiveEvent`.
 */
const TELEGRAM_SCRIPT = `(() => {
  const launch = new URLSearchParams(location.hash.slice(1));
  const listeners = {};
  const called = [];
  const themeParams = {};
  const setThemeParams = (changed) => {
    for (const [name, colour] of Object.entries(changed)) {
      themeParams[name] = colour;
      document.documentElement.style.setProperty('--tg-theme-' + name.replaceAll('_', '-'), colour);
    }
  };
  setThemeParams(JSON.parse(launch.get('tgWebAppThemeParams') ?? '{}'));
  const WebApp = {
    initData: launch.get('tgWebAppData') ?? '',
    version: launch.get('tgWebAppVersion') ?? '6.0',
    get themeParams() { return themeParams; },
    ready: () => called.push('ready'),
    expand: () => called.push('expand'),
    onEvent: (name, listener) => (listeners[name] ??= []).push(listener),
    offEvent: (name, listener) => (listeners[name] = (listeners[name] ?? []).filter((one) => one !== listener)),
  };
  const receiveEvent = (type, data) => {
    if (type !== 'theme_changed') return;
    setThemeParams(data.theme_params);
    for (const listener of listeners.themeChanged ?? []) listener.call(WebApp);
  };
  window.Telegram = { WebApp, WebView: { receiveEvent, called } };
})();`;

/** Serves the script where the page asks for Telegram's. */
export async function serveTelegramScript(page: Page): Promise<void> {
  await page.route(ADDRESS, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: TELEGRAM_SCRIPT }),
  );
}

/** As where telegram.org is blocked: the request never gets an answer, or is refused at once. */
export async function blockTelegramScript(page: Page, how: 'silent' | 'refused'): Promise<void> {
  await page.route(ADDRESS, (route) => (how === 'refused' ? route.abort() : undefined));
}

/** What Telegram's client says when its user chooses another theme. */
export function changeTheme(page: Page, themeParams: Readonly<Record<string, string>>): Promise<void> {
  const change = JSON.stringify({ theme_params: themeParams });
  return page.evaluate(`Telegram.WebView.receiveEvent('theme_changed', ${change})`);
}

/** What Telegram puts behind the `#` of a Mini App's address. */
export function miniAppHash(languageCode: string, themeParams: Readonly<Record<string, string>>): string {
  const user = JSON.stringify({ id: 900, first_name: 'Ada', language_code: languageCode });
  const initData = new URLSearchParams({ user, auth_date: '1761835681', hash: 'a'.repeat(64) });
  const parameters = new URLSearchParams({
    tgWebAppData: String(initData),
    tgWebAppVersion: '9.1',
    tgWebAppThemeParams: JSON.stringify(themeParams),
  });
  return `#${String(parameters)}`;
}
