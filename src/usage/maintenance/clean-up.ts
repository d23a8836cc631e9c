import type { RetentionStore } from '../../database/ledger/retention-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { addDays, dayOf, startOfDay } from '../../foundation/day.ts';
import { createBatchPace } from './batch-pace.ts';

export interface CleanUpOptions {
  store: RetentionStore;
  /** 0 keeps all. */
  retentionDays: number;
  /** Turns of a conversation that may still be recalled. */
  keptTurns: number;
  timeZone: string;
  clock: Clock;
  /** Aborted, it ends after the batch that is under way. */
  signal?: AbortSignal;
}

/** Longer than the longest quota window, a month. */
const WORKING_DATA_DAYS = 70;

/**
 * Deletes single requests that are older than `retentionDays` whole days, and what no conversation recalls any more.
 * Totals stay. Returns how many requests went.
 */
export async function cleanUp(options: CleanUpOptions): Promise<number> {
  const { store, retentionDays, keptTurns, timeZone, clock } = options;
  const today = dayOf(clock.now(), timeZone);
  const daysAgo = (days: number) => startOfDay(addDays(today, -days), timeZone);
  await deleteAll((take) => store.deleteWorkingData(daysAgo(WORKING_DATA_DAYS), take), options);
  await deleteAll((take) => store.deleteTurns(keptTurns, take), options);
  if (retentionDays === 0) return 0;
  const before = daysAgo(retentionDays);
  await deleteAll((take) => store.deleteAnswers(before, take), options);
  const dropped = await store.dropMonths(before);
  return dropped + (await deleteAll((take) => store.deleteRequests(before, take), options));
}

async function deleteAll(
  deleteSome: (take: number) => Promise<number>,
  { clock, signal }: Pick<CleanUpOptions, 'clock' | 'signal'>,
): Promise<number> {
  const pace = createBatchPace(clock);
  for (let deleted = 0; ;) {
    signal?.throwIfAborted();
    const count = await pace.run(() => deleteSome(pace.take()));
    if (count === 0) return deleted;
    deleted += count;
  }
}
