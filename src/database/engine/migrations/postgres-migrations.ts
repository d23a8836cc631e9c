import { PrismaPg } from '@prisma/adapter-pg';
import type { MigrationConnection } from './migration-connection.ts';

export interface PostgresMigrationsOptions {
  connectionString: string;
  /** What the session is set to. */
  options: string;
  connectionTimeoutMillis: number;
}

/**
 * The connection to migrate a PostgreSQL database. Each script goes to the server whole, because Prisma's adapter cuts
 * it at every semicolon, also at those inside a function.
 */
export async function openPostgresMigrations(
  settings: PostgresMigrationsOptions,
): Promise<MigrationConnection> {
  const adapter = await new PrismaPg({ ...settings, max: 1 }).connect();
  const client = await adapter.underlyingDriver().connect();
  return {
    query: async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
    runWhole: async (script) => {
      try {
        await client.query(`BEGIN;\n${script}\nCOMMIT;`);
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    },
    close: async () => {
      client.release();
      await adapter.dispose();
    },
  };
}
