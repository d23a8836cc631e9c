import { ApiError } from './api-error.ts';
import type { OpenAlert, RecentRequest, ReportJson, Viewer } from './api-types.ts';
import { askServer } from './ask-server.ts';
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
  /** Everything about the last `days` days, or why there is nothing. */
  load(days: number): Promise<Snapshot | ApiError>;
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
  return {
    load: async (days) => {
      const found = await loadOnce(days).catch(toApiError);
      const isOver = found instanceof ApiError && found.kind === 'signed_out';
      return isOver && keeper.drop() ? loadOnce(days).catch(toApiError) : found;
    },
  };
}

function get<Answer>(path: string, token: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}` };
  return askServer(path, { headers, cache: 'no-store' });
}

function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('failed');
}
