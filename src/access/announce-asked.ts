import type { AccessRow, AccessStore } from '../database/admin/access-store.ts';
import type { Clock, Timer } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { keepLookout, type Lookout } from '../foundation/lookout.ts';
import type { RunAlone } from '../database/admin/run-alone.ts';

export interface AskedAnnouncerOptions {
  store: Pick<AccessStore, 'unannounced' | 'announcedSince' | 'noteAnnounced'>;
  /** Of replicas, one at a time tells. */
  alone: RunAlone;
  /** What admins are told before that; called until it resolves with true. */
  tellFirst?: () => Promise<boolean>;
  /** Sends a card about one account; false when nobody was reached though somebody may be later. */
  sendCard: (row: AccessRow) => Promise<boolean>;
  /** Sends one message about many accounts. */
  sendDigest: (rows: readonly AccessRow[]) => Promise<boolean>;
  /** The result of the work, or the fallback while the database is away. */
  tolerate: <Result>(work: () => Promise<Result>, fallback: Result) => Promise<Result>;
  clock: Clock;
  logger: Logger;
}

/** Admins get so many cards in this time; of more strangers one digest tells. */
export const MOST_CARDS = 5;
export const CARDS_WITHIN_MS = 600_000;
const MOST_IN_DIGEST = 1_000;
/** Whoever is at it takes no longer, unless it was killed. */
const AGAIN_MS = 5_000;

/**
 * Tells admins who asks, in cards while they are few. What is sent is noted afterwards: a process that is killed in between
 * leaves a card that comes twice, and none that never comes.
 */
export function announceAsked(options: AskedAnnouncerOptions): Lookout {
  const { store, alone, tolerate, clock, logger } = options;
  let again: Timer | null = null;
  const lookOnce = () =>
    tolerate(async () => {
      await options.tellFirst?.();
      if ((await store.unannounced(1)).length === 0) return;
      if (await alone((renew) => announceAll(options, renew))) return;
      again?.cancel();
      again = clock.after(AGAIN_MS, () => lookout.soon());
    }, undefined);
  const lookout = keepLookout({ lookOnce, failed: 'admins were not told who asks', clock, logger });
  return {
    ...lookout,
    stop: async () => {
      await lookout.stop();
      again?.cancel();
    },
  };
}

async function announceAll(
  { store, sendCard, sendDigest, clock }: AskedAnnouncerOptions,
  renew: () => Promise<void>,
): Promise<void> {
  const waiting = await store.unannounced(MOST_IN_DIGEST);
  const now = clock.now();
  const recent = await store.announcedSince(new Date(now.getTime() - CARDS_WITHIN_MS), now);
  const cards = Math.max(MOST_CARDS - recent, 0);
  const note = (rows: readonly AccessRow[]) =>
    store.noteAnnounced(
      rows.map(({ accountId }) => accountId),
      now,
    );
  // One more card tells as much as a digest of one.
  if (waiting.length <= cards) {
    for (const row of waiting) {
      await renew();
      if (await sendCard(row)) await note([row]);
    }
    return;
  }
  // Before, admins had a digest or five cards: the next digest waits until these are ten minutes old.
  if (recent <= MOST_CARDS && (await sendDigest(waiting))) await note(waiting);
}
