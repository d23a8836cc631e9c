import type { ReactNode } from 'react';
import type { ReportJson } from '../live/api-types.ts';
import { kebab } from '../words/kebab.ts';
import { Say, useReader, Value } from '../words/reader.tsx';

/** The period in four numbers, each with what makes it telling. */
export function TotalsPanel({ report }: { report: ReportJson }) {
  const { say, write, style } = useReader();
  const { totals, change } = report;
  // What is over, and what one person uses, is not compared.
  const isCompared = report.person === null && (change !== null || isOfToday(report));
  const forecast = style.calendar === 'jalali' ? report.jalaliForecast : report.forecast;
  return (
    <section className="totals area-totals" aria-label={say('totals-title')}>
      <dl>
        <Total name="requests" label={say('totals-requests')} value={write.integer(totals.requests)}>
          {isCompared && <Change change={change} of="requests" />}
        </Total>
        <Total name="tokens" label={say('totals-tokens')} value={write.integer(totals.totalTokens)}>
          {isCompared && <Change change={change} of="totalTokens" />}
        </Total>
        <Total name="cost" label={say('totals-cost')} value={write.money(totals.costUsd)}>
          {isCompared && <Change change={change} of="costUsd" />}
          {change?.cause && <p>{say(`change-${kebab(change.cause)}`)}</p>}
          {forecast && (
            <p>
              <Say
                id="totals-forecast"
                month={write.month(report.period.to)}
                cost={write.money(forecast.costUsd)}
              />
            </p>
          )}
        </Total>
        <Total name="failed" label={say('totals-failed')} value={write.integer(totals.failed)}>
          {totals.requests > 0 && (
            <p>
              <Say id="totals-failed-share" share={write.percent(totals.failed / totals.requests)} />
            </p>
          )}
        </Total>
      </dl>
    </section>
  );
}

/** Whether the period is not over yet. */
function isOfToday({ period, generatedAt }: ReportJson): boolean {
  const { timezone: timeZone, to } = period;
  return (
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(generatedAt)) === to
  );
}

interface TotalProps {
  name: string;
  label: string;
  value: string;
  children: ReactNode;
}

function Total({ name, label, value, children }: TotalProps) {
  return (
    <div className="total" data-total={name}>
      <dt>{label}</dt>
      <dd className="total-value">
        <Value>{value}</Value>
      </dd>
      <dd className="total-notes">{children}</dd>
    </div>
  );
}

interface ChangeProps {
  change: ReportJson['change'];
  of: 'requests' | 'totalTokens' | 'costUsd';
}

function Change({ change, of }: ChangeProps) {
  const { say, write } = useReader();
  if (change === null) return <p>{say('change-unknown')}</p>;
  const id = change.span === 'today' ? 'change-against-today' : 'change-against';
  return (
    <p>
      <Say id={id} change={write.change(change[of])} days={change.days} />
    </p>
  );
}
