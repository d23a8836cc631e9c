import type { Forgotten, PrivacyStore } from '../../database/people/privacy-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { createBatchPace } from './batch-pace.ts';

export type { Forgotten };

/**
 * Deletes what is known of a person. Their requests stay in the totals of days and providers, as nobody's. Most
 * rows change in small batches before the last step, which does the rest at once; if the process ends between,
 * asking again finishes it.
 */
export async function forgetPerson(store: PrivacyStore, userId: bigint, clock: Clock): Promise<Forgotten> {
  const pace = createBatchPace(clock);
  let requests = 0;
  for (;;) {
    const count = await pace.run(() => store.anonymiseRequests(userId, pace.take()));
    if (count === 0) break;
    requests += count;
  }
  const last = await store.forget(userId);
  return { ...last, requests: requests + last.requests };
}
