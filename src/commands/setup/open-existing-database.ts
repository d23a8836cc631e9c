import type { Database } from '../../database/engine/database.ts';
import { openDatabase } from '../../database/engine/open-database.ts';
import type { Progress } from '../console/progress.ts';

/** Opens a database that the bot has made, and applies the migrations that it lacks. */
export async function openExistingDatabase(url: string, progress: Progress): Promise<Database> {
  const database = await openDatabase({ url, mustExist: true });
  try {
    await database.migrate((name) => progress.show(`migrating the database: ${name} …`));
    progress.end();
    return database;
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}
