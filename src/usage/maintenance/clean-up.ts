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
  /** Persons who are kept however long they are silent: reports need the language of admins. Default: nobody. */
  adminIds?: readonly number[];
  timeZone: string;
  clock: Clock;
  /** Aborted, it ends after the batch that is under way. */
  signal?: AbortSignal;
}

/** Longer than the longest quota window, a month. */
const WORKING_DATA_DAYS = 70;

/**
 * Deletes what is older than `retentionDays` whole days: single requests, words, and persons who wrote nothing since;
 * and, whatever the retention, what nothing needs any more. Totals and what admins decided stay. Returns how many
 * requests went.
 */
export async function cleanUp(options: CleanUpOptions): Promise<number> {
  const { store, retentionDays, keptTurns, timeZone, clock } = options;
  const today = dayOf(clock.now(), timeZone);
  const daysAgo = (days: number) => startOfDay(addDays(today, -days), timeZone);
  await deleteAll((take) => store.deleteWorkingData(daysAgo(WORKING_DATA_DAYS), take), options);
  await deleteAll((take) => store.deleteTurns(keptTurns, take), options);
  await store.deleteForgottenUse(today);
  if (retentionDays === 0) return 0;
  const before = daysAgo(retentionDays);
  await deletePersonalData(before, options);
  const dropped = await store.dropMonths(before);
  return dropped + (await deleteAll((take) => store.deleteRequests(before, take), options));
}

/** Words before names. */
async function deletePersonalData(before: Date, options: CleanUpOptions): Promise<void> {
  const { store, adminIds = [] } = options;
  const admins = adminIds.map(BigInt);
  await deleteAll((take) => store.deleteAnswers(before, take), options);
  await deleteAll((take) => store.deleteOldTurns(before, take), options);
  await deleteAll((take) => store.deleteDialogs(before, take), options);
  await deleteAll((take) => store.deleteAccessNames(before, take), options);
  await deleteAll((take) => store.deletePersons(before, admins, take), options);
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
