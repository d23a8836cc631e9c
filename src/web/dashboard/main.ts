import { defaultFormatStyle } from '../../localization/format-style.ts';
import { resolveLocale } from '../../localization/locale.ts';
import { showFirstChart, showLanguage } from './first-view.ts';
import { createApiClient } from './live/api-client.ts';
import { ApiError } from './live/api-error.ts';
import { createSessionKeeper } from './live/session-keeper.ts';
import { readPeriod } from './live/use-period.ts';
import { readLaunch } from './telegram/launch.ts';
import { followTheme } from './telegram/follow-theme.ts';
import { createReader } from './words/create-reader.ts';

/** Somebody who waits longer for the server lends the time to React. */
const IDLE_AFTER_MS = 300;

const launch = readLaunch(location.hash, navigator.language);
const client = createApiClient(createSessionKeeper(launch));
const guessedStyle = defaultFormatStyle(resolveLocale(launch.language) ?? 'en', 'UTC');

followTheme(launch);
showLanguage(createReader(guessedStyle));
void start();

/** The chart first, in a few kB; React and the rest when it is on the screen. */
async function start(): Promise<void> {
  const days = readPeriod();
  const idle = setTimeout(() => void loadPages(), IDLE_AFTER_MS);
  const found = await client.load(days);
  clearTimeout(idle);
  if (!(found instanceof ApiError)) {
    showFirstChart(found);
    await painted();
  }
  const { renderPages } = await loadPages();
  renderPages({ client, guessedStyle, first: { days, found } });
}

function loadPages() {
  return import('./render-pages.tsx');
}

function painted(): Promise<void> {
  return new Promise((resolve) => {
    // In a window that nobody sees nothing is painted, and nobody waits for it.
    if (document.visibilityState === 'hidden') resolve();
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
