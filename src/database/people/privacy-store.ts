import type { Connection, Database } from '../engine/open-database.ts';
import { lockWindows } from '../totals/user-window-store.ts';

/** How much of a person was deleted. */
export interface Forgotten {
  /** Requests that no longer say whose they were. */
  requests: number;
  /** Remembered messages, the person's and the bot's. */
  turns: number;
  /** Budgets that an admin had set for the person. */
  budgets: number;
}

export interface PrivacyStore {
  /** Takes the person's name off at most `take` settled requests; returns how many there were. */
  anonymiseRequests(userId: bigint, take: number): Promise<number>;
  /**
   * Takes it off the rest, those still running too, and deletes everything else that is known of the person, in
   * one transaction. Totals of days and providers stay.
   */
  forget(userId: bigint): Promise<Forgotten>;
}

const ANONYMOUS = 'UPDATE ai_usage_tracking SET user_id = NULL, chat_id = NULL';

export function createPrivacyStore(database: Database): PrivacyStore {
  const { client, dialect } = database;
  return {
    anonymiseRequests: (userId, take) =>
      client.$executeRawUnsafe(
        // Locked in the order in which repricing and retention lock them.
        `${ANONYMOUS} WHERE ` +
          dialect.isFoundBy(
            'id',
            `SELECT id FROM ai_usage_tracking WHERE user_id = ${dialect.parameter(1)} AND status <> 'pending' ` +
              `ORDER BY id LIMIT ${Math.trunc(take)} ${dialect.forUpdate}`,
          ),
        userId,
      ),
    forget: (userId) => database.transaction((connection) => forget(connection, database, userId)),
  };
}

async function forget(connection: Connection, database: Database, userId: bigint): Promise<Forgotten> {
  const { dialect } = database;
  const run = (sql: string, ...parameters: unknown[]) => connection.$executeRawUnsafe(sql, ...parameters);
  const remove = (table: string) =>
    run(`DELETE FROM ${table} WHERE user_id = ${dialect.parameter(1)}`, userId);
  await lockBookings(connection, database);
  // What running requests hold goes with it, and from the requests themselves below.
  await remove('user_reservation');
  const requests = await run(
    `${ANONYMOUS}, reserved_tokens = NULL WHERE user_id = ${dialect.parameter(1)}`,
    userId,
  );
  await remove('ai_usage_user_summary');
  await remove('ai_usage_user_provider');
  await lockWindows(connection, database);
  await remove('ai_usage_user_window');
  const budgets = (await remove('user_budget')) + (await remove('user_budget_raise'));
  await remove('answer');
  const turns = await removeConversations(connection, database, userId);
  await run(`DELETE FROM chat WHERE chat_id = ${dialect.parameter(1)}`, userId);
  await remove('web_session');
  await remove('web_link');
  await remove('person');
  return { requests, turns, budgets };
}

/**
 * A request that is booked or settled between two of our statements would leave a total without a row, or tokens
 * held by nobody. The tables are locked in the order in which bookings and settlements reach them.
 */
async function lockBookings(connection: Connection, { engine }: Database): Promise<void> {
  if (engine === 'postgresql') {
    await connection.$executeRawUnsafe('LOCK TABLE user_reservation, ai_usage_tracking IN EXCLUSIVE MODE');
  }
}

/** The private chat's, whose key is the person's id, and those in groups, whose keys end with it. */
async function removeConversations(
  connection: Connection,
  { dialect }: Database,
  userId: bigint,
): Promise<number> {
  const ofPerson = (column: string) =>
    `WHERE ${column} = ${dialect.parameter(1)} OR ${column} LIKE ${dialect.parameter(2)}`;
  const parameters = [`${userId}`, `%:${userId}`];
  await connection.$executeRawUnsafe(`DELETE FROM conversation_state ${ofPerson('key')}`, ...parameters);
  return connection.$executeRawUnsafe(
    `DELETE FROM conversation_turn ${ofPerson('conversation')}`,
    ...parameters,
  );
}
