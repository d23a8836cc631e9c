import type { AccessRow, AccessStore } from '../database/admin/access-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { keepLookout, type Lookout } from '../foundation/lookout.ts';

export interface AskedAnnouncerOptions {
  store: Pick<AccessStore, 'unannounced' | 'announcedSince' | 'claimAnnouncement' | 'releaseAnnouncement'>;
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

/** Tells admins who asks, in cards while they are few. Of replicas, whoever claims an account sends its card. */
export function announceAsked(options: AskedAnnouncerOptions): Lookout {
  const { tolerate, clock, logger } = options;
  const lookOnce = () =>
    tolerate(async () => {
      await options.tellFirst?.();
      await announceAll(options);
    }, undefined);
  return keepLookout({ lookOnce, failed: 'admins were not told who asks', clock, logger });
}

async function announceAll({ store, sendCard, sendDigest, clock }: AskedAnnouncerOptions): Promise<void> {
  const waiting = await store.unannounced(MOST_IN_DIGEST);
  if (waiting.length === 0) return;
  const now = clock.now();
  const recent = await store.announcedSince(new Date(now.getTime() - CARDS_WITHIN_MS), now);
  const cards = Math.max(MOST_CARDS - recent, 0);
  // One more card tells as much as a digest of one.
  if (waiting.length <= cards) {
    for (const row of waiting) await send([row], ([one]) => sendCard(one as AccessRow));
    return;
  }
  // Before, admins had a digest or five cards: the next digest waits until these are ten minutes old.
  if (recent > MOST_CARDS) return;
  await send(waiting, sendDigest);

  async function send(
    rows: readonly AccessRow[],
    tell: (claimed: readonly AccessRow[]) => Promise<boolean>,
  ): Promise<void> {
    const claimed: AccessRow[] = [];
    for (const row of rows) if (await store.claimAnnouncement(row.accountId, now)) claimed.push(row);
    if (claimed.length === 0 || (await tell(claimed))) return;
    for (const { accountId } of claimed) await store.releaseAnnouncement(accountId);
  }
}
