import { useState } from 'react';
import { Area, AreaChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import type { ProviderId } from '../live/api-types.ts';
import type { DayRow, Metric } from '../live/day-rows.ts';
import { Say, useReader, Value } from '../words/reader.tsx';
import { ProviderName } from './provider-name.tsx';
import { useWidth } from './use-width.ts';
import type { UsageRows } from './usage-table.tsx';
import { metricName, writeMetric } from './write-metric.ts';

const HEIGHT = 240;
const ROOM_FOR_A_DAY = 64;

/** Usage by day as areas on each other, one for each provider. Time runs left to right in every language. */
export function UsageChart({ rows, providers, metric }: UsageRows) {
  const { words, write, style } = useReader();
  const [element, setElement] = useState<HTMLElement | null>(null);
  const width = useWidth(element);
  const axis = { tickLine: false, axisLine: false, tick: { fill: 'var(--muted)', fontSize: 11 } } as const;
  const side = metric === 'costUsd' || style.locale === 'fa' ? 62 : 44;
  const value = (amount: number) => (metric === 'costUsd' ? write.money(amount) : write.compact(amount));
  const label = <Say text={words.chart.describe} metric={metricName(words, metric)} />;
  return (
    <figure className="chart" dir="ltr" ref={setElement}>
      <figcaption className="hidden" dir="auto">
        {label}
      </figcaption>
      {width > 0 && (
        <AreaChart
          width={width}
          height={HEIGHT}
          data={[...rows]}
          margin={MARGIN}
          aria-label={words.chart.title}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            {...axis}
            dataKey="date"
            tickFormatter={(date: string) => write.shortDay(date)}
            interval={Math.max(0, Math.ceil(rows.length / (width / ROOM_FOR_A_DAY)) - 1)}
            padding={{ left: 8, right: 8 }}
          />
          <YAxis
            {...axis}
            width={side}
            tickFormatter={value}
            tickCount={5}
            allowDecimals={metric === 'costUsd'}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--muted)' }}
            content={<HoveredDay providers={providers} metric={metric} />}
          />
          {providers.map((id) => (
            <Area
              key={id}
              name={id}
              dataKey={(row: DayRow) => row.values[id] ?? 0}
              stackId="usage"
              type="monotone"
              stroke={`var(--${id})`}
              fill={`var(--${id})`}
              fillOpacity={0.3}
              strokeWidth={1.75}
              isAnimationActive={false}
              activeDot={{ r: 3 }}
            />
          ))}
        </AreaChart>
      )}
    </figure>
  );
}

const MARGIN = { top: 8, right: 4, bottom: 0, left: 0 };

interface HoveredDayProps extends Pick<UsageRows, 'providers' | 'metric'> {
  /** Given by the chart. */
  active?: boolean;
  payload?: readonly { payload?: DayRow }[];
}

function HoveredDay({ active = false, payload = [], ...shown }: HoveredDayProps) {
  const row = payload[0]?.payload;
  return active && row ? <DayCard row={row} {...shown} /> : null;
}

interface DayCardProps {
  row: DayRow;
  providers: readonly ProviderId[];
  metric: Metric;
}

function DayCard({ row, providers, metric }: DayCardProps) {
  const { words, write, style } = useReader();
  return (
    <div className="day-card" dir={style.locale === 'fa' ? 'rtl' : 'ltr'}>
      <p>
        <Value>{write.day(row.date)}</Value>
      </p>
      <dl>
        {providers.map((id) => (
          <div key={id}>
            <dt>
              <ProviderName id={id} />
            </dt>
            <dd>
              <Value>{writeMetric(write, metric, row.values[id] ?? 0)}</Value>
            </dd>
          </div>
        ))}
        <div>
          <dt>{words.chart.sum}</dt>
          <dd>
            <Value>{writeMetric(write, metric, row.sum)}</Value>
          </dd>
        </div>
      </dl>
    </div>
  );
}
