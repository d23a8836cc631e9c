import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { createLedgerStore } from '../../database/ledger/ledger-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { PseudonymOf } from '../../foundation/pseudonym.ts';
import type { Services } from '../services/open-services.ts';
import { watchDatabase, type DatabaseWatch } from '../../usage/outage/database-watch.ts';
import type { LedgerOptions } from '../../usage/ledger/ledger-options.ts';
import { createLedger, type Ledger } from '../../usage/ledger/ledger.ts';
import { openOutageJournal } from '../../usage/outage/outage-journal.ts';

export interface OpenedLedger {
  ledger: Ledger;
  watch: DatabaseWatch;
  close(): Promise<void>;
}

export interface OpenLedgerOptions extends Pick<LedgerOptions, 'owner' | 'timeZone'> {
  services: Pick<Services, 'database' | 'prices' | 'keyHashes'>;
  databaseUrl: string;
  /** Recognises forgotten persons until the day ends. */
  pseudonymOf: PseudonymOf;
  clock: Clock;
  logger: Logger;
}

/** Heartbeat of the journal. Another process takes a journal over after three missed heartbeats. */
const TEND_MS = 10_000;

/** Opens the ledger and books what other processes left in their journals. */
export async function openLedger(options: OpenLedgerOptions): Promise<OpenedLedger> {
  const { services, databaseUrl, logger } = options;
  const folder = journalFolder(databaseUrl);
  const journal = await openOutageJournal(folder, options.clock).catch((cause: unknown) => {
    throw new Error(
      `The bot cannot write in ${folder}, where it keeps what an outage of the database leaves unbooked. ` +
        'Make that directory writable for the user that runs it',
      { cause },
    );
  });
  const watch = watchDatabase({ recover: () => ledger.replay(), clock: options.clock, logger });
  const { owner, timeZone, clock } = options;
  const ledger = createLedger({
    store: createLedgerStore(services.database, options.pseudonymOf),
    prices: services.prices,
    keyHashes: services.keyHashes,
    outage: { journal, watch },
    owner,
    timeZone,
    clock,
    logger,
  });
  const tend = async () => {
    await journal.tend();
    if (journal.entries().length > 0 && !watch.isDown) await ledger.replay();
  };
  const tending = clock.every(TEND_MS, () => {
    tend().catch((error: unknown) => {
      if (!watch.failed(error))
        logger.error({ error: describeError(error) }, 'could not maintain the outage journal');
    });
  });
  const close = async () => {
    tending.cancel();
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
 * The folder of the outage journal: beside an embedded database, or a folder named after the server's database, so that
 * two bots started in the same directory never book each other's requests.
 */
export function journalFolder(databaseUrl: string): string {
  if (databaseUrl.startsWith('file:')) return dirname(databaseUrl.slice('file:'.length));
  const { host, pathname } = new URL(databaseUrl);
  const name = createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 12);
  return join('data', `journal-${name}`);
}
