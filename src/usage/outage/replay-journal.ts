import type { LedgerStore } from '../../database/ledger/ledger-store.ts';
import { isOutage } from '../../database/engine/is-outage.ts';
import type { Clock } from '../../foundation/clock.ts';
import { dayOf } from '../../foundation/day.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { OutageJournal } from './outage-journal.ts';

export interface ReplayOptions {
  store: LedgerStore;
  journal: OutageJournal;
  clock: Clock;
  logger: Logger;
  timeZone: string;
}

const BATCH = 200;

/**
 * Writes what the journal kept, oldest first, and forgets it. A replay that was cut off may begin again: a row
 * that is there already stays, and one that is settled is not settled twice.
 */
export async function replayJournal(options: ReplayOptions): Promise<void> {
  const { store, journal, clock, logger } = options;
  await store.probe(clock.now());
  let written = 0;
  for (let batch = nextBatch(journal); batch.length > 0; batch = nextBatch(journal)) {
    await writeBatch(options, batch);
    await journal.forget(batch.length);
    written += batch.length;
  }
  if (written > 0) logger.warn({ entries: written }, 'wrote what was kept while the database was away');
}

function nextBatch(journal: OutageJournal): readonly JournalEntry[] {
  return journal.entries().slice(0, BATCH);
}

async function writeBatch(options: ReplayOptions, batch: readonly JournalEntry[]): Promise<void> {
  try {
    await apply(options, batch);
  } catch (error) {
    if (isOutage(error)) throw error;
    if (batch.length > 1) for (const entry of batch) await writeBatch(options, [entry]);
    // The database works and refuses this one entry: the log is the last place that can keep it.
    else options.logger.error({ entry: batch[0], error: describeError(error) }, 'a kept entry was refused');
  }
}

async function apply(
  { store, clock, timeZone }: ReplayOptions,
  batch: readonly JournalEntry[],
): Promise<void> {
  const now = clock.now();
  const bookings = batch.flatMap((entry) => ('booking' in entry ? [entry.booking] : []));
  const settlements = batch.flatMap((entry) => ('settlement' in entry ? [entry.settlement] : []));
  const today = dayOf(now, timeZone);
  // In two steps, because a batch settles before it books, and a kept request is booked first.
  if (bookings.length > 0) await store.apply({ bookings, settlements: [], now, today });
  if (settlements.length > 0) await store.apply({ bookings: [], settlements, now, today });
}
