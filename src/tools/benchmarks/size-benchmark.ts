import { statSync } from 'node:fs';
import type { Database } from '../../database/engine/database.ts';
import { openDatabase } from '../../database/engine/open-database.ts';
import { bookAndSettle, openBenchmarkLedger } from './benchmark-ledger.ts';
import { printLine } from './measure.ts';
import type { ScratchDatabase } from './scratch-databases.ts';

const REQUESTS = 20_000;
const AT_ONCE = 100;
/** Each person has the same number of requests, all of them today. */
const PEOPLE = 2_000;

interface Sizes {
  rows: number;
  indexes: number;
  totals: number;
}

const TOTALS_OF_PEOPLE = ['ai_usage_user_summary', 'ai_usage_user_provider'];

/** The disk space of a request, and of a person's daily totals, which are kept forever. */
export async function benchmarkSize(scratch: ScratchDatabase): Promise<string> {
  const database = await openDatabase({ url: scratch.url });
  await database.migrate();
  const ledger = openBenchmarkLedger(database);
  for (let booked = 0; booked < REQUESTS; booked += AT_ONCE) {
    const people = Array.from({ length: AT_ONCE }, (_, index) => (booked + index) % PEOPLE);
    await Promise.all(people.map((person) => bookAndSettle(ledger, person, 0)));
  }
  const read = database.engine === 'sqlite' ? sqliteSizes : postgresSizes;
  const { rows, indexes, totals } = await read(database, scratch.url);
  await database.close();
  const request = (rows + indexes) / REQUESTS;
  return (
    printLine({
      what: `bytes a request, with indexes, ${scratch.name}`,
      measured: `${Math.round(request)} B`,
      reference: `without them (${Math.round(rows / REQUESTS)} B)`,
      ratio: (rows + indexes) / rows,
    }) +
    printLine({
      what: `bytes of the totals of a person and a day, ${scratch.name}`,
      measured: `${Math.round(totals / PEOPLE)} B`,
      reference: `a request (${Math.round(request)} B)`,
      ratio: totals / PEOPLE / request,
    })
  );
}

/** Measured after vacuum, the long-term state: booking and settling write each row twice. */
async function postgresSizes({ client }: Database): Promise<Sizes> {
  for (const table of ['ai_usage_tracking', ...TOTALS_OF_PEOPLE])
    await client.$executeRawUnsafe(`VACUUM FULL ${table}`);
  const [row] = await client.$queryRawUnsafe<[Record<keyof Sizes, bigint>]>(
    `SELECT SUM(pg_table_size(relid))::bigint AS rows, SUM(pg_indexes_size(relid))::bigint AS indexes, ` +
      `(SELECT SUM(pg_total_relation_size(name::regclass))::bigint FROM unnest($1::text[]) AS name) AS totals ` +
      `FROM pg_partition_tree('ai_usage_tracking') WHERE isleaf`,
    TOTALS_OF_PEOPLE,
  );
  return { rows: Number(row.rows), indexes: Number(row.indexes), totals: Number(row.totals) };
}

/** libsql is built without table sizes, so the file is rewritten without one table or index after another. */
async function sqliteSizes({ client }: Database, url: string): Promise<Sizes> {
  const sizeAfter = async (...statements: string[]) => {
    for (const statement of [...statements, 'VACUUM', 'PRAGMA wal_checkpoint(TRUNCATE)'])
      await client.$queryRawUnsafe(statement);
    return statSync(url.slice('file:'.length)).size;
  };
  const indexes = await client.$queryRawUnsafe<{ name: string }[]>(
    `SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'ai_usage_tracking' AND sql IS NOT NULL`,
  );
  const whole = await sizeAfter();
  const bare = await sizeAfter(...indexes.map(({ name }) => `DROP INDEX ${name}`));
  const withoutRows = await sizeAfter('DELETE FROM ai_usage_tracking');
  const withoutTotals = await sizeAfter(...TOTALS_OF_PEOPLE.map((name) => `DELETE FROM ${name}`));
  return { rows: bare - withoutRows, indexes: whole - bare, totals: withoutRows - withoutTotals };
}
