import type { Clock } from '../../../foundation/clock.ts';
import { delay } from '../../../foundation/delay.ts';
import { withTimeout } from '../../../foundation/with-timeout.ts';
import type { Database } from '../database.ts';
import { sqlState } from '../sql-state.ts';

/**
 * How a replica stands: close behind the primary, too far behind it, not to be reached, or without a way to tell, as
 * one that was promoted, and as the servers of clouds that keep no log of their own.
 */
export type ReplicaState = 'used' | 'behind' | 'unreachable' | 'unknown';

export interface ReplicaLagOptions {
  primary: Database;
  replica: Database;
  /** The most that a report may be older than the primary. */
  maxLagMs: number;
  clock: Clock;
}

/** A replica that answers takes a millisecond; one that hangs must not hold up a report. */
const PATIENCE_MS = 1_000;
/** What was just written should be in a report that is asked for next: a healthy replica has it within this. */
const CATCH_UP_MS = 250;
const LOOK_EVERY_MS = 25;

/** PostgreSQL: undefined function, insufficient privilege, feature not supported, not in the state it takes. */
const REFUSALS = new Set(['42883', '42501', '0A000', '55000']);

/** Where the primary is, and when by its own clock. */
interface Position {
  lsn: string;
  at: string;
}

interface Standing {
  isReplica: boolean;
  caughtUp: boolean;
  /** By the clock of the primary, so that those of two machines need not agree; `null` before any commit. */
  lagMs: number | null;
}

/**
 * Tells whether the replica may be read. It is asked for the primary's own position in the log: comparing what it
 * received with what it replayed would call a replica fresh that receives nothing any more, and the age of its last
 * commit alone would call one stale whose primary is idle. Rejects when the primary does not answer.
 */
export async function readReplicaState({
  primary,
  replica,
  maxLagMs,
  clock,
}: ReplicaLagOptions): Promise<ReplicaState> {
  const position = await readPosition(primary);
  if (!position) return 'unknown';
  try {
    for (const giveUpAt = clock.monotonicMs() + CATCH_UP_MS; ; await delay(clock, LOOK_EVERY_MS)) {
      const standing = await withTimeout(clock, PATIENCE_MS, readStanding(replica, position));
      // A server that was promoted goes its own way, and will never have what the primary writes.
      if (!standing.isReplica) return 'unknown';
      if (standing.caughtUp) return 'used';
      if (clock.monotonicMs() >= giveUpAt) {
        return standing.lagMs !== null && standing.lagMs <= maxLagMs ? 'used' : 'behind';
      }
    }
  } catch (error) {
    return isRefusal(error) ? 'unknown' : 'unreachable';
  }
}

/** `null` where the primary does not tell. */
async function readPosition({ client }: Database): Promise<Position | null> {
  try {
    const [position] = await client.$queryRawUnsafe<Position[]>(
      // What is flushed: the rest is not sent to replicas yet.
      `SELECT CAST(pg_current_wal_flush_lsn() AS text) AS lsn, CAST(clock_timestamp() AS text) AS at`,
    );
    return position ?? null;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** Whether the server answered that it does not do this: no such function, no right to it, or not here. */
function isRefusal(error: unknown): boolean {
  return REFUSALS.has(sqlState(error) ?? '');
}

async function readStanding({ client }: Database, { lsn, at }: Position): Promise<Standing> {
  const [standing] = await client.$queryRawUnsafe<Standing[]>(
    `SELECT pg_is_in_recovery() AS "isReplica", ` +
      `COALESCE(pg_last_wal_replay_lsn() >= $1::pg_lsn, false) AS "caughtUp", ` +
      `CAST(EXTRACT(EPOCH FROM $2::timestamptz - pg_last_xact_replay_timestamp()) * 1000 AS double precision) ` +
      `AS "lagMs"`,
    lsn,
    at,
  );
  if (!standing) throw new Error('the replica did not tell where it is');
  return standing;
}
