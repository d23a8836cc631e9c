import type { Database } from '../../database/engine/database.ts';
import { createPartitionStore } from '../../database/ledger/partition-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';

/** A running bot checks daily; one that starts again after a month or two still finds its table. */
const MONTHS_AHEAD = 2;

/**
 * Creates the request tables of this month and of the next ones, ahead of time. Never rejects: requests without a
 * monthly table go to the default one, so no message waits for this.
 */
export async function makePartitions(database: Database, clock: Clock, logger: Logger): Promise<void> {
  try {
    const { made, refused } = await createPartitionStore(database, clock).make(clock.now(), MONTHS_AHEAD);
    if (made.length > 0) logger.info({ made }, 'created the request tables of the next months');
    if (refused.length > 0) {
      logger.warn(
        { months: refused },
        'requests of these months go to ai_usage_tracking_other, because this database role may not create tables; ' +
          'npm run migrate, run as the owner of the tables, creates them for a year',
      );
    }
  } catch (error) {
    logger.error({ error: describeError(error) }, 'could not create the request tables of the next months');
  }
}
