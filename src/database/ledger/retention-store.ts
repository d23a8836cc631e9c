import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../engine/open-database.ts';
import { createPartitionStore } from './partition-store.ts';
import { instantText } from '../engine/sql-dialect.ts';

export interface RetentionStore {
  /** Drops whole months of single requests that ended by `before`, where they are tables; returns the requests. */
  dropMonths(before: Date): Promise<number>;
  /** Deletes at most `take` single requests made before `before`; returns how many there were. */
  deleteRequests(before: Date, take: number): Promise<number>;
  /** Deletes at most `take` notes on answers that are older; returns how many there were. */
  deleteAnswers(before: Date, take: number): Promise<number>;
  /** Deletes at most `take` turns of conversations beyond the newest `kept` of each; returns how many there were. */
  deleteTurns(kept: number, take: number): Promise<number>;
  /** Deletes at most `take` rows of each kind that only recent readings need; returns how many there were. */
  deleteWorkingData(before: Date, take: number): Promise<number>;
}

export function createRetentionStore(database: Database, clock: Clock): RetentionStore {
  return {
    dropMonths: (before) => createPartitionStore(database, clock).drop(before),
    deleteRequests: (before, take) => deleteRequests(database, before, take),
    deleteAnswers: (before, take) => deleteAnswers(database, before, take),
    deleteTurns: (kept, take) => deleteTurns(database, kept, take),
    deleteWorkingData: (before, take) => deleteWorkingData(database, before, take),
  };
}

/** Pending rows stay: they belong to a request that somebody still has to settle. */
function deleteRequests({ client, dialect }: Database, before: Date, take: number): Promise<number> {
  return client.$executeRawUnsafe(
    // Locked in the order in which repricing locks them, which is that of the ids.
    `DELETE FROM ai_usage_tracking WHERE ` +
      dialect.isFoundBy(
        'id',
        `SELECT id FROM ai_usage_tracking WHERE created_at < ${dialect.instant(1)} AND status <> 'pending' ` +
          `ORDER BY created_at, id LIMIT ${Math.trunc(take)} ${dialect.forUpdate}`,
      ),
    instantText(before),
  );
}

function deleteAnswers({ client, dialect }: Database, before: Date, take: number): Promise<number> {
  return client.$executeRawUnsafe(
    `DELETE FROM answer WHERE (chat_id, message_id) IN (SELECT chat_id, message_id FROM answer ` +
      `WHERE created_at < ${dialect.instant(1)} LIMIT ${Math.trunc(take)})`,
    instantText(before),
  );
}

function deleteTurns({ client }: Database, kept: number, take: number): Promise<number> {
  return client.$executeRawUnsafe(
    // Counting reads an index alone, and ends as soon as there is enough to delete.
    `WITH overlong AS (SELECT conversation FROM conversation_turn GROUP BY conversation ` +
      `HAVING COUNT(*) > ${Math.trunc(kept)} LIMIT ${Math.trunc(take)}) ` +
      `DELETE FROM conversation_turn WHERE id IN (SELECT t.id FROM overlong ` +
      `JOIN conversation_turn t ON t.conversation = overlong.conversation WHERE t.id <= (` +
      `SELECT n.id FROM conversation_turn n WHERE n.conversation = overlong.conversation ` +
      `ORDER BY n.id DESC LIMIT 1 OFFSET ${Math.trunc(kept)}) LIMIT ${Math.trunc(take)})`,
  );
}

/** Hours that no quota window reaches back to, scheduled moments that ran, and reservations that hold nothing. */
async function deleteWorkingData(database: Database, before: Date, take: number): Promise<number> {
  const { dialect } = database;
  const hour = instantText(before);
  const remove = (table: string, keys: string, old: string, parameter: string) =>
    database.client.$executeRawUnsafe(
      `DELETE FROM ${table} WHERE (${keys}) IN (` +
        `SELECT ${keys} FROM ${table} WHERE ${old} LIMIT ${Math.trunc(take)})`,
      parameter,
    );
  const hourKey = 'hour, provider, model, key_hash';
  const hours = await remove('ai_usage_hour', hourKey, `hour < ${dialect.instant(1)}`, hour);
  const runs = await remove('job_run', 'job, tick', `tick < ${dialect.instant(1)}`, hour);
  const spent = `date < ${dialect.day(1)} AND reserved_tokens = 0`;
  const reservations = await remove('user_reservation', 'user_id, date', spent, hour.slice(0, 10));
  return hours + runs + reservations;
}
