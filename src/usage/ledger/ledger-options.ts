import type { LedgerStore } from '../../database/ledger/ledger-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import type { DatabaseWatch } from '../outage/database-watch.ts';
import type { OutageJournal } from '../outage/outage-journal.ts';
import type { PriceList } from '../prices/price-list.ts';

export interface LedgerOptions {
  store: LedgerStore;
  prices: PriceList;
  /** Names the key and address of each provider: what an answer tells is true of these alone. */
  keyHashes: Readonly<Record<ProviderId, string>>;
  clock: Clock;
  logger: Logger;
  timeZone: string;
  /** Names this process in the rows it books: `host/pid/nonce`. */
  owner: string;
  /** Where requests are kept while the database is away; without it, its failures are the caller's. */
  outage?: { journal: OutageJournal; watch: Pick<DatabaseWatch, 'isDown' | 'failed'> };
}
