import type { Clock } from '../foundation/clock.ts';
import type { Failure } from '../providers/contract/ending.ts';
import { verdictOn } from '../providers/contract/verdict.ts';

/** Who asked, and whether their question was text alone. */
export interface Asked {
  userId: bigint | null;
  isPlain: boolean;
}

export interface UnknownRefusals {
  /** The failure as it is to be understood now: a second person's unknown refusal is not their question's fault. */
  judge(name: string, asked: Asked, failure: Failure): Failure;
  /** The model has answered somebody. */
  forget(name: string): void;
}

interface Refusal {
  userId: bigint | null;
  at: number;
  isShared: boolean;
}

/** Two refusals further apart have little to do with each other. */
const HOLDS_MS = 30 * 60_000;

/**
 * Remembers, for each model, whose plain question it last refused with a status that says nothing. One such refusal may
 * be about the question; when two people get it and nobody an answer in between, it is about the provider.
 */
export function createUnknownRefusals(clock: Clock): UnknownRefusals {
  const refusals = new Map<string, Refusal>();
  return {
    judge: (name, { userId, isPlain }, failure) => {
      if (!failure.isUnknown || !isPlain) return failure;
      const at = clock.monotonicMs();
      const known = refusals.get(name);
      const before = known && at - known.at < HOLDS_MS ? known : null;
      const isShared = before !== null && (before.isShared || before.userId !== userId);
      refusals.set(name, { userId, at, isShared });
      return isShared ? refusesEverybody(failure) : failure;
    },
    forget: (name) => void refusals.delete(name),
  };
}

function refusesEverybody({ message, httpStatus }: Failure): Failure {
  const { told, booked } = verdictOn('refuses_everybody');
  return { type: 'failed', status: booked, reason: told, message, httpStatus, retryAfterMs: null };
}
