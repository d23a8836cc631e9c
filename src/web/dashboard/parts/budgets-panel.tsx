import type { ReportJson } from '../live/api-types.ts';
import { Say, useReader } from '../words/reader.tsx';
import { Panel } from './panel.tsx';
import { useProviderName } from './provider-name.tsx';

type Budget = ReportJson['budgets'][number];

/** What is left of this month's money, for all and for each provider that has a budget. */
export function BudgetsPanel({ budgets, now }: { budgets: readonly Budget[]; now: Date }) {
  const { say } = useReader();
  if (budgets.length === 0) return null;
  return (
    <Panel area="budgets" title={say('budgets-title')}>
      <ul className="quotas">
        {budgets.map((budget) => (
          <BudgetLine key={budget.scope} budget={budget} now={now} />
        ))}
      </ul>
    </Panel>
  );
}

function BudgetLine({ budget: { scope, limitUsd, usedUsd, renewsAt }, now }: { budget: Budget; now: Date }) {
  const { say, write } = useReader();
  const nameOf = useProviderName();
  const [left, limit] = write.moneyApart(Math.max(0, limitUsd - usedUsd), limitUsd);
  const used = usedUsd / limitUsd;
  return (
    <li data-warns={used >= 0.9}>
      <div className="quota-head">
        <span className="quota-model">
          {scope === 'all' ? say('budgets-all') : <bdi>{nameOf(scope)}</bdi>}
        </span>
        <span className="notes">
          <Say id="budgets-used" percent={write.used(used)} />
        </span>
      </div>
      <span className="meter" aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(1, used) * 100}%` }} />
      </span>
      <p className="notes facts">
        <span>
          <Say id="budgets-left" left={left} limit={limit} />
        </span>
        <span>
          <Say id="budgets-renews" time={write.later(new Date(renewsAt), now)} />
        </span>
      </p>
    </li>
  );
}
