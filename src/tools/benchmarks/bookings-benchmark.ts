import { createClient } from '@libsql/client';
import pg from 'pg';
import { v7 as timeOrderedId } from 'uuid';
import { openDatabase } from '../../database/engine/open-database.ts';
import { openBenchmarkLedger, bookAndSettle } from './benchmark-ledger.ts';
import { printLine } from './measure.ts';
import type { ScratchDatabase } from './scratch-databases.ts';

const WRITERS = 100;
const DURATION_MS = 4_000;

/** Writes and settles one request, in two commits like the ledger. */
type WriteRequest = () => Promise<void>;

interface BareDriver {
  write: WriteRequest;
  close: () => Promise<void>;
}

/**
 * Requests per second that a hundred writers book and settle, relative to the bare driver writing the same
 * row.
 */
export async function benchmarkBookings(scratch: ScratchDatabase): Promise<string> {
  const database = await openDatabase({ url: scratch.url });
  await database.migrate();
  const ledger = openBenchmarkLedger(database);
  let writer = 0;
  const ours = await perSecond(() => bookAndSettle(ledger, (writer += 1) % WRITERS, 0).then(() => undefined));
  await database.close();
  const driver = scratch.name === 'SQLite' ? await bareSqlite(scratch.url) : barePostgres(scratch.url);
  const bare = await perSecond(driver.write);
  await driver.close();
  return printLine({
    what: `requests booked and settled a second, ${WRITERS} writers, ${scratch.name}`,
    measured: `${ours.toFixed(0)}/s`,
    reference: `the bare driver writing only the row (${bare.toFixed(0)}/s)`,
    ratio: ours / bare,
  });
}

async function perSecond(write: WriteRequest): Promise<number> {
  const startedAt = performance.now();
  let count = 0;
  const writers = Array.from({ length: WRITERS }, async () => {
    while (performance.now() - startedAt < DURATION_MS) {
      await write();
      count += 1;
    }
  });
  await Promise.all(writers);
  return (count * 1000) / (performance.now() - startedAt);
}

const INSERT =
  'INSERT INTO ai_usage_tracking (id, provider, model, action_type, status, user_id, chat_id, prompt_tokens, ' +
  'tokens_estimated, lease_owner, lease_until, created_at, date) VALUES ';
const SETTLE =
  "UPDATE ai_usage_tracking SET status = 'ok', prompt_tokens = 100, completion_tokens = 50, total_tokens = 150, " +
  "tokens_estimated = false, cost_pico_usd = 45000000, cost_estimate = 0.000045, cost_source = 'catalogue', " +
  'latency_ms = 500, lease_owner = NULL, lease_until = NULL WHERE id = ';

function rowValues(): (string | number | boolean)[] {
  const now = new Date().toISOString();
  const model = 'openai/gpt-oss-120b';
  return [
    timeOrderedId(),
    'groq',
    model,
    'Chat',
    'pending',
    1,
    1,
    100,
    true,
    'bench',
    now,
    now,
    now.slice(0, 10),
  ];
}

async function bareSqlite(url: string): Promise<BareDriver> {
  const client = createClient({ url });
  await client.execute('PRAGMA busy_timeout = 5000');
  return {
    write: async () => {
      const args = rowValues();
      await client.execute({ sql: `${INSERT}(${args.map(() => '?').join(', ')})`, args });
      await client.execute({ sql: `${SETTLE}?`, args: [args[0] ?? ''] });
    },
    close: async () => client.close(),
  };
}

function barePostgres(url: string): BareDriver {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  return {
    write: async () => {
      const values = rowValues();
      await pool.query(`${INSERT}(${values.map((_, index) => `$${index + 1}`).join(', ')})`, values);
      await pool.query(`${SETTLE}$1`, [values[0]]);
    },
    close: () => pool.end(),
  };
}
