import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { PrismaClient } from '../generated/postgresql/client.ts';
import { engineOf, type Engine } from './engine.ts';
import { explained } from './failures/explained.ts';
import { expectFile } from './failures/no-database-error.ts';
import { migrateDatabase } from './migrations/migrate-database.ts';
import { dialectFor } from './sql-dialect.ts';
import type { Database, OpenDatabaseOptions } from './database.ts';
import type { Driver } from './driver.ts';

/** Milliseconds. */
const TRANSACTION_LIMITS = { maxWait: 10_000, timeout: 30_000 };

/**
 * Opens the database that `url` names, without touching its tables. Throws an error when the URL names neither engine,
 * and a `DatabaseError` when the database cannot be used.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const engine = engineOf(options.url);
  if (!engine) throw new Error('DATABASE_URL must begin with file: or postgresql:');
  const { driver, client } = await explained(options, null, () => connect(engine, options));
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
      explained(options, driver, async () => {
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
