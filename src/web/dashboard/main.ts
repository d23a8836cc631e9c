import { readerFormatStyle } from '../../localization/formats/format-style.ts';
import { resolveLocale } from '../../localization/locale.ts';
import { showFirstChart, showLanguage } from './first-view.ts';
import { createApiClient } from './live/api-client.ts';
import { ApiError } from './live/api-error.ts';
import { createSessionKeeper } from './live/session-keeper.ts';
import { readView } from './live/view.ts';
import { painted } from './painted.ts';
import { readLaunch } from './telegram/launch.ts';
import { followTheme } from './telegram/follow-theme.ts';
import { createChartReader } from './words/chart-reader.ts';

/** Somebody who waits longer for the server lends the time to React. */
const IDLE_AFTER_MS = 300;
const RELOAD_AFTER_MS = 10_000;

const launch = readLaunch(location.hash, navigator.language);
const client = createApiClient(createSessionKeeper(launch));
const guessedStyle = readerFormatStyle(resolveLocale(launch.language) ?? 'en', 'UTC');

// The server is asked first: it answers while the page gets its colours and its language.
void start();
followTheme(launch);
showLanguage(createChartReader(guessedStyle));

/** The chart first, in a few kB; React and the rest when it is on the screen. */
async function start(): Promise<void> {
  const view = readView(location.search);
  const idle = setTimeout(() => void loadPages().catch(() => undefined), IDLE_AFTER_MS);
  const found = await client.load(view);
  clearTimeout(idle);
  if (!(found instanceof ApiError)) {
    showFirstChart(found);
    await painted();
  }
  const { renderPages } = await loadPages().catch(reloadLater);
  renderPages({ client, guessedStyle, first: { view, found } });
}

function loadPages() {
  return import('./render-pages.tsx');
}

/** The server went away, or was updated, between this script and the next: both are new after a while. */
function reloadLater(): Promise<never> {
  return new Promise(() => setTimeout(() => location.reload(), RELOAD_AFTER_MS));
}
