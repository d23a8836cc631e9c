import type { ProviderId, ReadingJson } from '../live/api-types.ts';
import { isKnown, shareLeft } from '../live/indicator.ts';
import { Say, useReader, Value } from '../words/reader.tsx';

interface QuotaLineProps {
  reading: ReadingJson;
  provider: ProviderId;
  now: Date;
}

/** One quota: whose, how much is left, and when it comes back or ends. */
export function QuotaLine({ reading, provider, now }: QuotaLineProps) {
  const { words } = useReader();
  const { quotas } = words;
  const warns = reading.nearEnd || reading.endsBeforeReset;
  return (
    <li data-provider={provider} data-warns={warns} data-known={isKnown(reading)}>
      <div className="quota-head">
        <span className="quota-model">
          <bdi>{reading.model || quotas.allModels}</bdi>
        </span>
        <span className="notes">{quotas.windows[reading.window]}</span>
      </div>
      {isKnown(reading) && (
        <span className="meter" aria-hidden="true">
          <span style={{ inlineSize: `${shareLeft(reading) * 100}%` }} />
        </span>
      )}
      <p>
        <Amount reading={reading} />
      </p>
      <Course reading={reading} now={now} />
    </li>
  );
}

function Amount({ reading }: { reading: ReadingJson }) {
  const { words, write } = useReader();
  const { quotas } = words;
  const unit = quotas.units[reading.unit];
  const { limit, remaining, used } = reading;
  if (limit !== null && remaining !== null && reading.state !== 'reset')
    return (
      <Say
        text={quotas.left}
        left={
          <strong>
            <Value>{write.integer(remaining)}</Value>
          </strong>
        }
        limit={write.integer(limit)}
        unit={unit}
      />
    );
  if (used !== null) return <Say text={quotas.used} used={write.integer(used)} unit={unit} />;
  return limit === null ? (
    words.unknown
  ) : (
    <Say text={quotas.limitOnly} limit={write.integer(limit)} unit={unit} />
  );
}

/** When it comes back, when it ends at this pace, and how old and from where that is known. */
function Course({ reading, now }: { reading: ReadingJson; now: Date }) {
  const { words, write } = useReader();
  const { quotas } = words;
  const read = write.ago(new Date(reading.observedAt), now);
  return (
    <p className="notes facts">
      <span>
        <Renewal reading={reading} now={now} />
      </span>
      {reading.endsAt !== null && (
        <span className={reading.endsBeforeReset ? 'warning' : ''}>
          <Say
            text={reading.endsBeforeReset ? quotas.endsFirst : quotas.ends}
            time={write.later(new Date(reading.endsAt), now)}
            clock={write.clockOrDate(new Date(reading.endsAt), now)}
          />
        </span>
      )}
      <span>{quotas.sources[reading.source]}</span>
      {reading.source !== 'counted' && (
        <span>
          <Say text={reading.state === 'stale' ? quotas.stale : quotas.read} age={read} />
        </span>
      )}
    </p>
  );
}

function Renewal({ reading, now }: { reading: ReadingJson; now: Date }) {
  const { words, write } = useReader();
  if (reading.resetAt === null)
    return reading.state === 'reset' ? words.quotas.wasReset : words.quotas.rolling;
  const resetAt = new Date(reading.resetAt);
  if (resetAt <= now) return words.quotas.wasReset;
  return (
    <Say
      text={words.quotas.resets}
      time={write.later(resetAt, now)}
      clock={write.clockOrDate(resetAt, now)}
    />
  );
}
