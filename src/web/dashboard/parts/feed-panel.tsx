import type { RecentRequest } from '../live/api-types.ts';
import { nameOf } from '../words/name-of.ts';
import { Say, useReader, Value } from '../words/reader.tsx';
import { Panel } from './panel.tsx';
import { ProviderName } from './provider-name.tsx';

/** The last requests, newest first. */
export function FeedPanel({ requests, now }: { requests: readonly RecentRequest[]; now: Date }) {
  const { say } = useReader();
  return (
    <Panel area="feed" title={say('feed-title')}>
      {requests.length === 0 && <p className="empty">{say('feed-empty')}</p>}
      <ol className="feed">
        {requests.map((request) => (
          <FeedLine key={request.id} request={request} now={now} />
        ))}
      </ol>
    </Panel>
  );
}

function FeedLine({ request, now }: { request: RecentRequest; now: Date }) {
  const reader = useReader();
  const { say, write } = reader;
  const { status, user, actionType } = request;
  const failed = status !== 'ok' && status !== 'pending';
  const createdAt = new Date(request.createdAt);
  return (
    <li>
      <div className="feed-line">
        <span className="feed-who">
          <bdi>{user ? (user.name ?? String(user.id)) : say('feed-unknown-user')}</bdi>
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
