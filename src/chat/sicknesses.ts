import type { Failure } from '../providers/contract/ending.ts';

/** How long something rests, in milliseconds from now, and what for. */
export interface SickRest {
  ms: number;
  failure: Failure;
  /** It failed once, which may have been a hiccup. */
  isDoubtful: boolean;
}

/** What broke, by name, and when it may be tried again. */
export interface Sicknesses {
  /** `lasts`: it will not pass by itself, so that one failure is proof enough. */
  fail(name: string, failure: Failure, lasts: boolean): void;
  /** A question is about to try it; others keep away meanwhile. */
  startTrial(name: string): void;
  /** The trial is over and proved nothing. */
  release(name: string): void;
  heal(name: string): void;
  /** `null` when it may be asked. */
  restOf(name: string): SickRest | null;
}

interface Sickness {
  failures: number;
  failure: Failure;
  lasts: boolean;
  until: number;
  /** Whether a question tries it; `until` is how long others wait for that. */
  isTried: boolean;
}

/** What just broke is tried again after this long; after twice as long with each further failure. */
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 8 * 60_000;
/** How long one person's question may try it before somebody else's does. */
const TRIAL_MS = 20_000;

/** The states of the circuits, on the monotonic time that `now` tells in milliseconds. */
export function createSicknesses(now: () => number): Sicknesses {
  const sick = new Map<string, Sickness>();
  return {
    fail: (name, failure, lasts) => {
      const { failures = 0, until = 0, isTried = false } = sick.get(name) ?? {};
      // Questions that were under way when it broke tell nothing new.
      if (until > now() && !isTried) return;
      const restMs = Math.min(FIRST_REST_MS * 2 ** failures, LONGEST_REST_MS);
      sick.set(name, { failures: failures + 1, failure, lasts, until: now() + restMs, isTried: false });
    },
    startTrial: (name) => {
      const sickness = sick.get(name);
      if (sickness && sickness.until <= now())
        Object.assign(sickness, { until: now() + TRIAL_MS, isTried: true });
    },
    release: (name) => {
      const sickness = sick.get(name);
      if (sickness?.isTried) Object.assign(sickness, { until: now(), isTried: false });
    },
    heal: (name) => void sick.delete(name),
    restOf: (name) => {
      const sickness = sick.get(name);
      if (!sickness || sickness.until <= now()) return null;
      const { until, failure, failures, isTried, lasts } = sickness;
      return { ms: until - now(), failure, isDoubtful: failures === 1 && !isTried && !lasts };
    },
  };
}
