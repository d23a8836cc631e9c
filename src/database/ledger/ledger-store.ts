import type { Day } from '../../foundation/day.ts';
import { createPseudonyms, type PseudonymOf } from '../../foundation/pseudonym.ts';
import { grantBudgets, lockAccounts, type Grant } from './budget-store.ts';
import { BOOKING_COLUMNS, bookingRow, SETTLEMENT_COLUMNS, settlementRow } from './ledger-parameters.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import type { BookingRow, MoneyScope, SettlementRow } from '../totals/ledger-rows.ts';
import { grantMoney, holdMoney, releaseMoney, type MoneyGrant } from './money-store.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { toJsonRows } from '../engine/sql-dialect.ts';
import { sendTogether } from '../engine/send-together.ts';
import { addToTotals } from '../totals/totals-store.ts';
import { forgetWindows } from '../totals/user-window-store.ts';

/** What became of a booking: the tokens and the money it may use, `null` for no limit, or the budget without room. */
export type BookingResult =
  | { booked: true; grantedTokens: number | null; grantedPicoUsd: PicoUsd | null }
  | { booked: false; refusedBy: 'tokens' | MoneyScope };

export interface LedgerBatch {
  bookings: readonly BookingRow[];
  settlements: readonly SettlementRow[];
  now: Date;
  today: Day;
}

export interface PendingRow {
  id: string;
  provider: string;
  model: string;
  keyHash: string;
  actionType: string;
  userId: bigint | null;
  promptTokens: number | null;
  audioSeconds: number | null;
  reservedTokens: number | null;
  leaseOwner: string | null;
  leaseUntil: Date;
  createdAt: Date;
  date: Day;
}

export interface LedgerStore {
  /** Books and settles everything in one transaction; the results are in the order of the bookings. */
  apply(batch: LedgerBatch): Promise<BookingResult[]>;
  /** Writes something of no consequence: rejects while the database takes no writes. */
  probe(now: Date): Promise<void>;
  /** Rows that are still pending, oldest first. */
  pending(): Promise<PendingRow[]>;
}

/** `pseudonymOf` finds what forgotten persons used today, so it must be the one that forgets them. */
export function createLedgerStore(
  database: Database,
  pseudonymOf: PseudonymOf = createPseudonyms(),
): LedgerStore {
  return {
    apply: (batch) =>
      sendTogether(database, (connection) => applyBatch(connection, database, pseudonymOf, batch)),
    probe: (now) => probe(database, now),
    pending: () => readPending(database),
  };
}

async function applyBatch(
  connection: Connection,
  database: Database,
  pseudonymOf: PseudonymOf,
  { bookings, settlements: sent, now, today }: LedgerBatch,
): Promise<BookingResult[]> {
  const settlements = firstOfEach(sent);
  await lockAccounts(connection, database, bookings, settlements);
  // Settling first frees what finished requests held, so that a booking in the same batch finds the room.
  if (settlements.length > 0) await settle(connection, database, settlements, now, today);
  return bookings.length > 0 ? book(connection, database, pseudonymOf, bookings) : [];
}

/** A row changes once, so of settlements that are sent twice in one batch the first counts. */
function firstOfEach(settlements: readonly SettlementRow[]): SettlementRow[] {
  const first = new Map<string, SettlementRow>();
  for (const row of settlements) if (!first.has(row.id)) first.set(row.id, row);
  return [...first.values()];
}

async function book(
  connection: Connection,
  database: Database,
  pseudonymOf: PseudonymOf,
  bookings: readonly BookingRow[],
): Promise<BookingResult[]> {
  const money = await grantMoney(connection, database, pseudonymOf, bookings);
  const paid = bookings.filter(({ id }) => !isRefused(money.get(id)));
  const grants = await grantBudgets(connection, database, pseudonymOf, paid);
  const accepted = paid.filter((booking) => grants.get(booking.id) !== 'refused');
  if (accepted.length > 0) {
    const rows = accepted.map((booking) => bookingRow(booking, grants.get(booking.id) as number | null));
    const names = Object.keys(BOOKING_COLUMNS).join(', ');
    const source = database.dialect.rowsFromJson(BOOKING_COLUMNS, 1);
    const sql = `INSERT INTO ai_usage_tracking (${names}) SELECT ${names} FROM ${source} WHERE true ON CONFLICT (id) DO NOTHING`;
    await connection.$executeRawUnsafe(sql, toJsonRows(rows));
    await holdMoney(connection, database, accepted, money);
  }
  return bookings.map(({ id }) => resultOf(grants.get(id) ?? null, money.get(id)));
}

function resultOf(tokens: Grant, money: MoneyGrant | undefined): BookingResult {
  if (isRefused(money)) return { booked: false, refusedBy: money.refusedBy };
  if (tokens === 'refused') return { booked: false, refusedBy: 'tokens' };
  return { booked: true, grantedTokens: tokens, grantedPicoUsd: money?.granted ?? null };
}

function isRefused(grant: MoneyGrant | undefined): grant is Extract<MoneyGrant, { refusedBy: MoneyScope }> {
  return grant !== undefined && 'refusedBy' in grant;
}

