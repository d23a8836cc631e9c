import { lazy, memo, Suspense, useState } from 'react';
import type { ReportJson } from '../../live/api-types.ts';
import { FIRST_METRIC, usageRows, type Metric } from '../../live/day-rows.ts';
import { useReader } from '../../words/reader.tsx';
import { metricName } from '../../words/write-metric.ts';
import { DrawnChart } from './drawn-chart.tsx';
import { Panel } from '../panel.tsx';
import { ProviderName } from '../provider-name.tsx';
import { TodayBars } from '../today-bars.tsx';
import { UsageTable } from './usage-table.tsx';

// Its code is the larger half of the pages: it comes when everything else is on the screen. Where it cannot be had,
// as after an update of the bot, the chart stays as it was drawn.
const UsageChart = lazy(async () => {
  await untilIdle();
  const found = import('./usage-chart.tsx').then(({ UsageChart }) => UsageChart);
  return { default: await found.catch(() => DrawnChart) };
});

const METRICS: readonly Metric[] = ['requests', 'totalTokens', 'costUsd'];

/** Usage by day and provider, as a chart or as a table; drawn anew only when the numbers are new. */
export const UsagePanel = memo(function UsagePanel({ report }: { report: ReportJson }) {
  const { say } = useReader();
  const [metric, setMetric] = useState(FIRST_METRIC);
  const [asTable, setAsTable] = useState(false);
  const isOneDay = report.period.days === 1;
  const drawn = usageRows(report, metric);
  return (
    <Panel
      area="chart"
      title={isOneDay && isToday(report) ? say('chart-today') : say('chart-by-day')}
      tools={<TableSwitch asTable={asTable} onSwitch={setAsTable} />}
    >
      <div className="chart-tools">
        <MetricSwitch metric={metric} onSwitch={setMetric} />
        <ul className="legend">
          {drawn.providers.map((id) => (
            <li key={id}>
              <ProviderName id={id} />
            </li>
          ))}
        </ul>
      </div>
      <div className="chart-room">
        {drawn.providers.length === 0 ? (
          <p className="empty">{say('chart-empty')}</p>
        ) : asTable ? (
          <UsageTable {...drawn} />
        ) : isOneDay ? (
          <TodayBars {...drawn} />
        ) : (
          <Suspense fallback={<DrawnChart {...drawn} />}>
            <UsageChart {...drawn} />
          </Suspense>
        )}
      </div>
    </Panel>
  );
});

function MetricSwitch({ metric, onSwitch }: { metric: Metric; onSwitch: (metric: Metric) => void }) {
  const { say } = useReader();
  return (
    <fieldset className="switch" aria-label={say('chart-metric')}>
      {METRICS.map((one) => (
        <button key={one} type="button" aria-pressed={one === metric} onClick={() => onSwitch(one)}>
          {metricName(say, one)}
        </button>
      ))}
    </fieldset>
  );
}

function TableSwitch({ asTable, onSwitch }: { asTable: boolean; onSwitch: (asTable: boolean) => void }) {
  const { say } = useReader();
  return (
    <button type="button" className="quiet" onClick={() => onSwitch(!asTable)}>
      {say(asTable ? 'chart-as-chart' : 'chart-as-table')}
    </button>
  );
}

/** When the browser has drawn what there is; where it cannot tell, a moment later. */
function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 200);
  });
}

/** Whether the period begins with the day on which the report was made. */
function isToday({ period, generatedAt }: ReportJson): boolean {
  const days = new Intl.DateTimeFormat('sv-SE', { timeZone: period.timezone, dateStyle: 'short' });
  return days.format(new Date(generatedAt)) === period.from;
}
