import type { OpenAlert } from '../live/api-types.ts';
import { Say, useReader } from '../words/reader.tsx';
import { Panel } from './panel.tsx';
import { providerName } from './provider-name.tsx';

/** What is wrong right now. */
export function AlertsPanel({ alerts, now }: { alerts: readonly OpenAlert[]; now: Date }) {
  const { words } = useReader();
  return (
    <Panel area="alerts" title={words.alerts.title}>
      {alerts.length === 0 ? (
        <p className="calm">{words.alerts.none}</p>
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
  const { words, write } = useReader();
  const { alerts, quotas } = words;
  const since = new Date(alert.since);
  const severe = alert.kind === 'provider' || alert.level === 'empty';
  const text = alert.kind === 'provider' ? alerts.down : severe ? alerts.empty : alerts.warned;
  return (
    <li data-severe={severe}>
      <p>
        <strong>
          <Say text={text} provider={providerName(alert.provider)} />
        </strong>
      </p>
      <p className="notes facts">
        {alert.model !== null && (
          <span>
            <Say
              text={alerts.quota}
              model={alert.model}
              unit={quotas.units[alert.unit as keyof typeof quotas.units] ?? ''}
              window={quotas.windows[alert.window as keyof typeof quotas.windows] ?? ''}
            />
          </span>
        )}
        <span>
          <Say text={alerts.since} time={write.clockOrDate(since, now)} age={write.ago(since, now)} />
        </span>
      </p>
    </li>
  );
}

function keyOf({ provider, model, unit, window }: OpenAlert): string {
  return [provider, model, unit, window].join('/');
}
