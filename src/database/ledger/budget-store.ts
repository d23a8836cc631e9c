import type { PseudonymOf } from '../../foundation/pseudonym.ts';
import { budgetTokens, heardSeconds } from '../totals/heard-seconds.ts';
import type { BookingRow, SettlementRow } from '../totals/ledger-rows.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { toJsonRows, type Columns } from '../engine/sql-dialect.ts';

/** Tokens granted to a booking, `null` where no budget applies, or a refusal. */
export type Grant = number | null | 'refused';

interface Account {
  userId: bigint;
  date: string;
  usedTokens: number;
  newlyReserved: number;
}

interface UsedRow {
  user_id: number | bigint;
  date: string;
  used: string;
  heard: number;
}

const KEY_COLUMNS: Columns = { user_id: 'bigint', date: 'date' };

/**
 * Locks the accounts of everybody who is about to reserve or to give back, until the transaction ends. Each
 * later statement then sees what the previous holder did, so two replicas can neither grant nor give back the
 * same tokens twice; and as all are locked first and in one order, no two transactions wait for each other.
 */
export async function lockAccounts(
  connection: Connection,
  { dialect }: Database,
  bookings: readonly BookingRow[],
  settlements: readonly SettlementRow[],
): Promise<void> {
  const claims = keysOf(bookings.filter(hasBudget));
  const keys = dialect.rowsFromJson(KEY_COLUMNS, 1);
  if (claims.length > 0) {
    await connection.$executeRawUnsafe(
      `INSERT INTO user_reservation (user_id, date, reserved_tokens) SELECT user_id, date, 0 FROM ${keys} ` +
        `WHERE true ON CONFLICT (user_id, date) DO NOTHING`,
      toJsonRows(claims),
    );
  }
  const all = keysOf([...bookings.filter(hasBudget), ...settlements.filter((row) => row.holdsTokens)]);
  // SQLite has one writer anyway, and a transaction that began by reading could not become it.
  if (all.length === 0 || !dialect.forUpdate) return;
  await connection.$queryRawUnsafe(
    `SELECT b.user_id FROM user_reservation b JOIN ${keys} ON b.user_id = r.user_id AND b.date = r.date ` +
      `ORDER BY b.date, b.user_id ${dialect.forUpdate} OF b`,
    toJsonRows(all),
  );
}

/**
 * Decides every booking that has a budget, in order, and reserves what it grants. What a person used today before they
 * were forgotten counts. The accounts are locked.
 */
export async function grantBudgets(
  connection: Connection,
  database: Database,
  pseudonymOf: PseudonymOf,
  bookings: readonly BookingRow[],
): Promise<Map<string, Grant>> {
  const grants = new Map<string, Grant>(bookings.map((booking) => [booking.id, null]));
  const claims = bookings.filter(hasBudget);
  if (claims.length === 0) return grants;
  const accounts = await readAccounts(connection, database, pseudonymOf, claims);
  for (const booking of claims) {
    const account = accounts.get(accountKey(booking));
    if (account) grants.set(booking.id, decide(booking, account));
  }
  await reserve(connection, database, [...accounts.values()]);
  return grants;
}

function decide({ budget }: BookingRow, account: Account): Grant {
  if (!budget) return null;
  const room = budget.limitTokens - account.usedTokens - account.newlyReserved;
  if (room < budget.minimumTokens) return 'refused';
  const granted = Math.min(room, budget.wantedTokens);
  account.newlyReserved += granted;
  return granted;
}

async function readAccounts(
  connection: Connection,
  { dialect }: Database,
  pseudonymOf: PseudonymOf,
  claims: readonly BookingRow[],
): Promise<Map<string, Account>> {
  const keys = keysOf(claims).map((key) => ({ ...key, pseudonym: pseudonymOf(key.user_id, key.date) }));
  const first = Math.min(...claims.map(({ createdAt }) => createdAt.getTime()));
  const heard = heardSeconds(dialect, { user: 'b.user_id', date: 'b.date' }, new Date(first), 2);
  const rows = await connection.$queryRawUnsafe<UsedRow[]>(
    `SELECT b.user_id AS user_id, ${dialect.dayText('b.date')} AS date, CAST(b.reserved_tokens + COALESCE((` +
      `SELECT s.total_tokens FROM ai_usage_user_summary s WHERE s.user_id = b.user_id AND s.date = b.date` +
      `), 0) + COALESCE((` +
      `SELECT f.total_tokens FROM forgotten_use f WHERE f.date = r.date AND f.pseudonym = r.pseudonym` +
      `), 0) AS text) AS used, (${heard.sql}) AS heard FROM user_reservation b ` +
      `JOIN ${dialect.rowsFromJson({ ...KEY_COLUMNS, pseudonym: 'text' }, 1)} ` +
      `ON b.user_id = r.user_id AND b.date = r.date`,
    toJsonRows(keys),
    ...heard.parameters,
  );
  return new Map(
    rows.map(({ user_id: userId, date, used, heard: seconds }) => [
      accountKey({ userId, date }),
      { userId: BigInt(userId), date, usedTokens: Number(used) + budgetTokens(seconds), newlyReserved: 0 },
    ]),
  );
}

async function reserve(
  connection: Connection,
  { dialect }: Database,
  accounts: readonly Account[],
): Promise<void> {
  const columns: Columns = { ...KEY_COLUMNS, reserved: 'bigint' };
  const rows = accounts
    .filter((account) => account.newlyReserved > 0)
    .map(({ userId, date, newlyReserved }) => ({ user_id: userId, date, reserved: newlyReserved }));
  if (rows.length === 0) return;
  await connection.$executeRawUnsafe(
    `UPDATE user_reservation SET reserved_tokens = user_reservation.reserved_tokens + r.reserved ` +
      `FROM ${dialect.rowsFromJson(columns, 1)} ` +
      `WHERE user_reservation.user_id = r.user_id AND user_reservation.date = r.date`,
    toJsonRows(rows),
  );
}

function hasBudget({ budget, userId }: BookingRow): boolean {
  return budget !== null && userId !== null;
}

/** Each account once, in the order in which everybody locks them. */
function keysOf(rows: readonly (BookingRow | SettlementRow)[]): { user_id: bigint; date: string }[] {
  const keys = new Map(
    rows.flatMap((row) =>
      row.userId === null ? [] : [[accountKey(row), { user_id: row.userId, date: row.date }] as const],
    ),
  );
  return [...keys.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
}

function accountKey({ userId, date }: { userId: number | bigint | null; date: string }): string {
  return `${date}/${userId}`;
}
