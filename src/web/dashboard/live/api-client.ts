import { ApiError, errorOf } from './api-error.ts';
import type { OpenAlert, RecentRequest, ReportJson, Viewer } from './api-types.ts';
import type { SessionKeeper } from './session-keeper.ts';

const FEED_LENGTH = 25;

/** Everything the pages show, as it was at one moment. */
export interface Snapshot {
  viewer: Viewer;
  report: ReportJson;
  alerts: OpenAlert[];
  requests: RecentRequest[];
  /** This machine's time when it arrived, in milliseconds. */
  loadedAt: number;
}

export interface ApiClient {
  /** Begins to load what is asked for first, while the page is still being built. */
  prepare(days: number): void;
  /** Everything about the last `days` days. Throws `ApiError`. */
  load(days: number): Promise<Snapshot>;
}

export function createApiClient(keeper: SessionKeeper): ApiClient {
  const loadOnce = async (days: number): Promise<Snapshot> => {
    const { token, viewer } = await keeper.get();
    const [report, { alerts }, { requests }] = await Promise.all([
      get<ReportJson>(`api/ai-usage?days=${days}`, token),
      get<{ alerts: OpenAlert[] }>('api/alerts', token),
      get<{ requests: RecentRequest[] }>(`api/requests?limit=${FEED_LENGTH}`, token),
    ]);
    return { viewer, report, alerts, requests, loadedAt: Date.now() };
  };
  const load = async (days: number): Promise<Snapshot> => {
    try {
      return await loadOnce(days);
    } catch (error) {
      const over = error instanceof ApiError && error.kind === 'signed_out' && keeper.drop();
      if (!over) throw error;
      return loadOnce(days);
    }
  };
  let first: { days: number; snapshot: Promise<Snapshot> } | null = null;
  return {
    prepare: (days) => {
      first = { days, snapshot: load(days) };
      // Whoever loads it hears how it failed.
      first.snapshot.catch(() => undefined);
    },
    load: (days) => {
      const prepared = first?.days === days ? first.snapshot : null;
      first = null;
      return prepared ?? load(days);
    },
  };
}

async function get<Answer>(path: string, token: string): Promise<Answer> {
  const response = await fetch(path, {
    headers: { authorization: `Bearer ${token}` },
    cache: 'no-store',
  }).catch(() => {
    throw new ApiError('offline');
  });
  if (!response.ok) throw errorOf(response);
  return (await response.json()) as Answer;
}
