import type { Launch } from '../telegram/launch.ts';
import { ApiError } from './api-error.ts';
import type { Numbers, Session, Wanted } from './api-types.ts';
import { painted } from '../painted.ts';
import { askServer } from './ask-server.ts';

const KEY = 'dashboardSession';
/** A token that is about to end is not begun with. */
const MARGIN_MS = 30_000;

interface KeptSession extends Session {
  /** Who it was opened for, so that a second account in the same window gets one of its own. */
  opener: string | null;
}

/** A session, and what came with it. */
export interface Entry {
  session: Session;
  /** The numbers as they were when the session opened; `null` when it was open before, or they take longer. */
  numbers: Numbers | null;
}

export interface SessionKeeper {
  /** The session; where there is none it is opened, and asked for what is wanted at once. Throws `ApiError`. */
  enter(wanted: Wanted | null): Promise<Entry>;
  /** Forgets a session that the server refused. Whether a new one can be opened. */
  drop(): boolean;
}

/** Keeps one session for this window; the token lives in memory and sessionStorage only. */
export function createSessionKeeper(launch: Launch): SessionKeeper {
  const opener = new URLSearchParams(launch.initData ?? '').get('hash');
  let session: Promise<Session> | null = null;
  const open = async (wanted: Wanted | null): Promise<Entry> => {
    const kept = mayHaveKept(launch) ? readKept() : null;
    if (kept?.opener === opener) return { session: kept, numbers: null };
    const { numbers = null, ...opened } = await exchange(launch, wanted);
    void painted().then(() => store({ ...opened, opener }));
    return { session: opened, numbers };
  };
  return {
    enter: async (wanted) => {
      if (session) return { session: await session, numbers: null };
      const entry = open(wanted);
      session = entry.then((entered) => entered.session);
      session.catch(() => (session = null));
      return entry;
    },
    drop: () => {
      session = null;
      forgetKept();
      return launch.initData !== null;
    },
  };
}

/** What the server answers; one that was started before the pages were may know of no numbers here. */
type Opened = Session & { numbers?: Numbers | null };

async function exchange(launch: Launch, wanted: Wanted | null): Promise<Opened> {
  const { initData, link } = launch;
  if (!initData && !link) throw new ApiError('signed_out');
  const opened = await askServer<Opened>('api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...(link ? { link } : { initData }), ...wanted }),
  });
  if (link) forgetLink(launch);
  return opened;
}

/** A code works once; a reload or a bookmark with it would only fail. */
function forgetLink(launch: Launch): void {
  launch.link = null;
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
}

/**
 * The browser fetches a window's storage when it is first touched, for which a phone waits 40 milliseconds: whoever
 * just came with what opens a session does not.
 */
function mayHaveKept({ link, initData }: Launch): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return link === null && (initData === null || navigation?.type !== 'navigate');
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
