import type { ProviderJson } from '../live/api-types.ts';
import { indicate, type Indicator } from '../live/indicator.ts';
import { Say, useReader } from '../words/reader.tsx';

/** What is left at each configured provider, in one line. */
export function IndicatorLine({ providers }: { providers: readonly ProviderJson[] }) {
  const { words } = useReader();
  const configured = providers.filter(({ status }) => status !== 'white');
  return (
    <ul className="indicator" aria-label={words.indicator.label}>
      {configured.map((provider) => (
        <IndicatorItem key={provider.id} provider={provider} />
      ))}
    </ul>
  );
}

function IndicatorItem({ provider }: { provider: ProviderJson }) {
  const { words } = useReader();
  const indicator = indicate(provider);
  const warns = indicator.kind === 'left' && indicator.nearEnd;
  return (
    <li data-status={warns ? 'near-end' : provider.status} data-provider={provider.id}>
      <span className="lamp" title={words.statuses[provider.status]} aria-hidden="true" />
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
  const { words, write } = useReader();
  switch (indicator.kind) {
    case 'rates': {
      const { minute, day } = indicator;
      return <Say text={words.indicator.rates} minute={write.integer(minute)} day={write.integer(day)} />;
    }
    case 'used':
      return <Say text={words.indicator.usedMonth} n={write.integer(indicator.count)} />;
    case 'left': {
      const amount = `${write.integer(indicator.left)} / ${write.integer(indicator.limit)}`;
      return (
        <>
          <bdi dir="ltr">{amount}</bdi> {words.quotas.units[indicator.unit]}
        </>
      );
    }
    case 'down':
    case 'paused':
    case 'none':
      return words.indicator[indicator.kind];
    default:
      return indicator satisfies never;
  }
}
