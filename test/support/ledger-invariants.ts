import type { Database } from '../../src/database/open-database.ts';

type Sums = Record<string, string>;

/**
 * Everything that must hold whenever nothing is in flight inside the database: each total is the sum of the
 * settled rows, to the token and the pico-dollar, and a person's reservation is what their pending rows hold.
 * Valid as long as no retention has deleted rows.
 */
export async function expectLedgerInvariants(database: Database): Promise<void> {
  for (const [totals, rows] of comparisons(database)) {
    expect(await readSums(database, totals)).toEqual(await readSums(database, rows));
  }
  expect(await readSums(database, reservations(database))).toEqual(await readSums(database, held(database)));
}

/** Tokens that are held against budgets now, of all people. */
export async function readReservedTokens(database: Database): Promise<number> {
  const [row] = await database.client.$queryRawUnsafe<Sums[]>(
    'SELECT CAST(COALESCE(SUM(reserved_tokens), 0) AS text) AS reserved FROM user_reservation',
  );
  return Number(row?.['reserved']);
}

async function readSums({ client }: Database, sql: string): Promise<Sums[]> {
  const rows = await client.$queryRawUnsafe<Sums[]>(sql);
  return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Pairs of statements, of a table of totals and of the rows that it sums, that return the same. */
function comparisons(database: Database): [totals: string, rows: string][] {
  const source = `COALESCE(cost_source, 'none')`;
  const kinds = ['provider', 'model', 'action_type', 'status'];
  const hour = hourText(database, 'hour');
  const hourOfRow = hourText(database, 'created_at');
  return [
    [
      sums(database, 'ai_usage_summary', [day(database), ...kinds, 'cost_source AS cost_source'], {
        requests: 'requests',
        unmeasured: 'unmeasured',
        cached: 'cached_tokens',
        reasoning: 'reasoning_tokens',
        latency: 'latency_ms_sum',
        ...TOKENS,
        ...MONEY,
      }),
      sums(database, SETTLED, [day(database), ...kinds, `${source} AS cost_source`], {
        requests: '1',
        unmeasured: 'CASE WHEN total_tokens IS NULL THEN 1 ELSE 0 END',
        cached: 'cached_tokens',
        reasoning: 'reasoning_tokens',
        latency: 'latency_ms',
        ...TOKENS,
        ...MONEY,
      }),
    ],
    [
      sums(database, 'ai_usage_user_summary', [day(database), 'user_id'], {
        requests: 'requests',
        total: 'total_tokens',
        ...MONEY,
      }),
      sums(database, `${SETTLED} AND user_id IS NOT NULL`, [day(database), 'user_id'], {
        requests: '1',
        total: 'total_tokens',
        ...MONEY,
      }),
    ],
    [
      sums(database, 'ai_usage_user_provider', [day(database), 'user_id', 'provider'], {
        requests: 'requests',
        failed: 'failed',
        flat: 'flat_cost_pico_usd',
        ...TOKENS,
        ...MONEY,
      }),
      sums(database, `${SETTLED} AND user_id IS NOT NULL`, [day(database), 'user_id', 'provider'], {
        requests: '1',
        failed: `CASE WHEN status = 'ok' THEN 0 ELSE 1 END`,
        flat: `CASE WHEN cost_source = 'flat' THEN cost_pico_usd ELSE 0 END`,
        ...TOKENS,
        ...MONEY,
      }),
    ],
    [
      sums(database, 'ai_usage_hour', [`${hour} AS hour`, 'provider', 'model'], {
        requests: 'requests',
        total: 'total_tokens',
        ...MONEY,
      }),
      sums(database, SETTLED, [`${hourOfRow} AS hour`, 'provider', 'model'], {
        requests: '1',
        total: 'total_tokens',
        ...MONEY,
      }),
    ],
    [
      sums(database, 'ai_usage_latency', [day(database), 'provider', 'model'], { requests: 'requests' }),
      sums(database, `${SETTLED} AND status = 'ok'`, [day(database), 'provider', 'model'], { requests: '1' }),
    ],
  ];
}

const SETTLED = `ai_usage_tracking WHERE status <> 'pending'`;
const TOKENS = { prompt: 'prompt_tokens', completion: 'completion_tokens', total: 'total_tokens' };
const MONEY = { cost: 'cost_pico_usd' };

function sums(database: Database, from: string, keys: string[], columns: Record<string, string>): string {
  const selected = Object.entries(columns).map(
    ([name, sql]) => `${database.dialect.exactSum(sql)} AS ${name}_sum`,
  );
  const named = keys.map((key) => key.replace(/^(\w+)$/, 'CAST($1 AS text) AS $1'));
  const grouped = keys.map((_, index) => index + 1).join(', ');
  return `SELECT ${[...named, ...selected].join(', ')} FROM ${from} GROUP BY ${grouped}`;
}

function reservations(database: Database): string {
  return (
    `SELECT ${day(database)}, CAST(user_id AS text) AS user_id, CAST(reserved_tokens AS text) AS reserved ` +
    `FROM user_reservation WHERE reserved_tokens <> 0`
  );
}

function held(database: Database): string {
  return (
    `SELECT ${day(database)}, CAST(user_id AS text) AS user_id, ${database.dialect.exactSum('reserved_tokens')} AS reserved ` +
    `FROM ai_usage_tracking WHERE status = 'pending' AND reserved_tokens IS NOT NULL GROUP BY 1, 2`
  );
}

function day({ dialect }: Database): string {
  return `${dialect.dayText('date')} AS day`;
}

function hourText({ engine }: Database, column: string): string {
  return engine === 'sqlite'
    ? `substr(${column}, 1, 13)`
    : `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24')`;
}
