import type { Database } from '../database/engine/open-database.ts';
import { createPartitionStore } from '../database/ledger/partition-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';

/** A bot that runs looks every day; one that starts after a month or two still finds its table. */
const MONTHS_AHEAD = 2;

/**
 * Makes the tables of the requests of this month and the next ones, ahead of time. Never rejects: what has no table
 * goes where all the others go, and nobody's message waits for it.
 */
export async function makePartitions(database: Database, clock: Clock, logger: Logger): Promise<void> {
  try {
    const { made, refused } = await createPartitionStore(database, clock).make(clock.now(), MONTHS_AHEAD);
    if (made.length > 0) logger.info({ made }, 'made tables for the months ahead');
    if (refused.length > 0) {
      logger.warn(
        { months: refused },
        'requests of these months go to ai_usage_tracking_other: this role may make no tables; ' +
          'npm run migrate as their owner makes them for a year',
      );
    }
  } catch (error) {
    logger.error({ error: describeError(error) }, 'could not make tables for the months ahead');
  }
}
