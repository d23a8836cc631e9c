import type { Client, InStatement, Transaction } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';

/**
 * SQLite through one connection. The client of libsql leaves its connection behind with every transaction and
 * opens another, which costs the page cache each time, and the memory of the old one for good: four megabytes for
 * each large transaction. The adapter lets nothing else run while a transaction is open, so one is enough.
 */
export class SqliteAdapter extends PrismaLibSql {
  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    const client = super.createClient(config);
    client.transaction = async () => {
      // Waits here for another process, where a transaction that began by reading would fail at its first write.
      await client.execute('BEGIN IMMEDIATE');
      return new OneConnectionTransaction(client) as unknown as Transaction;
    };
    return client;
  }
}

/** As much of a transaction as Prisma's adapter uses. */
class OneConnectionTransaction {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  execute(statement: InStatement) {
    return this.#client.execute(statement);
  }

  async commit(): Promise<void> {
    try {
      await this.#client.execute('COMMIT');
    } catch (error) {
      // The connection goes on to others, and must not take this transaction along.
      await this.rollback().catch(() => undefined);
      throw error;
    }
  }

  async rollback(): Promise<void> {
    await this.#client.execute('ROLLBACK');
  }
}
