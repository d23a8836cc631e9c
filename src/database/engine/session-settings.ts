import { DatabaseError } from './failures/database-error.ts';
import type { PrismaClient } from '../generated/postgresql/client.ts';

/** What each session of PostgreSQL must be set to. */
export interface WantedSession {
  /** The setting that names the database: `DATABASE_URL` or `DATABASE_READ_URL`. */
  variable: string;
  /** Milliseconds; `null` where sessions need none. */
  lockTimeoutMs: number | null;
}

interface Session {
  zone: string;
  lock_timeout_ms: number;
  role: string;
}

/** As many as a pooler may lead to different connections of the server. */
const SESSIONS = 4;
const UTC = /^(etc\/)?(utc|uct|gmt|zulu|greenwich|universal)$/i;

/**
 * Rejects unless sessions have the settings that were sent when they began. A pooler in transaction mode, such as
 * PgBouncer with `ignore_startup_parameters = options`, drops them without a word: times would be off by the zone of the
 * database, and a locked table would keep people waiting for as long as it is locked.
 */
export async function expectSessionSettings(client: PrismaClient, wanted: WantedSession): Promise<void> {
  const sessions = await Promise.all(Array.from({ length: SESSIONS }, () => readSession(client)));
  const problems = new Set(sessions.flatMap((session) => problemsOf(session, wanted)));
  const [session] = sessions;
  if (problems.size > 0 && session)
    throw new DatabaseError(droppedText([...problems], session.role, wanted.variable));
}

/** In a transaction, so that each has a connection of its own. */
function readSession(client: PrismaClient): Promise<Session> {
  return client.$transaction(async (transaction) => {
    const [session] = await transaction.$queryRawUnsafe<[Session]>(
      `SELECT current_setting('TimeZone') AS zone, current_user::text AS role, ` +
        `(SELECT setting::int FROM pg_settings WHERE name = 'lock_timeout') AS lock_timeout_ms`,
    );
    return session;
  });
}

function problemsOf({ zone, lock_timeout_ms: lockMs }: Session, { lockTimeoutMs }: WantedSession): string[] {
  return [
    ...(UTC.test(zone) ? [] : [`TimeZone is ${zone} instead of UTC`]),
    ...(lockTimeoutMs === null || lockMs > 0 ? [] : [`lock_timeout is 0 instead of ${lockTimeoutMs} ms`]),
  ];
}

function droppedText(problems: readonly string[], role: string, variable: string): string {
  return (
    `${variable} leads through a pooler that drops the settings of a session, as PgBouncer does in transaction mode: ` +
    `${problems.join(', ')}. Either let ${variable} lead to the server itself, or run ` +
    `ALTER ROLE "${role}" SET TimeZone = 'UTC'; ALTER ROLE "${role}" SET lock_timeout = '5s'; ` +
    `and reconnect the pooler (RECONNECT in PgBouncer's console)`
  );
}

/** The error of a pooler that refuses the settings of a session, in words that say what to do; any other as it is. */
export function explainRefusedSettings(error: unknown, variable: string): unknown {
  const text = error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : String(error);
  const [refusal] = /unsupported startup parameter[\w :.]*/.exec(text) ?? [];
  if (!refusal) return error;
  return new DatabaseError(
    `${variable} leads to a pooler that refuses the settings of a session (${refusal.trim()}). Either let ${variable} ` +
      `lead to the server itself, or set ignore_startup_parameters = options in PgBouncer, and ALTER ROLE … SET ` +
      `TimeZone = 'UTC' and ALTER ROLE … SET lock_timeout = '5s' for the role of ${variable}`,
  );
}
