import { useContext, useState } from 'react';
import type { ApiClient, Snapshot } from '../../live/api-client.ts';
import type { RequestFilter } from '../../live/api-types.ts';
import { useRequests } from '../../live/use-requests.ts';
import { useReader } from '../../words/reader.tsx';
import { Panel } from '../panel.tsx';
import { PlaceContext } from '../view-link.tsx';
import { FeedLine } from './feed-line.tsx';
import { RequestFilters } from './request-filters.tsx';

interface FeedPanelProps {
  client: ApiClient;
  snapshot: Snapshot;
  now: Date;
}

const EVERYTHING: RequestFilter = { provider: null, outcome: null };

/** The requests, newest first, page by page, of all or of those that a filter lets through. */
export function FeedPanel({ client, snapshot, now }: FeedPanelProps) {
  const { say } = useReader();
  const { view } = useContext(PlaceContext);
  const [filter, setFilter] = useState(EVERYTHING);
  const { requests, loadMore, busy, failed } = useRequests({ client, view, filter, snapshot });
  const isFiltered = filter.provider !== null || filter.outcome !== null;
  return (
    <Panel area="feed" title={say('feed-title')}>
      <RequestFilters providers={snapshot.report.providers} filter={filter} onChange={setFilter} />
      {requests?.length === 0 && (
        <p className="empty">{say(isFiltered ? 'feed-none-found' : 'feed-empty')}</p>
      )}
      {!requests && !failed && <p className="empty">{say('page-loading')}</p>}
      <ol className="feed" aria-busy={busy}>
        {requests?.map((request) => (
          <FeedLine key={request.id} request={request} now={now} />
        ))}
      </ol>
      <div aria-live="polite">{failed && <p className="warning">{say('list-failed')}</p>}</div>
      {loadMore && (
        <button type="button" className="quiet" disabled={busy} onClick={loadMore}>
          {say('feed-older')}
        </button>
      )}
    </Panel>
  );
}
