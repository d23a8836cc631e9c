import { ApiError } from './api-error.ts';
import type { Numbers, Viewer } from './api-types.ts';
import { askServer } from './ask-server.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { isPlain, viewQuery, type View } from './view.ts';

/** How many requests a page of their list has. */
export const FEED_LENGTH = 25;

/** Everything the pages show, as it was at one moment. */
export interface Snapshot extends Numbers {
  viewer: Viewer;
  /** What it is about. */
  view: View;
  /** This machine's time when it arrived, in milliseconds. */
  loadedAt: number;
}

export interface ApiClient {
  /** Everything about a view, or why there is nothing. */
  load(view: View): Promise<Snapshot | ApiError>;
  /** What the server answers to whoever is signed in. */
  ask<Answer>(path: string): Promise<Answer | ApiError>;
  /** A file that the server makes; `null` when there is none. */
  file(path: string): Promise<Blob | null>;
}

/** The client that the first script carries, which is why it knows the way to the first numbers alone. */
export function createApiClient(keeper: SessionKeeper): ApiClient {
  const loadOnce = async (view: View): Promise<Snapshot> => {
    const wanted = isPlain(view) ? { days: view.days, limit: FEED_LENGTH } : null;
    const { session, numbers } = await keeper.enter(wanted);
    const found = numbers ?? (await getAll(view, session.token));
    return { viewer: session.viewer, ...found, view, loadedAt: Date.now() };
  };
  const tokenOf = async () => (await keeper.enter(null)).session.token;
  return {
    load: async (view) => {
      const found = await loadOnce(view).catch(toApiError);
      const isOver = found instanceof ApiError && found.kind === 'signed_out';
      return isOver && keeper.drop() ? loadOnce(view).catch(toApiError) : found;
    },
    ask: async <Answer>(path: string) =>
      tokenOf()
        .then((token) => get<Answer>(path, token))
        .catch(toApiError),
    file: async (path) =>
      tokenOf()
        .then((token) => getFile(path, token))
        .catch(() => null),
  };
}

async function getAll(view: View, token: string): Promise<Numbers> {
  const query = isPlain(view) ? '' : `&${viewQuery(view)}`;
  const [report, { alerts }, { requests }] = await Promise.all([
    get<Numbers['report']>(`api/ai-usage?${viewQuery(view)}`, token),
    get<Pick<Numbers, 'alerts'>>('api/alerts', token),
    get<Pick<Numbers, 'requests'>>(`api/requests?limit=${FEED_LENGTH}${query}`, token),
  ]);
  return { report, alerts, requests };
}

function get<Answer>(path: string, token: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}` };
  return askServer(path, { headers, cache: 'no-store' });
}

async function getFile(path: string, token: string): Promise<Blob | null> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(path, { headers, cache: 'no-store' });
  return response.ok ? response.blob() : null;
}

function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('failed');
}
