import type { BookingRow } from './ledger-rows.ts';
import type { Connection, Database } from './open-database.ts';
import { toJsonRows, type Columns } from './sql-dialect.ts';

/** Tokens granted to a booking, `null` where no budget applies, or a refusal. */
export type Grant = number | null | 'refused';

interface Account {
  userId: bigint;
  date: string;
  usedTokens: number;
  newlyReserved: number;
}

const KEY_COLUMNS: Columns = { user_id: 'bigint', date: 'date' };

/**
 * Decides every booking that has a budget, in order, and reserves what it grants. The person's row stays
 * locked until the transaction ends, so two replicas cannot grant the same tokens twice.
 */
export async function grantBudgets(
  connection: Connection,
  database: Database,
  bookings: readonly BookingRow[],
): Promise<Map<string, Grant>> {
  const grants = new Map<string, Grant>(bookings.map((booking) => [booking.id, null]));
  const claims = bookings.filter((booking) => booking.budget !== null && booking.userId !== null);
  if (claims.length === 0) return grants;
  const accounts = await lockAccounts(connection, database, claims);
  for (const booking of claims) {
    const account = accounts.get(accountKey(booking.userId, booking.date));
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

async function lockAccounts(
  connection: Connection,
  { dialect }: Database,
  claims: readonly BookingRow[],
): Promise<Map<string, Account>> {
  const keys = new Map(
    claims.map((claim) => [
      accountKey(claim.userId, claim.date),
      { user_id: claim.userId, date: claim.date },
    ]),
  );
  const json = toJsonRows([...keys.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key));
  const wanted = dialect.rowsFromJson(KEY_COLUMNS, 1);
  await connection.$executeRawUnsafe(
    `INSERT INTO user_reservation (user_id, date, reserved_tokens) SELECT user_id, date, 0 FROM ${wanted} ` +
      `WHERE true ON CONFLICT (user_id, date) DO NOTHING`,
    json,
  );
  const lock = dialect.forUpdate && `${dialect.forUpdate} OF b`;
  await connection.$queryRawUnsafe(
    `SELECT b.user_id FROM user_reservation b JOIN ${wanted} ON b.user_id = r.user_id AND b.date = r.date ` +
      `ORDER BY b.user_id, b.date ${lock}`,
    json,
  );
  // A statement of its own: only a snapshot taken after the lock sees what the previous holder settled.
  const rows = await connection.$queryRawUnsafe<{ user_id: number | bigint; date: string; used: string }[]>(
    `SELECT b.user_id AS user_id, ${dialect.dayText('b.date')} AS date, CAST(b.reserved_tokens + COALESCE((` +
      `SELECT SUM(s.total_tokens) FROM ai_usage_user_summary s WHERE s.user_id = b.user_id AND s.date = b.date` +
      `), 0) AS text) AS used FROM user_reservation b JOIN ${wanted} ON b.user_id = r.user_id AND b.date = r.date`,
    json,
  );
  return new Map(
    rows.map((row) => [
      accountKey(row.user_id, row.date),
      { userId: BigInt(row.user_id), date: row.date, usedTokens: Number(row.used), newlyReserved: 0 },
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

function accountKey(userId: number | bigint | null, date: string): string {
  return `${date}/${userId}`;
}
