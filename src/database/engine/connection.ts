import type { PrismaClient } from '../generated/postgresql/client.ts';

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
