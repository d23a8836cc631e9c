import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEFAULT_DATABASE_URL } from '../../config/read-config.ts';
import type { Database } from '../../database/engine/database.ts';
import { openDatabase } from '../../database/engine/open-database.ts';
import type { Logger } from '../../foundation/logger.ts';

/**
 * Warns when DATABASE_URL names a database without a request, while the default file holds some: whoever changed the
 * address may believe that the history came along. Never rejects.
 */
export async function warnOfLeftLedger(
  database: Database,
  databaseUrl: string,
  logger: Logger,
): Promise<void> {
  const path = DEFAULT_DATABASE_URL.slice('file:'.length);
  const isDefault = databaseUrl.startsWith('file:') && resolve(databaseUrl.slice(5)) === resolve(path);
  if (isDefault || !existsSync(path) || (await countRequests(database)) !== 0) return;
  const requests = await countRequestsIn(DEFAULT_DATABASE_URL);
  if (requests === 0) return;
  logger.warn(
    { requests },
    `DATABASE_URL names an empty database, but ${path} holds the requests of before. To take them along, stop the ` +
      `bot, run DATABASE_URL=${DEFAULT_DATABASE_URL} npm run move -- --to "<the new DATABASE_URL>", then start it again`,
  );
}

async function countRequestsIn(url: string): Promise<number> {
  const database = await openDatabase({ url });
  try {
    return await countRequests(database);
  } finally {
    await database.close();
  }
}

/** 0 for a file that is no database of ours. */
async function countRequests({ client }: Database): Promise<number> {
  const { _sum: sum } = await client.aiUsageSummary
    .aggregate({ _sum: { requests: true } })
    .catch(() => ({ _sum: { requests: 0 } }));
  return sum.requests ?? 0;
}
