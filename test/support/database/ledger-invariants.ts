import type { Database } from '../../../src/database/engine/database.ts';

type Sums = Record<string, string>;

/**
 * Everything that must hold whenever nothing is in flight inside the database: each total is the sum of the
 * settled rows, to the token and the pico-dollar, those of people only of rows with a person, and a person's
 * reservation is what their pending rows hold. Rows that retention deleted count from the table `removed`, where
 * `keepRemovedRows` puts them; without it, none may have been deleted.
 */
export async function expectLedgerInvariants(database: Database, removed?: string): Promise<void> {
  const requests = removed
    ? `(SELECT * FROM ai_usage_tracking UNION ALL SELECT * FROM ${removed}) AS requests`
    : 'ai_usage_tracking';
  for (const [totals, rows] of comparisons(database, `${requests} WHERE status <> 'pending'`)) {
    expect(await readSums(database, totals)).toEqual(await readSums(database, rows));
  }
  expect(await readSums(database, reservations(database))).toEqual(await readSums(database, held(database)));
  // Nothing is held of a budget in money but by requests that are under way.
  expect(
    await readSums(
      database,
      `SELECT CAST(request_id AS text) AS id FROM budget_hold WHERE request_id NOT IN ` +
        `(SELECT id FROM ai_usage_tracking WHERE status = 'pending')`,
    ),
  ).toEqual([]);
}

/**
 * Keeps what is deleted from now on in a table `removed_requests`, within the same transaction, so that totals that
 * outlived their rows can be checked too. Returns the table's name.
 */
export async function keepRemovedRows({ client, engine }: Database): Promise<string> {
  const table = 'removed_requests';
  await client.$executeRawUnsafe(`CREATE TABLE ${table} AS SELECT * FROM ai_usage_tracking WHERE 1 = 0`);
  if (engine === 'sqlite') {
    const columns = await client.$queryRawUnsafe<{ name: string }[]>(`PRAGMA table_info(${table})`);
    const values = columns.map(({ name }) => `OLD.${name}`).join(', ');
    await client.$executeRawUnsafe(
      `CREATE TRIGGER keep_removed AFTER DELETE ON ai_usage_tracking BEGIN INSERT INTO ${table} VALUES (${values}); END`,
    );
    return table;
  }
  await client.$executeRawUnsafe(
    `CREATE FUNCTION keep_removed() RETURNS trigger LANGUAGE plpgsql AS ` +
      `'BEGIN INSERT INTO ${table} SELECT OLD.*; RETURN NULL; END'`,
  );
  await client.$executeRawUnsafe(
    `CREATE TRIGGER keep_removed AFTER DELETE ON ai_usage_tracking FOR EACH ROW EXECUTE FUNCTION keep_removed()`,
  );
  return table;
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
function comparisons(database: Database, settled: string): [totals: string, rows: string][] {
  const source = `COALESCE(cost_source, 'none') AS cost_source`;
  // One word for both engines, whatever they call true.
  const truth = (condition: string) => `CASE WHEN ${condition} THEN 'yes' ELSE 'no' END AS estimated`;
  const estimated = truth('cost_source IS NOT NULL AND tokens_estimated');
  const kinds = ['provider', 'model', 'action_type', 'status'];
  const hour = hourText(database, 'hour');
  const hourOfRow = hourText(database, 'created_at');
  const askedWith = ['COALESCE(asked_model, model) AS model', `COALESCE(key_hash, '') AS key_hash`];
  return [
    [
      sums(
        database,
        'ai_usage_summary',
        [day(database), ...kinds, 'cost_source AS cost_source', truth('tokens_estimated')],
        {
          requests: 'requests',
          unmeasured: 'unmeasured',
          cached: 'cached_tokens',
          reasoning: 'reasoning_tokens',
          latency: 'latency_ms_sum',
          ...TOKENS,
          ...MONEY,
        },
      ),
      sums(database, settled, [day(database), ...kinds, source, estimated], {
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
      sums(database, `${settled} AND user_id IS NOT NULL`, [day(database), 'user_id'], {
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
      sums(database, `${settled} AND user_id IS NOT NULL`, [day(database), 'user_id', 'provider'], {
        requests: '1',
        failed: `CASE WHEN status = 'ok' THEN 0 ELSE 1 END`,
        flat: `CASE WHEN cost_source = 'flat' THEN cost_pico_usd ELSE 0 END`,
        ...TOKENS,
        ...MONEY,
      }),
    ],
    [
      sums(database, 'ai_usage_chat_summary', [day(database), 'chat_id', 'provider'], {
        requests: 'requests',
        failed: 'failed',
        flat: 'flat_cost_pico_usd',
        ...TOKENS,
        ...MONEY,
      }),
      sums(database, `${settled} AND chat_id < 0`, [day(database), 'chat_id', 'provider'], {
        requests: '1',
        failed: `CASE WHEN status = 'ok' THEN 0 ELSE 1 END`,
        flat: `CASE WHEN cost_source = 'flat' THEN cost_pico_usd ELSE 0 END`,
        ...TOKENS,
        ...MONEY,
      }),
    ],
    [
      sums(database, 'ai_usage_hour', [`${hour} AS hour`, 'provider', 'model', 'key_hash'], {
        requests: 'requests',
        answered: 'answered',
        total: 'total_tokens',
        ...MONEY,
      }),
      sums(database, settled, [`${hourOfRow} AS hour`, 'provider', ...askedWith], {
        requests: '1',
        answered: `CASE WHEN status = 'ok' THEN 1 ELSE 0 END`,
        total: 'total_tokens',
        ...MONEY,
      }),
    ],
    [
      sums(database, 'ai_usage_latency', [day(database), 'provider', 'model'], { requests: 'requests' }),
      sums(database, `${settled} AND status = 'ok'`, [day(database), 'provider', 'model'], { requests: '1' }),
    ],
  ];
}

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
