import type { PrismaClient } from '../generated/postgresql/client.ts';
import type { Connection, Transaction } from './connection.ts';
import type { Engine } from './engine.ts';
import type { DatabaseSetting } from './failures/explain-failure.ts';
import type { Listening, ListenOptions } from './postgres/postgres-listening.ts';
import type { SqlDialect } from './sql-dialect.ts';
import type { Steps } from './steps.ts';

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
  /** What names it, for errors; absent: `DATABASE_URL`. */
  setting?: DatabaseSetting | undefined;
  /** PostgreSQL connections of this process. */
  poolSize?: number;
  /**
   * How long a statement waits for a PostgreSQL server that says nothing, in milliseconds. Default: as long as it takes,
   * for those who load or copy whole tables.
   */
  silenceMs?: number;
  /** Refuses a database that the bot has not made yet, instead of making it. */
  mustExist?: boolean;
  /** A PostgreSQL replica: the connection is read-only and gives up soon when the server does not answer. */
  replica?: boolean;
}
