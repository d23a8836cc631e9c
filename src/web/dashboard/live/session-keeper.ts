import type { Launch } from '../telegram/launch.ts';
import { ApiError } from './api-error.ts';
import type { Session } from './api-types.ts';
import { askServer } from './ask-server.ts';

const KEY = 'dashboardSession';
/** A token that is about to end is not begun with. */
const MARGIN_MS = 30_000;

interface KeptSession extends Session {
  /** Who it was opened for, so that a second account in the same window gets one of its own. */
  opener: string | null;
}

export interface SessionKeeper {
  /** The session, opened when there is none. Throws `ApiError`. */
  get(): Promise<Session>;
  /** Forgets a session that the server refused. Whether a new one can be opened. */
  drop(): boolean;
}

/** Keeps one session for this window; the token lives in memory and sessionStorage only. */
export function createSessionKeeper(launch: Launch): SessionKeeper {
  const opener = new URLSearchParams(launch.initData ?? '').get('hash');
  let session: Promise<Session> | null = null;
  const open = async (): Promise<Session> => {
    const kept = readKept();
    if (kept && !launch.link && kept.opener === opener) return kept;
    const opened = await exchange(launch);
    store({ ...opened, opener });
    return opened;
  };
  return {
    get: () => {
      session ??= open().catch((error: unknown) => {
        session = null;
        throw error;
      });
      return session;
    },
    drop: () => {
      session = null;
      forgetKept();
      return launch.initData !== null;
    },
  };
}

async function exchange(launch: Launch): Promise<Session> {
  const { initData, link } = launch;
  if (!initData && !link) throw new ApiError('signed_out');
  const opened = await askServer<Session>('api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(link ? { link } : { initData }),
  });
  if (link) forgetLink(launch);
  return opened;
}

/** A code works once; a reload or a bookmark with it would only fail. */
function forgetLink(launch: Launch): void {
  launch.link = null;
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
}

function readKept(): KeptSession | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as KeptSession | null;
    return kept && Date.parse(kept.expiresAt) > Date.now() + MARGIN_MS ? kept : null;
  } catch {
    return null;
  }
}

function forgetKept(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Where storage is forbidden, nothing is kept.
  }
}

function store(session: KeptSession): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(session));
  } catch {
    // Storage may be forbidden in a frame; the token in memory is enough until the next reload.
  }
}
