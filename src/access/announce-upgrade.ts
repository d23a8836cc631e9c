import type { RunAlone } from '../database/admin/run-alone.ts';
import type { AccessMode } from './decide-access.ts';

export interface UpgradeNoticeOptions {
  mode: AccessMode;
  /** How many are let in though nobody decided about them: the database knew them before access was asked for. */
  countKnown: () => Promise<number>;
  /** Of replicas that start together, one at a time tells. */
  alone: RunAlone;
  isTold: () => Promise<boolean>;
  noteTold: () => Promise<void>;
  /** False when nobody was reached though somebody may be later. */
  send: (known: number) => Promise<boolean>;
}

/**
 * Returns what tells admins, after an upgrade, that those whom the database knew stay let in; to be called until it resolves
 * with true. They are told once, or again where a process was killed before it noted that.
 */
export function announceUpgrade(options: UpgradeNoticeOptions): () => Promise<boolean> {
  let isDone = false;
  const tell = async () => {
    isDone = await options.isTold();
    if (isDone) return;
    const known = await options.countKnown();
    isDone = known === 0 || (await options.send(known));
    if (isDone) await options.noteTold();
  };
  return async () => {
    // Everybody is let in as before; the notice waits for another ACCESS.
    if (options.mode === 'open') return true;
    if (!isDone) await options.alone(tell);
    return isDone;
  };
}
