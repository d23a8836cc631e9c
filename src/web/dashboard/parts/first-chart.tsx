import type { ProviderId } from '../live/api-types.ts';
import { useReader } from '../words/reader.tsx';
import type { UsageRows } from './usage-table.tsx';

const WIDTH = 600;
const HEIGHT = 240;
const TOP = 8;
/** Where the days stand in the chart that takes this one's place. */
const BOTTOM = 30;

/** The areas alone, drawn at once; the chart with axes takes their place when its code has arrived. */
export function FirstChart({ rows, providers }: UsageRows) {
  const { words } = useReader();
  return (
    <figure className="chart">
      <figcaption className="hidden">{words.chart.title}</figcaption>
      <svg
        className="first-chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {layersOf(rows, providers).map(({ id, path }) => (
          <path key={id} d={path} fill={`var(--${id})`} fillOpacity={0.3} stroke={`var(--${id})`} />
        ))}
      </svg>
    </figure>
  );
}

/** One closed path for each provider, standing on those before it. */
function layersOf(
  rows: UsageRows['rows'],
  providers: readonly ProviderId[],
): { id: ProviderId; path: string }[] {
  const most = Math.max(...rows.map(({ sum }) => sum)) || 1;
  const point = (value: number, index: number) => {
    const x = (index / Math.max(1, rows.length - 1)) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - TOP)).toFixed(1)}`;
  };
  let floor = rows.map(() => 0);
  return providers.map((id) => {
    const ceiling = rows.map(({ values }, index) => (floor[index] ?? 0) + (values[id] ?? 0));
    const path = `M${ceiling.map(point).join('L')}L${floor.map(point).toReversed().join('L')}Z`;
    floor = ceiling;
    return { id, path };
  });
}
