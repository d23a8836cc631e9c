import { metricName } from '../words/write-metric.ts';
import type { ChartReader } from '../words/chart-reader.ts';
import type { UsageRows } from '../live/day-rows.ts';
import { providerColour } from '../live/provider-colours.ts';
import { AREA, axesOf, FONT_SIZE, FRAME, type Axes } from './axes.ts';
import { monotoneCurve, type Point } from './monotone-curve.ts';

/**
 * Usage by day as areas on each other, one for each provider, `width` CSS pixels wide. It is on the screen long
 * before the code of the chart that answers to fingers and keys, and looks the same.
 */
export function drawChart(shown: UsageRows, width: number, reader: ChartReader): SVGSVGElement {
  const { say } = reader;
  const axes = axesOf(shown, width, reader);
  const place = placing(shown, width, axes);
  const label = say('chart-description', { metric: metricName(say, shown.metric) });
  return element(
    'svg',
    { class: 'drawn-chart', role: 'img', 'aria-label': label, width, height: FRAME.height },
    ...drawAmounts(axes, width, place),
    ...drawDays(shown, axes, reader, place),
    ...drawAreas(shown, place),
  );
}

/** Where the sum of an amount and a day's place in the row stand. */
type Place = (amount: number, index: number) => Point;

function placing({ rows }: UsageRows, width: number, { side, amounts }: Axes): Place {
  const left = side + FRAME.dayPadding;
  const step = (width - FRAME.right - FRAME.dayPadding - left) / Math.max(1, rows.length - 1);
  const room = FRAME.height - FRAME.days - FRAME.top;
  const top = amounts.at(-1) ?? 1;
  return (amount, index) => [left + index * step, FRAME.top + room * (1 - amount / top)];
}

function drawAmounts({ side, amounts, writeAmount }: Axes, width: number, place: Place): SVGElement[] {
  return amounts.flatMap((amount) => {
    const [, y] = place(amount, 0);
    const line = { x1: side, x2: width - FRAME.right, y1: y, y2: y, stroke: 'var(--line)' };
    return [element('line', line), label(writeAmount(amount), side - 8, y, 'end', '0.355em')];
  });
}

function drawDays(
  { rows }: UsageRows,
  { everyDays }: Axes,
  { write }: ChartReader,
  place: Place,
): SVGElement[] {
  return rows.flatMap(({ date }, index) => {
    if (index % everyDays !== 0) return [];
    const [x, y] = place(0, index);
    return [label(write.shortDay(date), x, y + 8, 'middle', '0.71em')];
  });
}

function drawAreas({ rows, providers }: UsageRows, place: Place): SVGElement[] {
  let floor = rows.map(() => 0);
  return providers.flatMap((id) => {
    const ceiling = rows.map(({ values }, index) => (floor[index] ?? 0) + (values[id] ?? 0));
    const above = monotoneCurve(ceiling.map(place));
    const below = monotoneCurve(floor.map(place).toReversed());
    floor = ceiling;
    const colour = providerColour(id);
    return [
      element('path', { d: `M${above}L${below}Z`, fill: colour, 'fill-opacity': AREA.fillOpacity }),
      element('path', { d: `M${above}`, fill: 'none', stroke: colour, 'stroke-width': AREA.strokeWidth }),
    ];
  });
}

function label(text: string, x: number, y: number, anchor: string, dy: string): SVGElement {
  const place = { x, y, dy, 'text-anchor': anchor, 'font-size': FONT_SIZE, fill: 'var(--muted)' };
  return element('text', place, text);
}

function element<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
  ...children: (Node | string)[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}
