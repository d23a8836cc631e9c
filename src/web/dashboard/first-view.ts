import { drawChart } from './chart/draw-chart.ts';
import type { Snapshot } from './live/api-client.ts';
import { FIRST_METRIC, usageRows } from './live/day-rows.ts';
import { colourProviders } from './live/provider-colours.ts';
import { createChartReader, type ChartReader } from './words/chart-reader.ts';

/** Writes into the empty page what it is, in the language of whoever opens it. */
export function showLanguage({ say, style }: ChartReader): void {
  nameDocument(style.locale, say('page-title'));
  find('h1')?.replaceChildren(say('page-title'));
  find('output')?.replaceChildren(say('page-loading'));
}

/** Draws the chart in the place that React will give it: React takes a second on a phone, the numbers do not. */
export function showFirstChart({ viewer, report, alerts }: Snapshot): void {
  const reader = createChartReader(viewer);
  showLanguage(reader);
  keepRoomForAlerts(alerts.length);
  colourProviders(report.providers);
  const shownProviders = report.providers.filter(({ status }) => status !== 'white').length;
  document.documentElement.style.setProperty('--providers', String(shownProviders));
  const panel = find('.area-chart');
  const figure = panel?.querySelector('figure');
  const shown = usageRows(report, FIRST_METRIC);
  if (!panel || !figure || report.period.days === 1 || shown.providers.length === 0) return;
  panel.removeAttribute('aria-hidden');
  panel.classList.remove('skeleton');
  panel.querySelector('h2')?.replaceChildren(reader.say('chart-by-day'));
  figure.append(drawChart(shown, figure.clientWidth, reader));
}

function keepRoomForAlerts(count: number): void {
  if (count === 0) return;
  const list = document.createElement('div');
  list.className = 'alerts';
  list.append(...Array.from({ length: count }, placeForAlert));
  find('.skeleton-alerts')?.replaceChildren(list);
}

function placeForAlert(): Element {
  const place = document.createElement('div');
  place.className = 'skeleton-alert';
  return place;
}

/** Tells the document its language, direction and title: nothing in Telegram says which way a language runs. */
export function nameDocument(locale: 'en' | 'fa', title: string): void {
  document.documentElement.lang = locale;
  document.documentElement.dir = locale === 'fa' ? 'rtl' : 'ltr';
  document.title = title;
}

function find(selector: string): Element | null {
  return document.querySelector(`#root ${selector}`);
}
