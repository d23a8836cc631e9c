import type { Driver } from '../driver.ts';
import type { OpenDatabaseOptions } from '../database.ts';
import { openPostgresMigrations } from '../migrations/postgres-migrations.ts';
import { expectSessionSettings, explainRefusedSettings } from '../session-settings.ts';
import { closeDoubtful } from './doubtful-connections.ts';
import { listenToPostgres } from './postgres-listening.ts';
import { createDirectConnection, createPostgresSteps, PostgresAdapter, queryOn } from './postgres-direct.ts';
import { runTogether } from '../run-together.ts';

/** The adapter drops the offset of a timestamp that it reads, which is right only in a session in UTC. */
const SESSION = '-c TimeZone=UTC';
const READ_ONLY = '-c default_transaction_read_only=on';
/** A locked table keeps people waiting for no longer than a server that is unreachable. */
const LOCK_TIMEOUT_MS = 5_000;
const LOCK_TIMEOUT = `-c lock_timeout=${LOCK_TIMEOUT_MS}`;
const TIMEOUTS = { connectionTimeoutMillis: 5_000 };
const REPLICA_TIMEOUTS = { connectionTimeoutMillis: 1_000, query_timeout: 5_000 };

/** The adapters of a PostgreSQL database, which connect with the first statement. */
export async function openPostgresDriver({
  url,
  poolSize: max = 10,
  replica = false,
  silenceMs,
}: OpenDatabaseOptions): Promise<Driver> {
  const factory = new PostgresAdapter({
    connectionString: url,
    max,
    options: `${SESSION} ${replica ? READ_ONLY : LOCK_TIMEOUT}`,
    ...(replica ? REPLICA_TIMEOUTS : TIMEOUTS),
  });
  const pool = (await factory.connect()).underlyingDriver();
  if (!replica) closeDoubtful(pool, { silenceMs });
  return {
    factory,
    inSteps: () => createPostgresSteps(pool),
    direct: createDirectConnection(queryOn(pool)),
    close: async () => {
      if (!pool.ending) await pool.end();
    },
    // A migration waits without limit for those that use its tables: if it gave up, it would have to start over.
    connectToMigrate: () => openPostgresMigrations({ connectionString: url, options: SESSION, ...TIMEOUTS }),
    expectSession: async (client) => {
      const variable = replica ? 'DATABASE_READ_URL' : 'DATABASE_URL';
      try {
        await expectSessionSettings(client, { variable, lockTimeoutMs: replica ? null : LOCK_TIMEOUT_MS });
      } catch (error) {
        throw explainRefusedSettings(error, variable);
      }
    },
    listen: (wanted) => listenToPostgres({ connectionString: url, ...TIMEOUTS }, wanted),
    executeAllIn: (connection) => (statements) => runTogether(connection, statements),
  };
}
