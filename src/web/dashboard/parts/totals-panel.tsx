import type { ReactNode } from 'react';
import type { ReportJson } from '../live/api-types.ts';
import { Say, useReader, Value } from '../words/reader.tsx';

/** The period in four numbers, each with what makes it telling. */
export function TotalsPanel({ report }: { report: ReportJson }) {
  const { words, write } = useReader();
  const { totals, change, forecast } = report;
  const texts = words.totals;
  return (
    <section className="totals area-totals" aria-label={texts.title}>
      <dl>
        <Total name="requests" label={texts.requests} value={write.integer(totals.requests)}>
          <Change share={change?.requests ?? null} days={report.period.days} />
        </Total>
        <Total name="tokens" label={texts.tokens} value={write.integer(totals.totalTokens)}>
          <Change share={change?.totalTokens ?? null} days={report.period.days} />
        </Total>
        <Total name="cost" label={texts.cost} value={write.money(totals.costUsd)}>
          <Change share={change?.costUsd ?? null} days={report.period.days} />
          {change?.cause && <p>{words.causes[change.cause]}</p>}
          {forecast && (
            <p>
              <Say text={texts.forecast} cost={write.money(forecast.costUsd)} />
            </p>
          )}
        </Total>
        <Total name="failed" label={texts.failed} value={write.integer(totals.failed)}>
          {totals.requests > 0 && (
            <p>
              <Say text={texts.failedShare} share={write.percent(totals.failed / totals.requests)} />
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
  const { words, write } = useReader();
  if (share === null) return <p>{words.totals.noChange}</p>;
  const text = days === 1 ? words.totals.changeDay : words.totals.change;
  return (
    <p>
      <Say text={text} change={write.change(share)} n={write.integer(days)} />
    </p>
  );
}
