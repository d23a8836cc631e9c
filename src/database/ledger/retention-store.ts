import type { Clock } from '../../foundation/clock.ts';
import type { Day } from '../../foundation/day.ts';
import type { Database } from '../engine/database.ts';
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
  /** Deletes at most `take` turns of conversations that are older; returns how many there were. */
  deleteOldTurns(before: Date, take: number): Promise<number>;
  /**
   * Deletes at most `take` persons who wrote nothing since, with what they chose, but those in `kept`; returns how many
   * there were.
   */
  deletePersons(before: Date, kept: readonly bigint[], take: number): Promise<number>;
  /**
   * Deletes at most `take` requests to be let in that are older and that nobody decided about, and takes the names off
   * as many decisions about silent groups; returns how many there were.
   */
  deleteAccessNames(before: Date, take: number): Promise<number>;
  /** Deletes at most `take` dialogs of admins that nobody went on with since; returns how many there were. */
  deleteDialogs(before: Date, take: number): Promise<number>;
  /** Deletes what forgotten persons used on days before `today`; returns how many rows there were. */
  deleteForgottenUse(today: Day): Promise<number>;
  /** Deletes at most `take` rows of each kind that only recent readings need; returns how many there were. */
  deleteWorkingData(before: Date, take: number): Promise<number>;
}

export function createRetentionStore(database: Database, clock: Clock): RetentionStore {
  return {
    dropMonths: (before) => createPartitionStore(database, clock).drop(before),
    deleteRequests: (before, take) => deleteRequests(database, before, take),
    deleteAnswers: (before, take) => deleteAnswers(database, before, take),
    deleteTurns: (kept, take) => deleteTurns(database, kept, take),
    deleteOldTurns: (before, take) =>
      deleteOlder(database, { table: 'conversation_turn', key: 'id', age: 'created_at' }, before, take),
    deletePersons: (before, kept, take) => deletePersons(database, before, kept, take),
    deleteAccessNames: (before, take) => deleteAccessNames(database, before, take),
    deleteDialogs: (before, take) =>
      deleteOlder(database, { table: 'conversation_state', key: 'key', age: 'updated_at' }, before, take),
    deleteForgottenUse: (today) => deleteForgottenUse(database, today),
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

function deleteOlder(
  { client, dialect }: Database,
  { table, key, age }: { table: string; key: string; age: string },
  before: Date,
  take: number,
): Promise<number> {
  const old = `SELECT ${key} FROM ${table} WHERE ${age} < ${dialect.instant(1)} LIMIT ${Math.trunc(take)}`;
  return client.$executeRawUnsafe(
    `DELETE FROM ${table} WHERE ${dialect.isFoundBy(key, old)}`,
    instantText(before),
  );
}

const NAMELESS = `UPDATE access SET title = '', username = NULL, locale = NULL, telegram_language = NULL, asked_by = NULL`;

/**
 * A private chat has its person's id, so that what was chosen for it goes first. Whether the person is let in stays.
 * Whoever comes back meanwhile stays, too.
 */
async function deletePersons(
  { client, dialect }: Database,
  before: Date,
  kept: readonly bigint[],
  take: number,
): Promise<number> {
  const isOld = `last_seen_at < ${dialect.instant(1)} AND NOT (${dialect.isOneOf('user_id', 2)})`;
  const old = `SELECT user_id FROM person WHERE ${isOld} ORDER BY user_id LIMIT ${Math.trunc(take)}`;
  const parameters = [instantText(before), JSON.stringify(kept.map(Number))];
  await client.$executeRawUnsafe(`DELETE FROM chat WHERE chat_id IN (${old})`, ...parameters);
  await client.$executeRawUnsafe(`${NAMELESS} WHERE account_id IN (${old})`, ...parameters);
  return client.$executeRawUnsafe(`DELETE FROM person WHERE user_id IN (${old}) AND ${isOld}`, ...parameters);
}

/** A group in which nobody was answered for so long that no answer is noted any more is silent. */
async function deleteAccessNames({ client, dialect }: Database, before: Date, take: number): Promise<number> {
  const isOld = `changed_at < ${dialect.instant(1)}`;
  const among = (condition: string) =>
    `WHERE account_id IN (SELECT account_id FROM access WHERE ${isOld} AND ${condition} LIMIT ${Math.trunc(take)})`;
  const isUndecided = `state IN ('noted', 'asked') AND (told_at IS NULL OR told_at < ${dialect.instant(1)})`;
  const isSilent = `account_id < 0 AND title <> '' AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.chat_id = access.account_id)`;
  const parameter = instantText(before);
  const undecided = await client.$executeRawUnsafe(`DELETE FROM access ${among(isUndecided)}`, parameter);
  return undecided + (await client.$executeRawUnsafe(`${NAMELESS} ${among(isSilent)}`, parameter));
}

function deleteForgottenUse({ client, dialect }: Database, today: Day): Promise<number> {
  return client.$executeRawUnsafe(`DELETE FROM forgotten_use WHERE date < ${dialect.day(1)}`, today);
}

/** Hours that no quota window reaches back to, scheduled moments that ran, raises of past days, and
 * reservations that hold nothing. */
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
  const raises = await remove(
    'user_budget_raise',
    'user_id, date',
    `date < ${dialect.day(1)}`,
    hour.slice(0, 10),
  );
  const told = await remove(
    'alert_episode',
    'key',
    `key LIKE 'day/%' AND changed_at < ${dialect.instant(1)}`,
    hour,
  );
  const money = await remove(
    'setting',
    'key',
    `key LIKE 'usd_raise/%' AND updated_at < ${dialect.instant(1)}`,
    hour,
  );
  return hours + runs + reservations + raises + told + money;
}
