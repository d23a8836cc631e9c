import type { Day } from '../../foundation/day.ts';
import { createPseudonyms, type PseudonymOf } from '../../foundation/pseudonym.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { lockWindows } from '../totals/user-window-store.ts';
import { keepForgottenUse } from './forgotten-use-store.ts';

export interface PrivacyStore {
  /** Takes the person's id off at most `take` settled requests of days before `today`; returns how many there were. */
  anonymiseRequests(userId: bigint, today: Day, take: number): Promise<number>;
  /** Deletes the person's totals of at most `take` days before `today`; returns how many rows there were. */
  deleteDays(userId: bigint, today: Day, take: number): Promise<number>;
  /**
   * Takes the id off all other requests, those still running too, and deletes the person's other totals, in one
   * transaction. What the person used today stays under a pseudonym. Returns how many requests there were.
   */
  closeAccount(userId: bigint, today: Day, now: Date): Promise<number>;
  /** Deletes at most `take` remembered messages of the person; returns how many there were. */
  deleteTurns(userId: bigint, take: number): Promise<number>;
  /** Deletes at most `take` notes on answers to the person; returns how many there were. */
  deleteAnswers(userId: bigint, take: number): Promise<number>;
  /** Deletes the person's name, choices and sessions. What admins decided about the person stays. */
  deleteProfile(userId: bigint): Promise<void>;
  /** How many budgets an admin set for the person. */
  countBudgets(userId: bigint): Promise<number>;
}

const NAMELESS = { title: '', username: null, locale: null, telegramLanguage: null };
/** A group's id says nothing of a person in it, and its totals count the request. */
const ANONYMOUS =
  'UPDATE ai_usage_tracking SET user_id = NULL, chat_id = CASE WHEN chat_id < 0 THEN chat_id END';

/** Every statement finds its rows through an index: bookings wait for the statements of an erasure. */
export function createPrivacyStore(
  database: Database,
  pseudonymOf: PseudonymOf = createPseudonyms(),
): PrivacyStore {
  const { client, dialect } = database;
  const user = dialect.parameter(1);
  return {
    anonymiseRequests: (userId, today, take) =>
      client.$executeRawUnsafe(
        // Locked in the order in which repricing and retention lock them, which is that of the ids.
        `${ANONYMOUS} WHERE ` +
          dialect.isFoundBy(
            'id',
            `SELECT id FROM ai_usage_tracking WHERE user_id = ${user} AND date < ${dialect.day(2)} AND status <> 'pending' ` +
              `ORDER BY created_at, id LIMIT ${Math.trunc(take)} ${dialect.forUpdate}`,
          ),
        userId,
        today,
      ),
    deleteDays: (userId, today, take) => deleteDays(database, userId, { before: today, take }),
    closeAccount: async (userId, today, now) => {
      const requests = await database.transaction((connection) =>
        closeAccount(connection, { database, pseudonymOf, userId, today, now }),
      );
      await deleteWindows(database, userId);
      return requests;
    },
    deleteTurns: (userId, take) =>
      client.$executeRawUnsafe(
        `DELETE FROM conversation_turn WHERE ` +
          dialect.isFoundBy(
            'id',
            `SELECT id FROM conversation_turn WHERE user_id = ${user} LIMIT ${Math.trunc(take)}`,
          ),
        userId,
      ),
    deleteAnswers: (userId, take) =>
      client.$executeRawUnsafe(
        `DELETE FROM answer WHERE (chat_id, message_id) IN (` +
          `SELECT chat_id, message_id FROM answer WHERE user_id = ${user} LIMIT ${Math.trunc(take)})`,
        userId,
      ),
    deleteProfile: (userId) => deleteProfile(database, userId),
    countBudgets: (userId) => client.userBudget.count({ where: { userId } }),
  };
}

/** The totals by provider, whose key begins with the person, tell which days there are. */
function deleteDays(
  database: Database,
  userId: bigint,
  { before, take }: { before: Day; take: number },
): Promise<number> {
  const { dialect } = database;
  const days =
    `SELECT DISTINCT date FROM ai_usage_user_provider WHERE user_id = ${dialect.parameter(1)} ` +
    `AND date < ${dialect.day(2)} ORDER BY date LIMIT ${Math.trunc(take)}`;
  return database.transaction(async (connection) => {
    const remove = (table: string) =>
      connection.$executeRawUnsafe(
        `DELETE FROM ${table} WHERE user_id = ${dialect.parameter(1)} AND date IN (${days})`,
        userId,
        before,
      );
    return (await remove('ai_usage_user_summary')) + (await remove('ai_usage_user_provider'));
  });
}

interface Closing {
  database: Database;
  pseudonymOf: PseudonymOf;
  userId: bigint;
  today: Day;
  now: Date;
}

async function closeAccount(connection: Connection, closing: Closing): Promise<number> {
  const { database, pseudonymOf, userId } = closing;
  const user = database.dialect.parameter(1);
  const run = (sql: string) => connection.$executeRawUnsafe(sql, userId);
  await lockBookings(connection, database);
  // While the requests still tell whose recordings they were.
  await keepForgottenUse(connection, database, pseudonymOf, closing);
  const requests = await run(`${ANONYMOUS}, reserved_tokens = NULL WHERE user_id = ${user}`);
  // What running requests held went from the requests above.
  await run(`DELETE FROM user_reservation WHERE user_id = ${user}`);
  await connection.$executeRawUnsafe(`DELETE FROM budget_hold WHERE scope = ${user}`, `user/${userId}`);
  await run(
    `DELETE FROM ai_usage_user_summary WHERE user_id = ${user} ` +
      `AND date IN (SELECT date FROM ai_usage_user_provider WHERE user_id = ${user})`,
  );
  await run(`DELETE FROM ai_usage_user_provider WHERE user_id = ${user}`);
  return requests;
}

/**
 * A request that is booked or settled between two of our statements would leave a total without a row, or tokens
 * held by nobody. The tables are locked in the order in which bookings and settlements reach them, and everybody's
 * bookings wait, so that nothing else happens in the same transaction.
 */
async function lockBookings(connection: Connection, { engine }: Database): Promise<void> {
  if (engine === 'postgresql') {
    await connection.$executeRawUnsafe('LOCK TABLE user_reservation, ai_usage_tracking IN EXCLUSIVE MODE');
  }
}

/**
 * In a transaction of its own, because summing a window may take long. A window that is summed meanwhile is waited
 * for; a later one finds nothing of the person.
 */
function deleteWindows(database: Database, userId: bigint): Promise<number> {
  return database.transaction(async (connection) => {
    await lockWindows(connection, database);
    return connection.$executeRawUnsafe(
      `DELETE FROM ai_usage_user_window WHERE user_id = ${database.dialect.parameter(1)}`,
      userId,
    );
  });
}

/** Whether the person is let in stays, also where the admins still have to decide. */
async function deleteProfile({ client }: Database, userId: bigint): Promise<void> {
  const byUser = { where: { userId } };
  await client.access.deleteMany({ where: { accountId: userId, state: 'noted' } });
  await client.access.updateMany({ where: { accountId: userId }, data: NAMELESS });
  await client.access.updateMany({ where: { askedBy: userId }, data: { askedBy: null } });
  await client.conversationState.deleteMany({ where: { key: `${userId}` } });
  await client.chat.deleteMany({ where: { chatId: userId } });
  await client.alertEpisode.deleteMany({ where: { key: `day/user/${userId}` } });
  await client.webSession.deleteMany(byUser);
  await client.webLink.deleteMany(byUser);
  await client.person.deleteMany(byUser);
}
