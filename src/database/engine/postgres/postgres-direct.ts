import { PrismaPg } from '@prisma/adapter-pg';
import type { Connection, Statement } from '../connection.ts';
import { isOneTrip, runTogether } from '../run-together.ts';
import type { Steps } from '../steps.ts';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;
export type Pool = ReturnType<Adapter['underlyingDriver']>;
export type Client = NonNullable<Parameters<Parameters<Pool['connect']>[0]>[1]>;

/** Prisma's adapter, whose connections hot statements use past Prisma. */
export class PostgresAdapter extends PrismaPg {
  #adapter: Promise<Adapter> | null = null;

  /** Always the same adapter: the connections are those of one pool. */
  override connect(): Promise<Adapter> {
    this.#adapter ??= super.connect();
    return this.#adapter;
  }
}

/** Rows hold what the driver makes of PostgreSQL's types, such as text for a `bigint`. */
export function createDirectConnection({ query }: { query: Query }): Connection {
  const direct = {
    $queryRawUnsafe: async (sql: string, ...parameters: Statement['parameters']) =>
      (await query(sql, parameters)).rows,
    $executeRawUnsafe: async (sql: string, ...parameters: Statement['parameters']) =>
      (await query(sql, parameters)).rowCount ?? 0,
  };
  return direct as unknown as Connection;
}

type Query = (
  sql: string,
  parameters: Statement['parameters'],
) => Promise<{ rows: unknown[]; rowCount: number | null }>;

export function queryOn(connection: Pick<Pool, 'query'>): { query: Query } {
  return { query: (sql, parameters) => connection.query(sql, [...parameters]) };
}

interface Open {
  connection: Connection;
  end(how: 'COMMIT' | 'ROLLBACK'): Promise<void>;
}

/** A transaction that begins with the first query; without one, a function runs all statements in one round trip. */
export function createPostgresSteps(pool: Pool): Steps {
  let opened: Promise<Open> | null = null;
  const open = () => (opened ??= openTransaction(pool));
  return {
    query: async <Row>(before: readonly Statement[], { sql, parameters }: Statement) => {
      const { connection } = await open();
      await runTogether(connection, before);
      return connection.$queryRawUnsafe<Row[]>(sql, ...parameters);
    },
    end: async (rest) => {
      if (!opened && isOneTrip(rest)) return runTogether(createDirectConnection(queryOn(pool)), rest);
      const transaction = await open();
      await runTogether(transaction.connection, rest);
      await transaction.end('COMMIT');
    },
    endWith: async <Row>(rest: readonly Statement[], { sql, parameters }: Statement) => {
      if (!opened && rest.length === 0)
        return createDirectConnection(queryOn(pool)).$queryRawUnsafe<Row[]>(sql, ...parameters);
      const transaction = await open();
      await runTogether(transaction.connection, rest);
      const rows = await transaction.connection.$queryRawUnsafe<Row[]>(sql, ...parameters);
      await transaction.end('COMMIT');
      return rows;
    },
    giveUp: async () => {
      await (await opened)?.end('ROLLBACK');
    },
  };
}

async function openTransaction(pool: Pool): Promise<Open> {
  const client: Client = await pool.connect();
  // A connection that is lost while it waits for the next statement would end the process.
  client.on('error', ignore);
  let isOver = false;
  const end = async (how: string): Promise<void> => {
    if (isOver) return;
    isOver = true;
    await runAndRelease(client, how);
  };
  try {
    await client.query('BEGIN');
  } catch (error) {
    isOver = true;
    letGo(client, error);
    throw error;
  }
  return { connection: createDirectConnection(queryOn(client)), end };
}

async function runAndRelease(client: Client, sql: string): Promise<void> {
  try {
    await client.query(sql);
    letGo(client);
  } catch (error) {
    letGo(client, error);
    throw error;
  }
}

/** A connection that failed is closed, and with it whatever it had begun. */
function letGo(client: Client, error?: unknown): void {
  client.removeListener('error', ignore);
  client.release(error !== undefined);
}

function ignore(): void {
  // The statement that the connection carries rejects, or the next one.
}
