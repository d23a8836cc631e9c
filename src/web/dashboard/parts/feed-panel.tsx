import type { RecentRequest } from '../live/api-types.ts';
import { Count, Say, useReader, Value } from '../words/reader.tsx';
import { Panel } from './panel.tsx';
import { ProviderName } from './provider-name.tsx';

/** The last requests, newest first. */
export function FeedPanel({ requests, now }: { requests: readonly RecentRequest[]; now: Date }) {
  const { words } = useReader();
  return (
    <Panel area="feed" title={words.feed.title}>
      {requests.length === 0 && <p className="empty">{words.feed.empty}</p>}
      <ol className="feed">
        {requests.map((request) => (
          <FeedLine key={request.id} request={request} now={now} />
        ))}
      </ol>
    </Panel>
  );
}

function FeedLine({ request, now }: { request: RecentRequest; now: Date }) {
  const { words, write } = useReader();
  const { status, user, actionType } = request;
  const failed = status !== 'ok' && status !== 'pending';
  const createdAt = new Date(request.createdAt);
  return (
    <li>
      <div className="feed-line">
        <span className="feed-who">
          <bdi>{user ? (user.name ?? String(user.id)) : words.feed.unknownUser}</bdi>
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
        <span>{words.actions[actionType as keyof typeof words.actions] ?? actionType}</span>
        <Amounts request={request} />
        {failed && (
          <span className="bad">{words.outcomes[status as keyof typeof words.outcomes] ?? status}</span>
        )}
        {status === 'pending' && <span>{words.outcomes.pending}</span>}
      </p>
    </li>
  );
}

function Amounts({ request: { totalTokens, costUsd, latencyMs } }: { request: RecentRequest }) {
  const { words, write } = useReader();
  return (
    <>
      {totalTokens !== null && (
        <span>
          <Count of={words.tokens} n={totalTokens} />
        </span>
      )}
      {costUsd !== null && (
        <span>
          <Value>{write.money(costUsd)}</Value>
        </span>
      )}
      {latencyMs !== null && (
        <span>
          <Say text={words.feed.latency} n={write.seconds(latencyMs)} />
        </span>
      )}
    </>
  );
}
