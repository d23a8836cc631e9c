import type { AccessMode } from './decide-access.ts';

export interface UpgradeNoticeOptions {
  mode: AccessMode;
  /** How many are let in though nobody decided about them: the database knew them before access was asked for. */
  countKnown: () => Promise<number>;
  /** Notes that this process tells it; whether no other one did before. */
  claim: () => Promise<boolean>;
  /** Takes the note back. */
  release: () => Promise<void>;
  /** False when nobody was reached though somebody may be later. */
  send: (known: number) => Promise<boolean>;
}

/**
 * Returns what tells admins once, after an upgrade, that those whom the database knew stay let in; to be called until it
 * resolves with true. Of replicas that start together, whoever claims the notice sends it.
 */
export function announceUpgrade(options: UpgradeNoticeOptions): () => Promise<boolean> {
  let isDone = false;
  return async () => {
    // Everybody is let in as before; the notice waits for another ACCESS.
    if (isDone || options.mode === 'open') return true;
    const known = await options.countKnown();
    if ((await options.claim()) && known > 0 && !(await options.send(known))) {
      await options.release();
      return false;
    }
    isDone = true;
    return true;
  };
}
