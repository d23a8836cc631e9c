import type { Update } from 'grammy/types';
import { isStorable, type InboxStore, type NewUpdate } from '../../database/inbox/inbox-store.ts';
import { isOutage } from '../../database/engine/is-outage.ts';
import type { Clock } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import { createGroupCommit } from '../../foundation/concurrency/group-commit.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import { createDatabasePatience } from './database-patience.ts';
import type { HeldUpdates } from './held-updates.ts';
import type { InboxAlertness } from './inbox-alertness.ts';
import type { LeaseKeeper } from './inbox-lease.ts';
import type { InboxTurns } from './inbox-turns.ts';

/** `others`: kept too, but for another time or another process; `not_kept`: the database is away. */
export type Keeping = 'ours' | 'others' | 'not_kept';

export interface KeepingOptions {
  store: Pick<InboxStore, 'add'>;
  watch: Pick<DatabaseWatch, 'isDown' | 'failed' | 'onChange'>;
  held: HeldUpdates;
  lease: LeaseKeeper;
  turns: InboxTurns;
  alertness: Pick<InboxAlertness, 'wakeAll' | 'tellOthers'>;
  /** Whether other processes take updates of the same bot. */
  isShared: boolean;
  clock: Clock;
  logger: Logger;
}

/** Updates that others may get instead wait this long for a database that is slow or restarts. */
const PATIENCE_MS = 10_000;

/** Returns what stores an update under its ordering key before Telegram may forget it. Never rejects. */
export function createKeeping(options: KeepingOptions): (update: Update, key: string) => Promise<Keeping> {
  const { watch, isShared, clock, logger } = options;
  const { awaitDatabase, wentAt } = createDatabasePatience(watch, clock);
  const adding = createGroupCommit(
    (group: readonly NewUpdate[]) => options.turns.run(() => add(options, group)),
    (error) => !isOutage(error),
  );
  return async (update, key) => {
    const { update_id: updateId } = update;
    if (!isStorable(updateId)) return 'not_kept';
    const arrivedAt = clock.monotonicMs();
    const deadline = () => Math.min(arrivedAt, wentAt() ?? arrivedAt) + (isShared ? PATIENCE_MS : 0);
    while (await awaitDatabase(deadline())) {
      try {
        const keeping = await adding.submit({ updateId, lane: key, payload: JSON.stringify(update) });
        if (keeping !== 'not_kept') return keeping;
      } catch (error) {
        if (!watch.failed(error)) {
          logger.error({ updateId, error: describeError(error) }, 'an update was not kept');
          break;
        }
      }
      if (clock.monotonicMs() >= deadline()) break;
    }
    return 'not_kept';
  };
}

async function add(
  { store, watch, held, lease, alertness, isShared, clock }: KeepingOptions,
  group: readonly NewUpdate[],
): Promise<Keeping[]> {
  if (watch.isDown) return group.map(() => 'not_kept');
  const since = clock.monotonicMs();
  // What is held already may be another's by now, of which a lease for something new says nothing.
  const isSure = held.size === 0 || lease.isSure();
  const wasIdle = held.size === 0;
  const ours = await store.add(group, held.room() > 0 ? lease.next() : null, clock.now());
  for (const id of ours) held.add(id, 1);
  if (ours.size > 0 && isSure) lease.since(since);
  if (isShared && wasIdle && ours.size > 0) alertness.tellOthers();
  // What is in nobody's hands yet is for the process that has its lane, as the press that stops an answer is, or for
  // whichever has room.
  if (ours.size < group.length || held.room() === 0) alertness.wakeAll();
  return group.map(({ updateId }) => (ours.has(updateId) ? 'ours' : 'others'));
}
