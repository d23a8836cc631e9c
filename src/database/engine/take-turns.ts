import type { Connection } from './connection.ts';
import type { Database } from './database.ts';

/**
 * Lets whoever changes `target` do so one after the other, until their transactions end. It works where nothing is
 * kept of it yet, and so no row could be locked.
 */
export async function takeTurns(
  connection: Connection,
  { dialect }: Pick<Database, 'dialect'>,
  target: string,
): Promise<void> {
  if (dialect.turnLock) await connection.$executeRawUnsafe(dialect.turnLock, target);
}
