import type { ProviderJson } from '../live/api-types.ts';
import { indicate, type Indicator } from '../live/indicator.ts';
import { kebab } from '../words/kebab.ts';
import { Say, useReader } from '../words/reader.tsx';
import { ownColour } from './provider-name.tsx';

/** What is left at each configured provider, in one line. */
export function IndicatorLine({ providers }: { providers: readonly ProviderJson[] }) {
  const { say } = useReader();
  const configured = providers.filter(({ status }) => status !== 'white');
  return (
    <ul className="indicator" aria-label={say('indicator-label')}>
      {configured.map((provider) => (
        <IndicatorItem key={provider.id} provider={provider} />
      ))}
    </ul>
  );
}

function IndicatorItem({ provider }: { provider: ProviderJson }) {
  const { say } = useReader();
  const indicator = indicate(provider);
  const warns = indicator.kind === 'left' && indicator.nearEnd;
  return (
    <li data-status={warns ? 'near-end' : provider.status} style={ownColour(provider.id)}>
      <span className="lamp" title={say(`provider-${provider.status}`)} aria-hidden="true" />
      <span className="indicator-text">
        <bdi className="indicator-name">{provider.name}</bdi>
        {': '}
        <span className="indicator-value">
          <IndicatorValue indicator={indicator} />
        </span>
      </span>
    </li>
  );
}

function IndicatorValue({ indicator }: { indicator: Indicator }) {
  const { say, write } = useReader();
  switch (indicator.kind) {
    case 'used':
      return <Say id="indicator-used-month" count={indicator.count} />;
    case 'left':
      return (
        <Say
          id="indicator-left"
          left={write.integer(indicator.left)}
          limit={write.integer(indicator.limit)}
          unit={say(`quota-${kebab(indicator.unit)}`)}
          window={say(`quota-per-${indicator.window}`)}
        />
      );
    case 'guess':
      return (
        <Say
          id="indicator-guess"
          used={indicator.used}
          limit={write.integer(indicator.limit)}
          unit={say(`quota-${kebab(indicator.unit)}`)}
          window={say(`quota-per-${indicator.window}`)}
        />
      );
    case 'down':
    case 'paused':
    case 'none':
      return say(`indicator-${indicator.kind}`);
    default:
      return indicator satisfies never;
  }
}
