import type { Client, InStatement, ResultSet, Transaction } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';

/**
 * SQLite through one connection. The client of libsql leaves its connection behind with every transaction and
 * opens another, which costs the page cache each time, and the memory of the old one for good: four megabytes for
 * each large transaction. The adapter lets nothing else run while a transaction is open, so one is enough.
 */
export class SqliteAdapter extends PrismaLibSql {
  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    return oneConnection(super.createClient(config));
  }
}

function oneConnection(client: Client): Client {
  const executeOnce = client.execute.bind(client);
  let isOpen = false;
  let isStuck = false;

  const execute = async (statement: InStatement): Promise<ResultSet> => {
    if (isStuck && !isOpen) {
      // A statement that failed, such as one that waited for a lock in vain, stays in progress, and with it no
      // transaction of the connection can be committed any more.
      client.reconnect();
      isStuck = false;
    }
    try {
      return await executeOnce(statement);
    } catch (error) {
      isStuck = true;
      throw error;
    }
  };
  const end = async (command: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
    try {
      await execute(command);
    } catch (error) {
      // The connection goes on to others, and must not take this transaction along.
      if (command === 'COMMIT') await execute('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      isOpen = false;
    }
  };
  /** As much of a transaction as Prisma's adapter uses. */
  const begin = async () => {
    // Waits here for another process, where a transaction that began by reading would fail at its first write.
    await execute('BEGIN IMMEDIATE');
    isOpen = true;
    return { execute, commit: () => end('COMMIT'), rollback: () => end('ROLLBACK') };
  };
  client.execute = execute;
  client.transaction = begin as unknown as () => Promise<Transaction>;
  return client;
}
