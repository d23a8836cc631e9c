import type { Driver } from '../driver.ts';
import { DatabaseError } from './database-error.ts';
import { explainFailure, type DatabaseSetting } from './explain-failure.ts';

interface Named {
  url: string;
  /** What names it; `undefined`: `DATABASE_URL`. */
  setting?: DatabaseSetting | undefined;
}

/** Runs `work`; its failure to use the database is thrown as a sentence for the operator. */
export async function explained<Result>(
  { url, setting }: Named,
  driver: Pick<Driver, 'connectToMigrate'> | null,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw explainFailure((driver && (await deeperCause(error, driver))) ?? error, url, setting);
  }
}

/** Prisma tells that a server cannot be reached, but not why: the driver, asked alone, does. */
async function deeperCause(error: unknown, driver: Pick<Driver, 'connectToMigrate'>): Promise<unknown> {
  try {
    const connection = await driver.connectToMigrate();
    await connection.close();
    return error;
  } catch (cause) {
    return cause;
  }
}
