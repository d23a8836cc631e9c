import { daysBetween, type Day } from '../../foundation/day.ts';
import { picoToUsd, usdToPico } from '../../foundation/money/money.ts';
import { Count } from '../../localization/count.ts';
import { cleanName } from '../../localization/direction.ts';
import { formatShortDay } from '../../localization/formats/format-short-day.ts';
import { formatMoney } from '../../localization/formats/format-money.ts';
import { formatInteger } from '../../localization/formats/format-number.ts';
import { chartTitle } from './chart-title.ts';
import { roundAmounts, spread, type AxisUnit } from './chart-scale.ts';
import { escapeHtml } from '../../foundation/text/escape-html.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { Report } from '../model/report.ts';

type DayUsage = Report['days'][number];

interface Panel {
  title: string;
  unit: AxisUnit;
  value: (usage: DayUsage) => number;
  format: (value: number) => string;
}

const WIDTH = 1000;
const HEIGHT = 1180;
const LEFT = 130;
const RIGHT = 960;
const PANEL_HEIGHT = 220;
const PANEL_TOPS = [170, 510, 850];
const MOST_DAY_LABELS = 8;
const LEGEND_TOP = 92;
const LEGEND_ROW = 26;
/** As many in a row as have room for their names; more providers make a second row. */
const LEGEND_COLUMNS = 4;
const LEGEND_WIDTH = 760;
/** Of a letter, on average. */
const LETTER_WIDTH = 10;

const COLOURS: Readonly<Record<string, string>> = {
  groq: '#f97316',
  gemini: '#3b82f6',
  cerebras: '#eab308',
  cohere: '#10b981',
};
/** Of other providers, in the order of the report; of requests to a provider that is no longer configured, the last. */
const MORE_COLOURS = ['#8b5cf6', '#ec4899', '#06b6d4', '#84cc16', '#ef4444', '#14b8a6', '#a16207', '#64748b'];

const WHOLE = { isWhole: true, least: 1 };
const MONEY = { isWhole: false, least: 1e-4 };

/**
 * The SVG text of stacked bars: requests, tokens and cost by day and provider. `renderChart` rasterizes it.
 */
export function chartSvg(report: Report, options: RenderOptions): string {
  const { translate, style } = options;
  const integer = (value: number) => formatInteger(Math.round(value), style);
  const panels: Panel[] = [
    { title: translate('chart-requests'), unit: WHOLE, value: ({ requests }) => requests, format: integer },
    {
      title: translate('chart-tokens'),
      unit: WHOLE,
      value: ({ totalTokens }) => totalTokens,
      format: integer,
    },
    {
      title: translate('chart-cost'),
      unit: MONEY,
      value: ({ costPicoUsd }) => picoToUsd(costPicoUsd),
      format: (value) => formatMoney(usdToPico(value), style),
    },
  ];
  const days = daysBetween(report.period.from, report.period.to);
  const note = report.generatedHistory ? [heading(translate('generated-history'), 1158, 18, options)] : [];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="Vazirmatn">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    heading(chartTitle(report, options), 66, 34, options),
    legend(report, options),
    ...panels.map((panel, index) => panelSvg(panel, PANEL_TOPS[index] ?? 0, days, report, options)),
    ...note,
    '</svg>',
  ].join('\n');
}

function panelSvg(
  panel: Panel,
  top: number,
  days: readonly Day[],
  report: Report,
  options: RenderOptions,
): string {
  const sums = days.map((day) => sum(report.days.filter((usage) => usage.date === day).map(panel.value)));
  const amounts = roundAmounts(Math.max(0, ...sums), panel.unit);
  const highest = amounts.at(-1) ?? 1;
  const bottom = top + PANEL_HEIGHT;
  const heightOf = (value: number) => (value / highest) * PANEL_HEIGHT;
  return [
    heading(panel.title, top - 22, 22, options),
    ...amounts.map((amount) => gridLine(bottom - heightOf(amount), panel.format(amount))),
    ...days.map((day, index) => bars(panel, day, index, days.length, bottom, heightOf, report)),
    ...spread(days.length, MOST_DAY_LABELS).map((index) => {
      const [x, width] = slot(index, days.length);
      const day = shortDay(days[index] ?? '', options);
      return text(inDirection(day, options), x + width / 2, bottom + 28, 16, 'middle', '#64748b');
    }),
  ].join('\n');
}

