import type { SettlementRow } from './ledger-rows.ts';
import { mergeRows, type Row } from './merge-rows.ts';
import type { Connection } from '../engine/connection.ts';
import { instantText, toJsonRows, type SqlDialect } from '../engine/sql-dialect.ts';
import { askedModel, readingRow } from './totals-rows.ts';
import { readingTable } from './totals-tables.ts';
import { upsertSql, type UpsertOptions } from './upsert-sql.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The parameters after the rows: instants that lie this far from now. */
const INSTANTS = {
  minute: -MINUTE_MS,
  hour: -60 * MINUTE_MS,
  day: -DAY_MS,
  month: -31 * DAY_MS,
  ahead: 10 * MINUTE_MS,
};
/** More readings than this do not overtake each other: a counter that rose further was reset. */
const MOST_OVERTAKING = 20;

/** Keeps the newest reading of each quota, and what it takes to reconcile the provider's counter with ours. */
export async function writeReadings(
  connection: Connection,
  dialect: SqlDialect,
  settled: readonly SettlementRow[],
  now: Date,
): Promise<void> {
  const booked = countByModel(settled);
  await connection.$executeRawUnsafe(bookedSql(dialect), toJsonRows([...booked.values()]));
  const rows = settled.flatMap((row) => {
    const others = (booked.get(modelKey(row))?.requests ?? 1) - 1;
    return row.readings.map((reading) => readingRow(reading, others));
  });
  if (rows.length === 0) return;
  const instants = Object.values(INSTANTS).map((ms) => instantText(new Date(now.getTime() + ms)));
  await connection.$executeRawUnsafe(
    upsertSql(dialect, withBaseline(dialect)),
    toJsonRows(mergeRows(readingTable, rows)),
    ...instants,
  );
}

interface BookedRow extends Row {
  requests: number;
  /** When the newest of those that were answered was sent; `null` when none was. */
  answered_at: string | null;
}

function countByModel(settled: readonly SettlementRow[]): Map<string, BookedRow> {
  const counts = new Map<string, BookedRow>();
  for (const row of settled) {
    const { provider, keyHash = '' } = row;
    const { requests, answered_at: before } = counts.get(modelKey(row)) ?? { requests: 0, answered_at: null };
    const sentAt = row.status === 'ok' ? instantText(row.createdAt) : null;
    counts.set(modelKey(row), {
      provider,
      key_hash: keyHash,
      model: askedModel(row),
      requests: requests + 1,
      answered_at: sentAt !== null && (before === null || sentAt > before) ? sentAt : before,
    });
  }
  return counts;
}

function modelKey(row: SettlementRow): string {
  return `${row.provider}\u0000${row.keyHash ?? ''}\u0000${askedModel(row)}`;
}

/**
 * Counts every request, also those whose answer told nothing: the provider counted them all the same. An answer to what
 * was sent after a refusal disproves it: nobody knows any more what is left.
 */
function bookedSql(dialect: SqlDialect): string {
  const counts = dialect.rowsFromJson(
    { provider: 'text', key_hash: 'text', model: 'text', requests: 'int', answered_at: 'time' },
    1,
  );
  const lock = dialect.forUpdate && `${dialect.forUpdate} OF q`;
  // In the order of the key, so that two replicas never wait for each other in a circle.
  const found =
    `SELECT q.provider, q.key_hash, q.model, q.unit, q."window", r.requests, r.answered_at ` +
    `FROM ai_quota_reading q ` +
    `JOIN ${counts} ON q.provider = r.provider AND q.key_hash = r.key_hash AND q.model = r.model ` +
    `WHERE q.baseline_at IS NOT NULL OR (${isDisproved('q', 'r')}) ` +
    `ORDER BY q.provider, q.key_hash, q.model, q.unit, q."window" ${lock}`;
  return (
    `UPDATE ai_quota_reading SET booked_since = ai_quota_reading.booked_since + found.requests, ` +
    `remaining = CASE WHEN ${isDisproved('ai_quota_reading', 'found')} THEN NULL ` +
    `ELSE ai_quota_reading.remaining END ` +
    `FROM (${found}) AS found WHERE ai_quota_reading.provider = found.provider ` +
    `AND ai_quota_reading.key_hash = found.key_hash AND ai_quota_reading.model = found.model AND ai_quota_reading.unit = found.unit ` +
    `AND ai_quota_reading."window" = found."window"`
  );
}

/** Whether a refusal was followed by an answer to what was sent after it. */
function isDisproved(reading: string, row: string): string {
  return `${reading}.source = 'learned' AND ${row}.answered_at > ${reading}.observed_at`;
}

/** The table with what happens to the baseline when a reading begins a new window. */
function withBaseline(dialect: SqlDialect): UpsertOptions {
  const isNew = `excluded.baseline_at IS NOT NULL AND (${beginnings(dialect).join(' OR ')})`;
  const assign = (column: string) =>
    `"${column}" = CASE WHEN ${isNew} THEN excluded."${column}" ELSE ${kept(column)} END`;
  return {
    ...readingTable,
    assign: ['baseline_remaining', 'baseline_at', 'booked_since'].map(assign),
    orWhen: isFromTheFuture(dialect),
  };
}

/** Each of these says that the counter was reset since the kept baseline, or that the baseline is worth nothing. */
function beginnings(dialect: SqlDialect): string[] {
  const used = `(COALESCE(${kept('quota_limit')}, ${kept('remaining')}) - ${kept('remaining')})`;
  const leap = dialect.greatest(String(MOST_OVERTAKING), `${used} / 2`);
  return [
    `${kept('baseline_at')} IS NULL`,
    `${kept('reset_at')} <= excluded.observed_at`,
    `${kept('baseline_at')} <= ${windowStart(dialect)}`,
    `${kept('quota_limit')} <> excluded.quota_limit`,
    `excluded.remaining > ${kept('remaining')} + ${leap}`,
    isFromTheFuture(dialect),
  ];
}

function windowStart(dialect: SqlDialect): string {
  return (
    `CASE ${kept('window')} WHEN 'minute' THEN ${instant(dialect, 'minute')} WHEN 'hour' THEN ` +
    `${instant(dialect, 'hour')} WHEN 'day' THEN ${instant(dialect, 'day')} ELSE ${instant(dialect, 'month')} END`
  );
}

// A clock that was set back would otherwise leave its readings the newest ones for as long as it was wrong.
function isFromTheFuture(dialect: SqlDialect): string {
  return `${kept('observed_at')} > ${instant(dialect, 'ahead')}`;
}

function instant(dialect: SqlDialect, name: keyof typeof INSTANTS): string {
  return dialect.instant(2 + Object.keys(INSTANTS).indexOf(name));
}

function kept(column: string): string {
  return `ai_quota_reading."${column}"`;
}
