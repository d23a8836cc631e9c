import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { PrismaClient } from '../generated/postgresql/client.ts';
import { engineOf, type Engine } from './engine.ts';
import { explained } from './failures/explained.ts';
import { expectFile } from './failures/no-database-error.ts';
import type { Listening, ListenOptions } from './postgres/postgres-listening.ts';
import { migrateDatabase } from './migrations/migrate-database.ts';
import type { MigrationConnection } from './migrations/migration-connection.ts';
import { dialectFor, type SqlDialect } from './sql-dialect.ts';
import type { Steps } from './steps.ts';

/** What runs statements: the client itself or an open transaction. */
export type Connection = Pick<PrismaClient, '$queryRawUnsafe' | '$executeRawUnsafe'>;

/** One SQL statement with the values of its parameters. */
export interface Statement {
  sql: string;
  parameters: readonly (string | number | null)[];
}

/** An open transaction. */
export interface Transaction extends Connection {
  /**
   * Runs statements one after another in one round trip. Neither their rows nor how many rows they changed are
   * returned. Each has at most six parameters (`MAX_PARAMETERS`).
   */
  executeAll(statements: readonly Statement[]): Promise<void>;
}

/** One open database. Both engines have the same models, so PostgreSQL's client type stands for both. */
export interface Database {
  readonly engine: Engine;
  readonly client: PrismaClient;
  /** Runs the hot raw statements past Prisma: rows hold what the driver makes of the engine's types. */
  readonly direct: Connection;
  readonly dialect: SqlDialect;
  /** Runs `work` in one transaction, which is rolled back when `work` throws. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** A transaction of few round trips; see `sendTogether`. */
  inSteps(): Steps;
  /** Rejects when a pooler drops the settings of sessions, with what to do about it. */
  expectSession(): Promise<void>;
  /**
   * Applies pending migrations, once sessions are as expected, and returns their names; `onMigration` is called before
   * each, and none after `upTo` is applied. Safe to call from several processes at once.
   */
  migrate(onMigration?: (name: string) => void, upTo?: string): Promise<string[]>;
  /** Listens to a channel of PostgreSQL's `NOTIFY`; rejects when it cannot, as on SQLite. */
  listen(options: ListenOptions): Promise<Listening>;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  /** `file:` or `postgresql:`. */
  url: string;
  /** PostgreSQL connections of this process. */
  poolSize?: number;
  /** Refuses a database that the bot has not made yet, instead of making it. */
  mustExist?: boolean;
  /** A PostgreSQL replica: the connection is read-only and gives up soon when the server does not answer. */
  replica?: boolean;
}

/** What differs between the engines in how the database is reached. */
export interface Driver {
  /** For the Prisma client. */
  factory: SqlDriverAdapterFactory;
  /** Opens a connection for migrations. */
  connectToMigrate(): Promise<MigrationConnection>;
  /** Rejects when sessions are not set up as the driver asked, with what to do about it. */
  expectSession?(client: PrismaClient): Promise<void>;
  listen?(options: ListenOptions): Promise<Listening>;
  /** `executeAll` of a transaction that has just begun. */
  executeAllIn(connection: Connection): Transaction['executeAll'];
  inSteps(): Steps;
  direct: Connection;
  /** Closes what Prisma does not close. */
  close?(): Promise<void>;
}

/** Milliseconds. */
const TRANSACTION_LIMITS = { maxWait: 10_000, timeout: 30_000 };

/**
 * Opens the database that `url` names, without touching its tables. Throws an error when the URL names neither engine,
 * and a `DatabaseError` when the database cannot be used.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const engine = engineOf(options.url);
  if (!engine) throw new Error('DATABASE_URL must begin with file: or postgresql:');
  const { driver, client } = await explained(options.url, null, () => connect(engine, options));
  const expectSession = async () => driver.expectSession?.(client);
  const transaction: Database['transaction'] = (work) =>
    client.$transaction(
      (connection) =>
        work({
          $queryRawUnsafe: (sql, ...parameters) => connection.$queryRawUnsafe(sql, ...parameters),
          $executeRawUnsafe: (sql, ...parameters) => connection.$executeRawUnsafe(sql, ...parameters),
          executeAll: driver.executeAllIn(connection),
        }),
      TRANSACTION_LIMITS,
    );
  return {
    engine,
    client,
    direct: driver.direct,
    dialect: dialectFor(engine),
    transaction,
    inSteps: () => driver.inSteps(),
    expectSession,
    migrate: (onMigration, upTo) =>
      explained(options.url, driver, async () => {
        await expectSession();
        return migrateDatabase({
          engine,
          client,
          connect: () => driver.connectToMigrate(),
          mustExist: options.mustExist ?? false,
          onMigration,
          upTo,
        });
      }),
    listen: async (wanted) => {
      if (!driver.listen) throw new Error(`${engine} has no notifications`);
      return driver.listen(wanted);
    },
    close: async () => {
      await client.$disconnect();
      await driver.close?.();
    },
  };
}

async function connect(engine: Engine, options: OpenDatabaseOptions) {
  if (options.mustExist) expectFile(options.url);
  const driver = await openDriver(engine, options);
  const client = await createClient(engine, driver.factory);
  try {
    // WAL lets a report read while the bot writes. The setting is stored in the file.
    if (engine === 'sqlite') await client.$queryRawUnsafe('PRAGMA journal_mode = WAL');
    return { driver, client };
  } catch (error) {
    await client.$disconnect().catch(() => undefined);
    throw error;
  }
}

// Each engine's driver is loaded only where it is used, because the other one would cost memory for nothing.
async function openDriver(engine: Engine, options: OpenDatabaseOptions): Promise<Driver> {
  if (engine === 'sqlite') return (await import('./sqlite/sqlite-driver.ts')).openSqliteDriver(options);
  return (await import('./postgres/postgres-driver.ts')).openPostgresDriver(options);
}

// A client generated for one engine refuses the other's adapter, so each engine has its own.
async function createClient(engine: Engine, adapter: SqlDriverAdapterFactory): Promise<PrismaClient> {
  if (engine === 'postgresql') {
    const { PrismaClient: Client } = await import('../generated/postgresql/client.ts');
    return new Client({ adapter });
  }
  const { PrismaClient: Client } = await import('../generated/sqlite/client.ts');
  return new Client({ adapter }) as unknown as PrismaClient;
}
