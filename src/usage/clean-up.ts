import type { RetentionStore } from '../database/retention-store.ts';
import { addDays, dayOf, startOfDay } from '../foundation/day.ts';

export interface CleanUpOptions {
  store: RetentionStore;
  /** 0 keeps all. */
  retentionDays: number;
  timeZone: string;
  now: Date;
}

/** Small enough that nobody who chats meanwhile waits noticeably for the database. */
const BATCH = 200;
/** Between batches, others get their turn. */
const PAUSE_MS = 10;
/** Longer than the longest quota window, a month. */
const WORKING_DATA_DAYS = 70;

/** Deletes single requests that are older than `retentionDays` whole days. Totals stay. Returns how many went. */
export async function cleanUp({ store, retentionDays, timeZone, now }: CleanUpOptions): Promise<number> {
  const today = dayOf(now, timeZone);
  await store.deleteWorkingData(startOfDay(addDays(today, -WORKING_DATA_DAYS), timeZone));
  if (retentionDays === 0) return 0;
  const before = startOfDay(addDays(today, -retentionDays), timeZone);
  let deleted = 0;
  for (;;) {
    const count = await store.deleteRequests(before, BATCH);
    deleted += count;
    if (count < BATCH) return deleted;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
