import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { PrismaClient } from '../generated/postgresql/client.ts';
import { engineOf, type Engine } from './engine.ts';
import { migrateDatabase } from './migrate-database.ts';
import { dialectFor, type SqlDialect } from './sql-dialect.ts';

/** What runs statements: the client itself or an open transaction. */
export type Connection = Pick<PrismaClient, '$queryRawUnsafe' | '$executeRawUnsafe'>;

/** One open database. Both engines have the same models, so PostgreSQL's client type stands for both. */
export interface Database {
  readonly engine: Engine;
  readonly client: PrismaClient;
  readonly dialect: SqlDialect;
  /** Runs `work` in one transaction: all of it is kept, or nothing when it throws. */
  transaction<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>;
  /** Applies pending migrations and tells their names. Safe to call from several processes at once. */
  migrate(): Promise<string[]>;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  /** `file:` or `postgresql:`. */
  url: string;
  /** PostgreSQL connections of this process. */
  poolSize?: number;
  /** A PostgreSQL replica: nothing is written, and nobody waits long for one that is gone. */
  replica?: boolean;
}

/** While SQLite waits for another process's lock, all other statements of this process wait with it. */
const BUSY_TIMEOUT_MS = 2_000;
/** The adapter drops the offset of a timestamp it reads, which is right only in a session that speaks UTC. */
const SESSION = '-c TimeZone=UTC';
/** A table that somebody has locked keeps people waiting for no longer than a server that is gone. */
const LOCK_PATIENCE = '-c lock_timeout=5000';
const PATIENCE = { connectionTimeoutMillis: 5_000 };
const REPLICA_PATIENCE = { connectionTimeoutMillis: 1_000, query_timeout: 5_000 };
const TRANSACTION_LIMITS = { maxWait: 10_000, timeout: 30_000 };

/** Opens the database that `url` names, without touching its tables. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { url } = options;
  const engine = engineOf(url);
  if (!engine) throw new Error('DATABASE_URL must begin with file: or postgresql:');
  const factory = await (engine === 'sqlite' ? sqliteAdapter(url) : postgresAdapter(options));
  const client = await createClient(engine, factory);
  // WAL lets a report read while the bot writes; it is a property of the file and is kept.
  if (engine === 'sqlite') await client.$queryRawUnsafe('PRAGMA journal_mode = WAL');
  return {
    engine,
    client,
    dialect: dialectFor(engine),
    transaction: (work) => client.$transaction((transaction) => work(transaction), TRANSACTION_LIMITS),
    // What changes tables waits for whoever reads them: given up, it would have to be begun again.
    migrate: async () =>
      migrateDatabase(engine, engine === 'sqlite' ? factory : await postgresAdapter(options, ''), client),
    close: () => client.$disconnect(),
  };
}

// A client generated for one engine refuses the other's adapter, so each engine has its own.
async function createClient(
  engine: Engine,
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<PrismaClient> {
  if (engine === 'postgresql') {
    const { PrismaClient: Client } = await import('../generated/postgresql/client.ts');
    return new Client({ adapter });
  }
  const { PrismaClient: Client } = await import('../generated/sqlite/client.ts');
  return new Client({ adapter }) as unknown as PrismaClient;
}

// Each engine's driver is loaded only where it is used: the other one's would cost memory for nothing.
async function sqliteAdapter(url: string): Promise<SqlMigrationAwareDriverAdapterFactory> {
  const { SqliteAdapter } = await import('./sqlite-adapter.ts');
  const [path = ''] = url.slice('file:'.length).split('?');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Conversations are for nobody else's eyes; the files beside it take after it.
  closeSync(openSync(path, 'a', 0o600));
  return new SqliteAdapter({ url, timeout: BUSY_TIMEOUT_MS });
}

async function postgresAdapter(
  { url, poolSize: max = 10, replica = false }: OpenDatabaseOptions,
  lockPatience = LOCK_PATIENCE,
): Promise<SqlMigrationAwareDriverAdapterFactory> {
  const { PostgresAdapter } = await import('./postgres-adapter.ts');
  return new PostgresAdapter({
    connectionString: url,
    max,
    options: `${SESSION} ${replica ? '-c default_transaction_read_only=on' : lockPatience}`,
    ...(replica ? REPLICA_PATIENCE : PATIENCE),
  });
}
