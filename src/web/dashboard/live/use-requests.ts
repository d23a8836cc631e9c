import { useMemo, useState } from 'react';
import { FEED_LENGTH, type ApiClient, type Snapshot } from './api-client.ts';
import { ApiError } from './api-error.ts';
import type { RecentRequest, RequestFilter } from './api-types.ts';
import { askRequests } from './page-questions.ts';
import { mergeRequests } from './merge-requests.ts';
import { useAnswer } from './use-answer.ts';
import { viewQuery, type View } from './view.ts';

export interface Requests {
  /** Newest first; `null` while nothing is known. */
  requests: readonly RecentRequest[] | null;
  /** Loads those that come after the last one; `null` where there are none. */
  loadMore: (() => void) | null;
  busy: boolean;
  failed: boolean;
}

export interface RequestsOptions {
  client: ApiClient;
  view: View;
  filter: RequestFilter;
  snapshot: Snapshot;
}

/** The pages after the first that were loaded of one list. */
interface Older {
  list: string;
  requests: readonly RecentRequest[];
  isLast: boolean;
  busy: boolean;
  failed: boolean;
}

const NONE: Older = { list: '', requests: [], isLast: false, busy: false, failed: false };

/** The requests of a view: those that came with its numbers, or with a filter those that the server finds. */
export function useRequests({ client, view, filter, snapshot }: RequestsOptions): Requests {
  const { provider, outcome } = filter;
  const isFiltered = provider !== null || outcome !== null;
  const ask = useMemo(
    () => (isFiltered ? () => askRequests(client, view, { provider, outcome }, null) : null),
    [client, view, isFiltered, provider, outcome],
  );
  const { answer, failed } = useAnswer(ask, snapshot.loadedAt);
  const [older, setOlder] = useState(NONE);
  const list = [viewQuery(view), provider, outcome].join(' ');
  const own = older.list === list ? older : NONE;
  const first = isFiltered ? answer : snapshot.requests;
  const requests = first && mergeRequests(first, own.requests);
  const last = requests?.at(-1);
  const isLast = own.requests.length > 0 ? own.isLast : (first?.length ?? 0) < FEED_LENGTH;
  const loadMore = async (known: readonly RecentRequest[], after: RecentRequest) => {
    setOlder({ ...own, list, requests: known, isLast: false, busy: true, failed: false });
    const found = await askRequests(client, view, filter, after);
    // Whoever chose another list meanwhile has that one's pages.
    setOlder((now) => (now.list === list ? withPage(now, found) : now));
  };
  return {
    requests,
    loadMore: requests && last && !isLast ? () => void loadMore(requests, last) : null,
    busy: own.busy,
    failed: failed || own.failed,
  };
}

function withPage(older: Older, found: readonly RecentRequest[] | ApiError): Older {
  if (found instanceof ApiError) return { ...older, busy: false, failed: true };
  const requests = [...older.requests, ...found];
  return { ...older, requests, isLast: found.length < FEED_LENGTH, busy: false };
}
