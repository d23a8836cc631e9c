import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { createLedgerStore } from '../database/ledger/ledger-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Services } from './open-services.ts';
import { watchDatabase, type DatabaseWatch } from '../usage/outage/database-watch.ts';
import { createLedger, type Ledger, type LedgerOptions } from '../usage/ledger/ledger.ts';
import { openOutageJournal } from '../usage/outage/outage-journal.ts';

export interface OpenedLedger {
  ledger: Ledger;
  watch: DatabaseWatch;
  close(): Promise<void>;
}

export interface OpenLedgerOptions extends Pick<LedgerOptions, 'owner' | 'onSettled' | 'timeZone'> {
  services: Pick<Services, 'database' | 'prices'>;
  databaseUrl: string;
  clock: Clock;
  logger: Logger;
}

/** Often enough for others to know that this process lives: three times as long after the last, they take its journal. */
const TEND_MS = 10_000;

/** Opens the ledger, with what other processes left in it when they ended. */
export async function openLedger(options: OpenLedgerOptions): Promise<OpenedLedger> {
  const { services, databaseUrl, logger } = options;
  const journal = await openOutageJournal(journalFolder(databaseUrl), options.clock);
  const watch = watchDatabase({ recover: () => ledger.replay(), clock: options.clock, logger });
  const { owner, onSettled, timeZone, clock } = options;
  const ledger = createLedger({
    store: createLedgerStore(services.database),
    prices: services.prices,
    outage: { journal, watch },
    owner,
    onSettled,
    timeZone,
    clock,
    logger,
  });
  const tend = async () => {
    await journal.tend();
    if (journal.entries().length > 0 && !watch.isDown) await ledger.replay();
  };
  const tending = setInterval(() => {
    tend().catch((error: unknown) => {
      if (!watch.failed(error)) logger.error({ error: describeError(error) }, 'the journal was not tended');
    });
  }, TEND_MS);
  const close = async () => {
    clearInterval(tending);
    watch.stop();
    await journal.close();
  };
  try {
    await ledger.replay();
    await ledger.recover();
  } catch (error) {
    await close();
    throw error;
  }
  return { ledger, watch, close };
}

/**
 * Beside an embedded database; for a server's, in a folder of that database alone: what one bot kept is not to be booked
 * by another one that was started in the same place.
 */
function journalFolder(databaseUrl: string): string {
  if (databaseUrl.startsWith('file:')) return dirname(databaseUrl.slice('file:'.length));
  const { host, pathname } = new URL(databaseUrl);
  const name = createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 12);
  return join('data', `journal-${name}`);
}
