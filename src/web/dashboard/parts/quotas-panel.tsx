import type { ProviderJson, ReadingJson } from '../live/api-types.ts';
import { kebab } from '../words/kebab.ts';
import { Say, useReader } from '../words/reader.tsx';
import { Panel } from './panel.tsx';
import { ownColour, ProviderName } from './provider-name.tsx';
import { QuotaLine } from './quota-line.tsx';

/** Every quota that is known, with what is left of it and when it comes back or ends. */
export function QuotasPanel({ providers, now }: { providers: readonly ProviderJson[]; now: Date }) {
  const { say } = useReader();
  const shown = providers.filter(({ status }) => status !== 'white');
  const known = shown.some((provider) => readingsOf(provider).length > 0);
  return (
    <Panel area="quotas" title={say('quotas-title')}>
      {!known && <p className="empty">{say('quotas-empty')}</p>}
      {shown.map((provider) => (
        <ProviderQuotas key={provider.id} provider={provider} now={now} />
      ))}
    </Panel>
  );
}

function readingsOf({ headroom, audioHeadroom }: ProviderJson): ReadingJson[] {
  return [...headroom, ...audioHeadroom];
}

function ProviderQuotas({ provider, now }: { provider: ProviderJson; now: Date }) {
  const { say } = useReader();
  const readings = readingsOf(provider);
  return (
    <div className="provider-quotas" style={ownColour(provider.id)}>
      <div className="provider-head">
        <h3>
          <ProviderName id={provider.id} />
        </h3>
        <span className="notes">{say(`provider-${provider.status}`)}</span>
      </div>
      <ProviderState provider={provider} now={now} />
      {readings.length > 0 && (
        <ul className="quotas">
          {readings.map((reading) => (
            <QuotaLine
              key={`${reading.model}/${reading.unit}/${reading.window}`}
              reading={reading}
              provider={provider.id}
              now={now}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

/** What stands above a provider's quotas when something is the matter with it. */
function ProviderState({ provider, now }: { provider: ProviderJson; now: Date }) {
  const { say, write } = useReader();
  const { reason, paused, unexplained, manualCheckUrl } = provider;
  return (
    <>
      {reason !== null && <p className="bad">{say(`reason-${kebab(reason)}`)}</p>}
      {paused && (
        <p className="warning">
          <Say
            id="quotas-paused"
            name={paused.name ?? String(paused.userId)}
            age={write.ago(new Date(paused.since), now)}
          />
        </p>
      )}
      {unexplained && (
        <p className="warning">
          <Say
            id="report-unexplained"
            count={unexplained.requests}
            time={write.clockOrDate(new Date(unexplained.since), now)}
          />
        </p>
      )}
      {manualCheckUrl !== null && (
        <p className="notes">
          <a href={manualCheckUrl} target="_blank" rel="noreferrer">
            {say('quotas-check')}
          </a>
        </p>
      )}
    </>
  );
}
