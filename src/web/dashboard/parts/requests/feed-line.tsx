import type { RecentRequest } from '../../live/api-types.ts';
import { nameOf } from '../../words/name-of.ts';
import { Say, useReader, Value } from '../../words/reader.tsx';
import { AccountLink } from '../account-name.tsx';
import { ProviderName } from '../provider-name.tsx';

/** One request: who asked, when, whom, and what came of it. */
export function FeedLine({ request, now }: { request: RecentRequest; now: Date }) {
  const reader = useReader();
  const { say, write } = reader;
  const { status, user, group, actionType } = request;
  const failed = status !== 'ok' && status !== 'pending';
  const createdAt = new Date(request.createdAt);
  return (
    <li>
      <div className="feed-line">
        <span className="feed-who">
          {user ? <AccountLink account={user} /> : <bdi>{say('feed-unknown-user')}</bdi>}
        </span>
        <time dateTime={request.createdAt} title={write.ago(createdAt, now)}>
          <Value>{write.clockOrDate(createdAt, now)}</Value>
        </time>
      </div>
      <p className="notes facts">
        <ProviderName id={request.provider} />
        <span>
          <bdi>{request.model}</bdi>
        </span>
        {/* Whoever writes in the name of a group was named already. */}
        {group && group.id !== user?.id && (
          <span>
            <Say id="feed-in-group" group={<AccountLink account={group} />} />
          </span>
        )}
        <span>{nameOf('action', actionType, reader)}</span>
        <Amounts request={request} />
        {failed && <span className="bad">{nameOf('status', status, reader)}</span>}
        {status === 'pending' && <span>{say('feed-pending')}</span>}
      </p>
    </li>
  );
}

function Amounts({ request: { totalTokens, costUsd, latencyMs } }: { request: RecentRequest }) {
  const { write } = useReader();
  return (
    <>
      {totalTokens !== null && (
        <span>
          <Say id="count-tokens" tokens={totalTokens} />
        </span>
      )}
      {costUsd !== null && (
        <span>
          <Value>{write.money(costUsd)}</Value>
        </span>
      )}
      {latencyMs !== null && (
        <span>
          <Say id="feed-seconds" seconds={write.seconds(latencyMs)} />
        </span>
      )}
    </>
  );
}
