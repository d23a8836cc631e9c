import type { ProviderId, ReadingJson } from '../live/api-types.ts';
import { isKnown, shareLeft } from '../live/indicator.ts';
import { Say, useReader, Value } from '../words/reader.tsx';
import { ownColour } from './provider-name.tsx';

interface QuotaLineProps {
  reading: ReadingJson;
  provider: ProviderId;
  now: Date;
}

/** One quota: whose, how much is left, and when it comes back or ends. */
export function QuotaLine({ reading, provider, now }: QuotaLineProps) {
  const { say } = useReader();
  const warns = reading.nearEnd || reading.endsBeforeReset;
  return (
    <li style={ownColour(provider)} data-warns={warns} data-known={isKnown(reading)}>
      <div className="quota-head">
        <span className="quota-model">
          <bdi>{reading.allModels ? say('quota-all-models') : reading.model}</bdi>
        </span>
        <span className="notes">{say(`quota-per-${reading.window}`)}</span>
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
  const { say, write } = useReader();
  const { unit, limit, remaining, used } = reading;
  // A limit that nobody vouches for says nothing of what is left.
  if (reading.limitSource === 'guessed' && limit !== null)
    return <Say id="quotas-guess" count={used ?? 0} unit={unit} limit={write.integer(limit)} />;
  if (limit !== null && remaining !== null && reading.state !== 'reset')
    return (
      <Say
        id="quotas-left"
        left={
          <strong>
            <Value>{write.integer(remaining)}</Value>
          </strong>
        }
        count={limit}
        unit={unit}
      />
    );
  if (used !== null) return <Say id="quotas-used" count={used} unit={unit} />;
  return limit === null ? say('report-unknown') : <Say id="quotas-limit-only" count={limit} unit={unit} />;
}

/** When it comes back, when it ends at this pace, and how old and from where that is known. */
function Course({ reading, now }: { reading: ReadingJson; now: Date }) {
  const { say, write } = useReader();
  const read = write.ago(new Date(reading.observedAt), now);
  return (
    <p className="notes facts">
      <span>
        <Renewal reading={reading} now={now} />
      </span>
      {reading.endsAt !== null && (
        <span className={reading.endsBeforeReset ? 'warning' : ''}>
          <Say
            id={reading.endsBeforeReset ? 'quotas-ends-first' : 'quotas-ends'}
            time={write.later(new Date(reading.endsAt), now)}
            clock={write.clockOrDate(new Date(reading.endsAt), now)}
          />
        </span>
      )}
      <span>{say(`quota-${reading.source}`)}</span>
      {reading.source !== 'counted' && (
        <span>
          <Say id={reading.state === 'stale' ? 'quotas-stale' : 'quotas-read'} age={read} />
        </span>
      )}
    </p>
  );
}

function Renewal({ reading, now }: { reading: ReadingJson; now: Date }) {
  const { say, write } = useReader();
  if (reading.resetAt === null) return say(reading.state === 'reset' ? 'quotas-was-reset' : 'quotas-rolling');
  const resetAt = new Date(reading.resetAt);
  if (resetAt <= now) return say('quotas-was-reset');
  return <Say id="quotas-resets" time={write.later(resetAt, now)} clock={write.clockOrDate(resetAt, now)} />;
}