/**
 * Only a row that is still pending changes and counts, so a settlement that is sent twice, or after somebody
 * else settled the row, moves no total.
 */
async function settle(
  connection: Connection,
  database: Database,
  settlements: readonly SettlementRow[],
  now: Date,
  today: Day,
): Promise<void> {
  const { dialect } = database;
  const ordered = settlements.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const among = dialect.amongIds(
    'ai_usage_tracking.id',
    ordered.map(({ id }) => id),
    2,
  );
  const assigned = Object.keys(SETTLEMENT_COLUMNS).filter((name) => name !== 'id');
  const sql =
    `UPDATE ai_usage_tracking SET ${assigned.map((name) => `${name} = r.${name}`).join(', ')}, ` +
    `reserved_tokens = NULL, lease_owner = NULL, lease_until = NULL ` +
    `FROM ${dialect.rowsFromJson(SETTLEMENT_COLUMNS, 1)} ` +
    `WHERE ai_usage_tracking.id = r.id AND ${isPending('ai_usage_tracking')}${among.condition} ` +
    `RETURNING ai_usage_tracking.id AS id, ai_usage_tracking.user_id AS user_id, ai_usage_tracking.chat_id AS chat_id`;
  const holding = ordered.filter((row) => row.holdsTokens);
  if (holding.length > 0) await releaseReservations(connection, database, holding);
  const paid = ordered.filter((row) => row.holdsMoney ?? true).map(({ id }) => id);
  await releaseMoney(connection, database, paid);
  const changed = await connection.$queryRawUnsafe<SettledRow[]>(
    sql,
    toJsonRows(ordered.map(settlementRow)),
    ...among.parameters,
  );
  const settled = settledOf(settlements, changed);
  await addToTotals(connection, database, settled, now);
  await forgetWindows(connection, database, settled, today);
}

/**
 * Told so that no index on the status fits: SQLite would compare every pending row with every settled one, where
 * the id alone finds it.
 */
function isPending(table: string): string {
  return `${table}.status || '' = 'pending'`;
}

interface SettledRow {
  id: string;
  user_id: number | bigint | null;
  chat_id: number | bigint | null;
}

function idOf(id: number | bigint | null): bigint | null {
  return id === null ? null : BigInt(id);
}

/** The settlements that changed a row, each counted for whom the row names: they may have asked to be forgotten. */
function settledOf(settlements: readonly SettlementRow[], changed: readonly SettledRow[]): SettlementRow[] {
  const owners = new Map(changed.map((row) => [row.id, row]));
  return settlements.flatMap((settlement) => {
    const owner = owners.get(settlement.id);
    return owner ? [{ ...settlement, userId: idOf(owner.user_id), chatId: idOf(owner.chat_id) }] : [];
  });
}

/**
 * Gives back what pending rows hold, before the rows themselves forget it. As a query of its own: within `run_together`
 * PostgreSQL does not see from the ids in which months the rows are.
 */
async function releaseReservations(
  connection: Connection,
  { dialect }: Database,
  settlements: readonly SettlementRow[],
): Promise<void> {
  const ids = settlements.map(({ id }) => id);
  const among = dialect.amongIds('t.id', ids, 2);
  const pendingOfBatch =
    `SELECT t.user_id, t.date, SUM(t.reserved_tokens) AS reserved_tokens FROM ai_usage_tracking t ` +
    `JOIN ${dialect.rowsFromJson({ id: 'uuid' }, 1)} ON t.id = r.id ` +
    `WHERE ${isPending('t')} AND t.reserved_tokens IS NOT NULL${among.condition} GROUP BY t.user_id, t.date`;
  const sql =
    `UPDATE user_reservation SET reserved_tokens = user_reservation.reserved_tokens - held.reserved_tokens ` +
    `FROM (${pendingOfBatch}) AS held ` +
    `WHERE user_reservation.user_id = held.user_id AND user_reservation.date = held.date`;
  await connection.$queryRawUnsafe(sql, toJsonRows(ids.map((id) => ({ id }))), ...among.parameters);
}

/** A real write: reading alone would find nothing wrong with a full or locked database. */
async function probe({ client }: Database, updatedAt: Date): Promise<void> {
  const value = updatedAt.toISOString();
  const where = { key: 'last_outage_ended' };
  await client.setting.upsert({
    where,
    create: { ...where, value, updatedAt },
    update: { value, updatedAt },
  });
}

async function readPending({ client }: Database): Promise<PendingRow[]> {
  const rows = await client.aiUsage.findMany({
    where: { status: 'pending' },
    orderBy: { id: 'asc' },
    take: 10_000,
  });
  return rows.map((row) => ({
    id: row.id,
    provider: row.provider,
    model: row.model,
    keyHash: row.keyHash ?? '',
    actionType: row.actionType,
    userId: row.userId,
    promptTokens: row.promptTokens,
    audioSeconds: row.audioSeconds,
    reservedTokens: row.reservedTokens,
    leaseOwner: row.leaseOwner,
    leaseUntil: row.leaseUntil ?? row.createdAt,
    createdAt: row.createdAt,
    date: row.date.toISOString().slice(0, 10),
  }));
}
