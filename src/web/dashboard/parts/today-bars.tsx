import type { UsageRows } from '../live/day-rows.ts';
import { useReader, Value } from '../words/reader.tsx';
import { writeMetric } from '../words/write-metric.ts';
import { ProviderName } from './provider-name.tsx';
import { ShareBar } from './share-bar.tsx';

/** A single day has no course to draw: its providers beside each other. */
export function TodayBars({ rows, providers, metric }: UsageRows) {
  const { write } = useReader();
  const values = rows[0]?.values ?? {};
  const most = Math.max(...providers.map((id) => values[id] ?? 0), Number.MIN_VALUE);
  return (
    <ul className="ranking">
      {providers.map((id) => (
        <li key={id}>
          <div className="ranking-line">
            <ProviderName id={id} />
            <strong>
              <Value>{writeMetric(write, metric, values[id] ?? 0)}</Value>
            </strong>
          </div>
          <ShareBar share={(values[id] ?? 0) / most} provider={id} />
        </li>
      ))}
    </ul>
  );
}
