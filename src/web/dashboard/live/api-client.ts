import { ApiError } from './api-error.ts';
import type { Access, Numbers, Viewer, Wanted } from './api-types.ts';
import { askServer } from './ask-server.ts';
import type { SessionKeeper } from './session-keeper.ts';

const FEED_LENGTH = 25;

/** Everything the pages show, as it was at one moment. */
export interface Snapshot extends Numbers {
  viewer: Viewer;
  /** This machine's time when it arrived, in milliseconds. */
  loadedAt: number;
}

export interface ApiClient {
  /** Everything about the last `days` days, or why there is nothing. */
  load(days: number): Promise<Snapshot | ApiError>;
  /** Who waits to be let in and who is blocked, or why that is not known. */
  access(): Promise<Access | ApiError>;
  /** The days as a file for a spreadsheet; `null` when there is none. */
  csv(days: number): Promise<Blob | null>;
}

export function createApiClient(keeper: SessionKeeper): ApiClient {
  const loadOnce = async (days: number): Promise<Snapshot> => {
    const wanted = { days, limit: FEED_LENGTH };
    const { session, numbers } = await keeper.enter(wanted);
    return {
      viewer: session.viewer,
      ...(numbers ?? (await getAll(wanted, session.token))),
      loadedAt: Date.now(),
    };
  };
  const ask = async <Answer>(path: string): Promise<Answer> => {
    const { session } = await keeper.enter(null);
    return get<Answer>(path, session.token);
  };
  return {
    load: async (days) => {
      const found = await loadOnce(days).catch(toApiError);
      const isOver = found instanceof ApiError && found.kind === 'signed_out';
      return isOver && keeper.drop() ? loadOnce(days).catch(toApiError) : found;
    },
    access: () => ask<Access>('api/access').catch(toApiError),
    csv: async (days) => {
      const { session } = await keeper.enter({ days, limit: FEED_LENGTH });
      return getCsv(days, session.token).catch(() => null);
    },
  };
}

async function getAll({ days, limit }: Wanted, token: string): Promise<Numbers> {
  const [report, { alerts }, { requests }] = await Promise.all([
    get<Numbers['report']>(`api/ai-usage?days=${days}`, token),
    get<Pick<Numbers, 'alerts'>>('api/alerts', token),
    get<Pick<Numbers, 'requests'>>(`api/requests?limit=${limit}`, token),
  ]);
  return { report, alerts, requests };
}

function get<Answer>(path: string, token: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}` };
  return askServer(path, { headers, cache: 'no-store' });
}

async function getCsv(days: number, token: string): Promise<Blob | null> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`api/ai-usage?days=${days}&format=csv`, { headers, cache: 'no-store' });
  return response.ok ? response.blob() : null;
}

function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('failed');
}