function bars(
  panel: Panel,
  day: Day,
  index: number,
  count: number,
  bottom: number,
  heightOf: (value: number) => number,
  report: Report,
): string {
  const [x, width] = slot(index, count);
  let y = bottom;
  // In the report's order, as the dashboard stacks them.
  const order = report.providers.map(({ id }) => id);
  return report.days
    .filter((usage) => usage.date === day)
    .toSorted((a, b) => order.indexOf(a.provider) - order.indexOf(b.provider))
    .map((usage) => {
      const height = heightOf(panel.value(usage));
      y -= height;
      return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${colourOf(usage.provider, report)}"/>`;
    })
    .join('');
}

function colourOf(id: string, { providers }: Report): string {
  const others = providers.filter((provider) => !(provider.id in COLOURS));
  const index = others.findIndex((provider) => provider.id === id);
  return COLOURS[id] ?? MORE_COLOURS[index % (MORE_COLOURS.length - 1)] ?? MORE_COLOURS.at(-1) ?? '';
}

/** The left edge and the width of a day's bar; a fifth of the slot stays free. */
function slot(index: number, count: number): [number, number] {
  const room = (RIGHT - LEFT) / count;
  const width = Math.min(room * 0.8, 90);
  return [LEFT + index * room + (room - width) / 2, width];
}

/** From the reader's side. */
function legend(report: Report, { style }: RenderOptions): string {
  const drawn = new Set(report.days.map((usage) => usage.provider));
  const used = report.providers.filter((provider) => drawn.has(provider.id));
  const isPersian = style.locale === 'fa';
  const columns = Math.max(LEGEND_COLUMNS, Math.ceil(used.length / 2));
  const step = Math.floor(LEGEND_WIDTH / columns);
  return used
    .map((provider, index) => {
      const column = (index % columns) * step;
      const x = isPersian ? RIGHT - 18 - column : LEFT + column;
      const y = LEGEND_TOP + Math.floor(index / columns) * LEGEND_ROW;
      const square = `<rect x="${x}" y="${y}" width="18" height="18" rx="4" fill="${colourOf(provider.id, report)}"/>`;
      const name = cleanName(provider.name, Math.floor((step - 30) / LETTER_WIDTH));
      return (
        square + text(name, isPersian ? x - 10 : x + 28, y + 15, 18, isPersian ? 'end' : 'start', '#0f172a')
      );
    })
    .join('\n');
}

function gridLine(y: number, label: string): string {
  const line = `<line x1="${LEFT}" x2="${RIGHT}" y1="${y}" y2="${y}" stroke="#e2e8f0" stroke-width="1"/>`;
  return line + text(label, LEFT - 12, y + 6, 16, 'end', '#64748b');
}

/** A heading at the reader's side. */
function heading(words: string, y: number, size: number, options: RenderOptions): string {
  if (options.style.locale === 'en') return text(words, LEFT, y, size, 'start', '#0f172a');
  return text(inDirection(words, options), RIGHT, y, size, 'end', '#0f172a');
}

/** The rasterizer orders mixed text correctly only inside RLI…PDI. */
function inDirection(words: string, { style }: RenderOptions): string {
  return style.locale === 'fa' ? `\u2067${words}\u2069` : words;
}

function shortDay(day: Day, { translate, style }: RenderOptions): string {
  return formatShortDay(day, style, (key, values) =>
    translate(key, {
      day: values.day,
      month: typeof values.month === 'number' ? new Count(values.month, style) : values.month,
    }),
  );
}

function text(words: string, x: number, y: number, size: number, anchor: string, colour: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" text-anchor="${anchor}" fill="${colour}">${escapeHtml(words)}</text>`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
