import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { PrismaClient } from '../generated/postgresql/client.ts';
import type { Connection, Transaction } from './connection.ts';
import type { MigrationConnection } from './migrations/migration-connection.ts';
import type { Listening, ListenOptions } from './postgres/postgres-listening.ts';
import type { Steps } from './steps.ts';

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
