import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiClient, Snapshot } from './api-client.ts';
import { ApiError, type FailureKind } from './api-error.ts';
import { viewQuery, type View } from './view.ts';

const REFRESH_MS = 30_000;
const RETRY_MS = 10_000;

/** What was asked for before the pages were there, and what came of it. */
export interface FirstLoad {
  view: View;
  found: Snapshot | ApiError;
}

export interface Live {
  /** The last that is known of the view, or while that is on its way of the one before; `null` after a failure. */
  snapshot: Snapshot | null;
  /** Why the last try failed; `null` when it did not. */
  failure: FailureKind | null;
  busy: boolean;
  refresh: () => void;
}

interface State {
  /** By the queries of their views: going back to one shows it at once. */
  known: ReadonlyMap<string, Snapshot>;
  last: Snapshot | null;
  failure: FailureKind | null;
  busy: boolean;
}

const START: State = { known: new Map(), last: null, failure: null, busy: true };

/** What the server says about a view, asked again every 30 seconds while somebody looks. */
export function useLiveSnapshot(client: ApiClient, view: View, first: FirstLoad): Live {
  const [state, setState] = useState(() => after(START, first));
  const prepared = useRef<FirstLoad | null>(first);
  const lookNow = useRef(() => {});
  const refresh = useCallback(() => lookNow.current(), []);

  useEffect(() => {
    let over = false;
    let asked = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lookIn = (ms: number | null) => {
      if (ms !== null) timer = setTimeout(lookIfSeen, ms);
    };
    const look = async () => {
      clearTimeout(timer);
      const own = ++asked;
      setState((before) => ({ ...before, busy: true }));
      const found = await client.load(view);
      // A slow answer must not cover the one to a later question.
      if (over || own !== asked) return;
      setState((before) => after(before, { view, found }));
      lookIn(nextLook(found));
    };
    const lookIfSeen = () => {
      if (document.visibilityState === 'visible') void look();
    };
    lookNow.current = () => void look();
    if (prepared.current && viewQuery(prepared.current.view) === viewQuery(view))
      lookIn(nextLook(prepared.current.found));
    else void look();
    prepared.current = null;
    document.addEventListener('visibilitychange', lookIfSeen);
    window.addEventListener('online', lookIfSeen);
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', lookIfSeen);
      window.removeEventListener('online', lookIfSeen);
    };
  }, [client, view]);

  const { known, last, failure, busy } = state;
  return { snapshot: known.get(viewQuery(view)) ?? (failure ? null : last), failure, busy, refresh };
}

function after(before: State, { view, found }: FirstLoad): State {
  if (found instanceof ApiError) return { ...before, failure: found.kind, busy: false };
  const known = new Map(before.known).set(viewQuery(view), found);
  return { known, last: found, failure: null, busy: false };
}

/** Milliseconds until the next look; `null` where only a person can help. */
function nextLook(found: Snapshot | ApiError): number | null {
  if (!(found instanceof ApiError)) return REFRESH_MS;
  if (found.kind === 'signed_out' || found.kind === 'not_admin') return null;
  return Math.max(RETRY_MS, found.retryAfterMs ?? 0);
}
