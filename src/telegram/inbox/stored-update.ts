import type { Update } from 'grammy/types';
import type { TakenUpdate } from '../../database/inbox/inbox-taking.ts';
import type { PoisonUpdates } from './poison-updates.ts';
import { readUpdate } from './read-update.ts';

/** Why an update is not tried any more: it ended the process each time, or it waited for a day. */
export type GivenUp = 'ended_process' | 'expired';

/** Whoever asked a day ago does not wait for the answer any more. */
const OLD_MS = 24 * 3_600_000;

/** Why a taken update is worth no further try at `now`; `null` where it is. */
export function whyGivenUp(
  { tries, receivedAt }: TakenUpdate,
  poison: Pick<PoisonUpdates, 'isCulprit'>,
  now: Date,
): GivenUp | null {
  if (poison.isCulprit(tries)) return 'ended_process';
  return now.getTime() - receivedAt.getTime() > OLD_MS ? 'expired' : null;
}

/** The update as it came. One that an earlier version stored and this one would not let in says nothing. */
export function updateOf({ updateId, payload }: TakenUpdate): Update {
  return readUpdate(JSON.parse(payload)).update ?? { update_id: updateId };
}
