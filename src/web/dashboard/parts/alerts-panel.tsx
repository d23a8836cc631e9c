import type { OpenAlert } from '../live/api-types.ts';
import { kebab } from '../words/kebab.ts';
import { Say, useReader } from '../words/reader.tsx';
import { Panel } from './panel.tsx';
import { useProviderName } from './provider-name.tsx';

interface AlertsPanelProps {
  alerts: readonly OpenAlert[];
  /** When these were all. */
  asOf: Date;
  /** Nothing was heard of the server since. */
  stale: boolean;
  now: Date;
}

/** What is wrong right now. */
export function AlertsPanel({ alerts, asOf, stale, now }: AlertsPanelProps) {
  const { say, write } = useReader();
  return (
    <Panel area="alerts" title={say('alerts-title')}>
      {alerts.length === 0 ? (
        <p className="calm">
          {stale ? <Say id="alerts-unknown" time={write.clock(asOf)} /> : say('alerts-none')}
        </p>
      ) : (
        <ul className="alerts">
          {alerts.map((alert) => (
            <AlertLine key={keyOf(alert)} alert={alert} now={now} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function AlertLine({ alert, now }: { alert: OpenAlert; now: Date }) {
  const { say, write } = useReader();
  const nameOf = useProviderName();
  const since = new Date(alert.since);
  const severe = alert.kind === 'provider' || alert.level === 'empty' || alert.level === 'spent';
  const id = titleOf(alert, severe);
  const name =
    alert.kind === 'budget' && alert.provider === 'all' ? say('budgets-all') : nameOf(alert.provider);
  return (
    <li data-severe={severe}>
      <p>
        <strong>
          <Say id={id} provider={name} />
        </strong>
      </p>
      <p className="notes facts">
        <QuotaName alert={alert} />
        <span>
          <Say id="alerts-since" time={write.clockOrDate(since, now)} age={write.ago(since, now)} />
        </span>
      </p>
    </li>
  );
}

function titleOf({ kind, level }: OpenAlert, severe: boolean) {
  if (kind === 'budget') {
    if (level === 'forecast') return 'alerts-budget-ends';
    return severe ? 'alerts-budget-spent' : 'alerts-budget-warned';
  }
  if (kind === 'provider') return 'alerts-down';
  if (kind === 'model') return 'alerts-gone';
  return severe ? 'alerts-empty' : 'alerts-warned';
}

function QuotaName({ alert: { model, unit, window } }: { alert: OpenAlert }) {
  const { say } = useReader();
  if (unit === null || window === null) {
    return model === null ? null : (
      <span>
        <bdi>{model}</bdi>
      </span>
    );
  }
  return (
    <span>
      <Say
        id="alert-quota-name"
        model={model ?? say('quota-all-models')}
        unit={say(`quota-${kebab(unit)}`)}
        window={say(`quota-per-${window}`)}
      />
    </span>
  );
}

function keyOf({ kind, provider, model, unit, window }: OpenAlert): string {
  return [kind, provider, model, unit, window].join('/');
}
