import { createRoot } from 'react-dom/client';
import { defaultFormatStyle } from '../../localization/format-style.ts';
import { resolveLocale } from '../../localization/locale.ts';
import { Dashboard } from './dashboard.tsx';
import { createApiClient } from './live/api-client.ts';
import { createSessionKeeper } from './live/session-keeper.ts';
import { readPeriod } from './live/use-period.ts';
import { readLaunch } from './telegram/launch.ts';
import { applyTheme, type ThemeParams } from './telegram/theme.ts';
import { joinTelegram } from './telegram/web-app.ts';

const launch = readLaunch(location.hash, navigator.language);
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
let themeParams: ThemeParams | null = launch.themeParams;
const paint = () => applyTheme(themeParams, prefersDark.matches);

paint();
prefersDark.addEventListener('change', paint);
if (launch.initData !== null) {
  joinTelegram((params) => {
    themeParams = params;
    paint();
  });
}

const style = defaultFormatStyle(resolveLocale(launch.language) ?? 'en', 'UTC');
const client = createApiClient(createSessionKeeper(launch));
client.prepare(readPeriod());
const root = document.querySelector('#root');
if (root) createRoot(root).render(<Dashboard client={client} firstStyle={style} />);
