import type { ThemeParams } from './theme.ts';

interface WebApp {
  themeParams: ThemeParams;
  ready(): void;
  expand(): void;
  onEvent(event: 'themeChanged', listener: () => void): void;
}

interface TelegramWindow {
  Telegram?: { WebApp?: WebApp };
  TelegramWebviewProxy?: { postEvent(type: string, data: string): void };
}

const SCRIPT = 'https://telegram.org/js/telegram-web-app.js';

/** Tells Telegram that the pages are drawn, want the whole height and go on in its header, and follows its theme. */
export function joinTelegram(onTheme: (params: ThemeParams) => void): void {
  // Said by ourselves first: where telegram.org is blocked, its script never comes.
  for (const event of ['web_app_ready', 'web_app_expand']) postEvent(event, {});
  postEvent('web_app_set_header_color', { color_key: 'secondary_bg_color' });
  // Before that, a script that never comes would keep the browser saying that the page is loading.
  if (document.readyState === 'complete') loadScript(onTheme);
  else window.addEventListener('load', () => loadScript(onTheme), { once: true });
}

function loadScript(onTheme: (params: ThemeParams) => void): void {
  const script = document.createElement('script');
  script.src = SCRIPT;
  script.async = true;
  script.addEventListener('load', () => {
    const app = (window as unknown as TelegramWindow).Telegram?.WebApp;
    if (!app) return;
    app.ready();
    app.expand();
    onTheme(app.themeParams);
    app.onEvent('themeChanged', () => onTheme(app.themeParams));
  });
  document.head.append(script);
}

/** Telegram's phones listen at a proxy, its web clients at the frame around the pages. */
function postEvent(type: string, data: Readonly<Record<string, string>>): void {
  const { TelegramWebviewProxy: proxy } = window as unknown as TelegramWindow;
  if (proxy) proxy.postEvent(type, JSON.stringify(data));
  else if (window.parent !== window)
    window.parent.postMessage(
      JSON.stringify({ eventType: type, eventData: data }),
      'https://web.telegram.org',
    );
}
