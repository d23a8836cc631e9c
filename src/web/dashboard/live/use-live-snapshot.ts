import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiClient, Snapshot } from './api-client.ts';
import { ApiError, type FailureKind } from './api-error.ts';

const REFRESH_MS = 30_000;
const RETRY_MS = 10_000;

export interface Live {
  /** The last that is known of the period; `null` until the first answer. */
  snapshot: Snapshot | null;
  /** Why the last try failed; `null` when it did not. */
  failure: FailureKind | null;
  busy: boolean;
  refresh: () => void;
}

interface State {
  /** By the days of their period: going back to one shows it at once. */
  known: ReadonlyMap<number, Snapshot>;
  failure: FailureKind | null;
  busy: boolean;
}

const START: State = { known: new Map(), failure: null, busy: true };

/** What the server says about the last `days` days, asked again every 30 seconds while somebody looks. */
export function useLiveSnapshot(client: ApiClient, days: number): Live {
  const [state, setState] = useState(START);
  const lookNow = useRef(() => {});
  const refresh = useCallback(() => lookNow.current(), []);

  useEffect(() => {
    let over = false;
    let asked = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      clearTimeout(timer);
      const own = ++asked;
      setState((before) => ({ ...before, busy: true }));
      const found = await client.load(days).catch(toApiError);
      // A slow answer must not cover the one to a later question.
      if (over || own !== asked) return;
      setState((before) => after(before, days, found));
      const next = nextLook(found);
      if (next !== null) timer = setTimeout(lookIfSeen, next);
    };
    const lookIfSeen = () => {
      if (document.visibilityState === 'visible') void look();
    };
    lookNow.current = () => void look();
    void look();
    document.addEventListener('visibilitychange', lookIfSeen);
    window.addEventListener('online', lookIfSeen);
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', lookIfSeen);
      window.removeEventListener('online', lookIfSeen);
    };
  }, [client, days]);

  const { known, failure, busy } = state;
  return { snapshot: known.get(days) ?? null, failure, busy, refresh };
}

function after(before: State, days: number, found: Snapshot | ApiError): State {
  if (found instanceof ApiError) return { ...before, failure: found.kind, busy: false };
  return { known: new Map(before.known).set(days, found), failure: null, busy: false };
}

function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('failed');
}

/** Milliseconds until the next look; `null` where only a person can help. */
function nextLook(found: Snapshot | ApiError): number | null {
  if (!(found instanceof ApiError)) return REFRESH_MS;
  if (found.kind === 'signed_out' || found.kind === 'not_admin') return null;
  return Math.max(RETRY_MS, found.retryAfterMs ?? 0);
}
