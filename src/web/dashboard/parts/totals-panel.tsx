import type { ReactNode } from 'react';
import type { ReportJson } from '../live/api-types.ts';
import { kebab } from '../words/kebab.ts';
import { Say, useReader, Value } from '../words/reader.tsx';

/** The period in four numbers, each with what makes it telling. */
export function TotalsPanel({ report }: { report: ReportJson }) {
  const { say, write } = useReader();
  const { totals, change, forecast } = report;
  return (
    <section className="totals area-totals" aria-label={say('totals-title')}>
      <dl>
        <Total name="requests" label={say('totals-requests')} value={write.integer(totals.requests)}>
          <Change share={change?.requests ?? null} days={report.period.days} />
        </Total>
        <Total name="tokens" label={say('totals-tokens')} value={write.integer(totals.totalTokens)}>
          <Change share={change?.totalTokens ?? null} days={report.period.days} />
        </Total>
        <Total name="cost" label={say('totals-cost')} value={write.money(totals.costUsd)}>
          <Change share={change?.costUsd ?? null} days={report.period.days} />
          {change?.cause && <p>{say(`change-${kebab(change.cause)}`)}</p>}
          {forecast && (
            <p>
              <Say id="totals-forecast" cost={write.money(forecast.costUsd)} />
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

function Change({ share, days }: { share: number | null; days: number }) {
  const { say, write } = useReader();
  if (share === null) return <p>{say('change-unknown')}</p>;
  return (
    <p>
      <Say id="change-against" change={write.change(share)} days={days} />
    </p>
  );
}
