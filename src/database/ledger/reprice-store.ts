import { picoToDecimal, type PicoUsd } from '../../foundation/money/money.ts';
import type { Day } from '../../foundation/day.ts';
import { moveTotals } from './move-totals.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { readPricedRows, type Cursor, type PricedRow } from './read-priced-rows.ts';
import { toJsonRows, type Columns } from '../engine/sql-dialect.ts';
import { forgetWindows } from '../totals/user-window-store.ts';

export type { Cursor, PricedRow };

/** A request and what it shall cost. */
export interface Repricing {
  row: PricedRow;
  costPicoUsd: PicoUsd;
  costSource: string;
}

export interface RepriceStore {
  /** Requests of `since` and later, in the order of their time, after `cursor`. */
  page(since: Day, cursor: Cursor, take: number): Promise<PricedRow[]>;
  /**
   * Changes costs and moves every total with them, in one transaction. A request that changed since it was read
   * stays as it is. Returns those that changed.
   */
  apply(repricings: readonly Repricing[], today: Day): Promise<Repricing[]>;
  /** Requests of `since` and later whose single rows retention has deleted. */
  countDeleted(since: Day): Promise<number>;
}

const COLUMNS: Columns = {
  id: 'uuid',
  old_cost: 'bigint',
  old_source: 'text',
  new_cost: 'bigint',
  new_source: 'text',
  new_estimate: 'decimal',
};

export function createRepriceStore(database: Database): RepriceStore {
  return {
    page: (since, cursor, take) => readPricedRows(database, since, cursor, take),
    apply: (repricings, today) =>
      database.transaction((connection) => applyBatch(connection, database, repricings, today)),
    countDeleted: (since) => countDeleted(database, since),
  };
}

async function applyBatch(
  connection: Connection,
  database: Database,
  repricings: readonly Repricing[],
  today: Day,
): Promise<Repricing[]> {
  await lockRows(connection, database, repricings);
  const owners = await changeCosts(connection, database, repricings);
  const applied = repricings
    .filter(({ row }) => owners.has(row.id))
    // Somebody may have asked to be forgotten since the row was read.
    .map((one) => ({ ...one, row: { ...one.row, userId: owners.get(one.row.id) ?? null } }));
  const changes = applied.map(({ row, costPicoUsd, costSource }) => ({
    before: row,
    after: { ...row, costPicoUsd, costSource },
  }));
  await moveTotals(connection, database, changes);
  await forgetWindows(
    connection,
    database,
    applied.map(({ row }) => row),
    today,
  );
  return applied;
}

/** Whoever changes many rows locks them in the order of their ids, so that nobody waits in a circle. */
async function lockRows(
  connection: Connection,
  { dialect }: Database,
  repricings: readonly Repricing[],
): Promise<void> {
  if (!dialect.forUpdate) return;
  const among = dialect.amongIds('t.id', idsOf(repricings), 1);
  await connection.$queryRawUnsafe(
    `SELECT t.id FROM ai_usage_tracking t WHERE true${among.condition} ORDER BY t.id ${dialect.forUpdate} OF t`,
    ...among.parameters,
  );
}

function idsOf(repricings: readonly Repricing[]): string[] {
  return repricings.map(({ row }) => row.id);
}

/** The first price is kept for good. Returns whose the changed rows are. */
async function changeCosts(
  connection: Connection,
  { dialect }: Database,
  repricings: readonly Repricing[],
): Promise<Map<string, bigint | null>> {
  const among = dialect.amongIds('ai_usage_tracking.id', idsOf(repricings), 2);
  const changed = await connection.$queryRawUnsafe<{ id: string; user_id: number | bigint | null }[]>(
    `UPDATE ai_usage_tracking SET ` +
      `original_cost_pico_usd = COALESCE(original_cost_pico_usd, cost_pico_usd, 0), ` +
      `original_cost_source = COALESCE(original_cost_source, cost_source, 'none'), ` +
      `cost_pico_usd = r.new_cost, cost_source = r.new_source, cost_estimate = r.new_estimate ` +
      `FROM ${dialect.rowsFromJson(COLUMNS, 1)} WHERE ai_usage_tracking.id = r.id ` +
      `AND ai_usage_tracking.cost_pico_usd IS NOT DISTINCT FROM r.old_cost ` +
      `AND ai_usage_tracking.cost_source IS NOT DISTINCT FROM r.old_source${among.condition} ` +
      `RETURNING ai_usage_tracking.id AS id, ai_usage_tracking.user_id AS user_id`,
    toJsonRows(repricings.map(changedRow)),
    ...among.parameters,
  );
  return new Map(changed.map((row) => [row.id, row.user_id === null ? null : BigInt(row.user_id)]));
}

function changedRow({ row, costPicoUsd, costSource }: Repricing): object {
  return {
    id: row.id,
    old_cost: row.costPicoUsd,
    old_source: row.costSource,
    new_cost: costPicoUsd,
    new_source: costSource,
    new_estimate: picoToDecimal(costPicoUsd),
  };
}

/** In one statement, so that both numbers are of the same moment. */
async function countDeleted({ client, dialect }: Database, since: Day): Promise<number> {
  const from = `WHERE date >= ${dialect.day(1)}`;
  const [row] = await client.$queryRawUnsafe<{ deleted: string }[]>(
    `SELECT CAST((SELECT COALESCE(SUM(requests), 0) FROM ai_usage_summary ${from}) - ` +
      `(SELECT COUNT(*) FROM ai_usage_tracking ${from} AND status <> 'pending') AS text) AS deleted`,
    since,
  );
  return Number(row?.deleted);
}
