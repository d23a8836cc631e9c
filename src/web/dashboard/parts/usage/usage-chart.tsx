import { useState } from 'react';
import { Area, AreaChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import type { ProviderId } from '../../live/api-types.ts';
import { AREA, axesOf, FONT_SIZE, FRAME } from '../../chart/axes.ts';
import type { DayRow, Metric, UsageRows } from '../../live/day-rows.ts';
import { providerColour } from '../../live/provider-colours.ts';
import { Say, useReader, Value } from '../../words/reader.tsx';
import { metricName, writeMetric } from '../../words/write-metric.ts';
import { ProviderName } from '../provider-name.tsx';
import { useWidth } from '../../live/use-width.ts';

const AXIS = {
  tickLine: false,
  axisLine: false,
  tick: { fill: 'var(--muted)', fontSize: FONT_SIZE },
} as const;
const MARGIN = { top: FRAME.top, right: FRAME.right, bottom: 0, left: 0 };
const DAY_PADDING = { left: FRAME.dayPadding, right: FRAME.dayPadding };

/** Usage by day as areas on each other, one for each provider. Time runs left to right in every language. */
export function UsageChart(shown: UsageRows) {
  const { rows, providers, metric } = shown;
  const reader = useReader();
  const { say, write } = reader;
  const [element, setElement] = useState<HTMLElement | null>(null);
  const width = useWidth(element);
  const { side, amounts, everyDays, writeAmount } = axesOf(shown, width || 1, reader);
  return (
    <figure className="chart" dir="ltr" ref={setElement}>
      <figcaption className="hidden" dir="auto">
        <Say id="chart-description" metric={metricName(say, metric)} />
      </figcaption>
      {width > 0 && (
        <AreaChart
          width={width}
          height={FRAME.height}
          data={[...rows]}
          margin={MARGIN}
          aria-label={say('chart-by-day')}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            {...AXIS}
            dataKey="date"
            tickFormatter={(date: string) => write.shortDay(date)}
            interval={everyDays - 1}
            padding={DAY_PADDING}
            height={FRAME.days}
          />
          <YAxis
            {...AXIS}
            width={side}
            tickFormatter={writeAmount}
            ticks={amounts}
            domain={[0, amounts.at(-1) ?? 1]}
            interval={0}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--muted)' }}
            content={<HoveredDay providers={providers} metric={metric} />}
          />
          {providers.map(providerArea)}
        </AreaChart>
      )}
    </figure>
  );
}

// A function, not a component: the chart looks for areas among its own children.
function providerArea(id: ProviderId) {
  return (
    <Area
      key={id}
      name={id}
      dataKey={(row: DayRow) => row.values[id] ?? 0}
      stackId="usage"
      type="monotone"
      stroke={providerColour(id)}
      fill={providerColour(id)}
      {...AREA}
      isAnimationActive={false}
      activeDot={{ r: 3 }}
    />
  );
}

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
  const { say, write, style } = useReader();
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
          <dt>{say('chart-sum')}</dt>
          <dd>
            <Value>{writeMetric(write, metric, row.sum)}</Value>
          </dd>
        </div>
      </dl>
    </div>
  );
}
