import type { UsageRows } from '../../live/day-rows.ts';
import { useReader, Value } from '../../words/reader.tsx';
import { ProviderName } from '../provider-name.tsx';
import { metricName, writeMetric } from '../../words/write-metric.ts';

/** The numbers of the chart, newest day first, and first their sum: a phone shows the providers when it is moved. */
export function UsageTable({ rows, providers, metric }: UsageRows) {
  const { say, write } = useReader();
  const name = metricName(say, metric);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="scroll" tabIndex={0} aria-label={name}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('chart-date')}</th>
            <th scope="col" className="number">
              {say('chart-sum')}
            </th>
            {providers.map((id) => (
              <th key={id} scope="col" className="number">
                <ProviderName id={id} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows].reverse().map(({ date, values, sum }) => (
            <tr key={date}>
              <th scope="row">
                <Value>{write.day(date)}</Value>
              </th>
              <td className="number">
                <Value>{writeMetric(write, metric, sum)}</Value>
              </td>
              {providers.map((id) => (
                <td key={id} className="number">
                  <Value>{writeMetric(write, metric, values[id] ?? 0)}</Value>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
