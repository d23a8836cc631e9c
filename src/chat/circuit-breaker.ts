import type { Clock } from '../foundation/clock.ts';
import type { Failure } from '../providers/contract/ending.ts';
import type { ProviderId } from '../providers/contract/provider.ts';

/** A model of a provider that can be asked. */
export interface Candidate {
  provider: ProviderId;
  model: string;
}

export interface CircuitBreaker {
  /** Notes that it is about to be asked: while a sick one is tried again, others keep away from it. */
  startTrial(candidate: Candidate): void;
  /** It was not asked after all, so that the next question may try it. */
  release(candidate: Candidate): void;
  /** Notes how a call failed. */
  failed(candidate: Candidate, failure: Failure): void;
  succeeded(candidate: Candidate): void;
  /** Until when it has to be left alone, as its provider said; `null` when it may be asked. */
  refusedUntil(candidate: Candidate): Date | null;
  /** The same also of one that broke, or that somebody else's question tries just now. */
  openUntil(candidate: Candidate): Date | null;
  /** Whether it rests after one failure alone, which may have been a hiccup: better than nobody. */
  isSuspect(candidate: Candidate): boolean;
}

export interface CircuitBreakerOptions {
  clock: Clock;
  /** Until when a model has nothing left of a quota, as far as readings tell. */
  exhaustedUntil: (this: void, candidate: Candidate) => Date | null;
}

interface Sickness {
  failures: number;
  until: number;
  /** Whether a question tries it; `until` is how long others wait for that. */
  isTried: boolean;
}

/** A provider that just broke is tried again after this long; twice as long after each further failure. */
const FIRST_SICK_MS = 30_000;
const LONGEST_SICK_MS = 8 * 60_000;
/** How long one person's question may try it before somebody else's does. */
const TRIAL_MS = 20_000;
/** No server may silence a provider for longer than a day by a header. */
const LONGEST_REFUSAL_MS = 26 * 60 * 60_000;

/**
 * What this process remembers of recent failures, so that the next person does not wait for them again: a
 * circuit breaker that lets one question at a time try a provider that was sick.
 */
export function createCircuitBreaker({ clock, exhaustedUntil }: CircuitBreakerOptions): CircuitBreaker {
  const refusals = new Map<string, number>();
  const sick = new Map<string, Sickness>();
  const now = () => clock.monotonicMs();
  const fail = (name: string) => {
    const { failures = 0, until = 0, isTried = false } = sick.get(name) ?? {};
    // Questions that were under way when it broke tell nothing new.
    if (until > now() && !isTried) return;
    const restMs = Math.min(FIRST_SICK_MS * 2 ** failures, LONGEST_SICK_MS);
    sick.set(name, { failures: failures + 1, until: now() + restMs, isTried: false });
  };
  const release = (candidate: Candidate) => {
    const sickness = sick.get(key(candidate));
    if (sickness?.isTried) Object.assign(sickness, { until: now(), isTried: false });
  };
  const refusedUntil = (candidate: Candidate) => {
    const refusedMs = (refusals.get(key(candidate)) ?? 0) - now();
    const present = clock.now().getTime();
    const exhausted = exhaustedUntil(candidate)?.getTime() ?? 0;
    const latest = Math.max(present + refusedMs, exhausted);
    return latest > present ? new Date(latest) : null;
  };
  return {
    startTrial: (candidate) => {
      const sickness = sick.get(key(candidate));
      if (sickness && sickness.until <= now())
        Object.assign(sickness, { until: now() + TRIAL_MS, isTried: true });
    },
    release,
    failed: (candidate, failure) => {
      const retryAfterMs = Math.min(failure.retryAfterMs ?? 0, LONGEST_REFUSAL_MS);
      if (failure.status === 'rate_limited' && retryAfterMs > 0)
        refusals.set(key(candidate), now() + retryAfterMs);
      else if (isProvidersFault(failure)) fail(key(candidate));
      else release(candidate);
    },
    succeeded: (candidate) => {
      refusals.delete(key(candidate));
      sick.delete(key(candidate));
    },
    refusedUntil,
    openUntil: (candidate) => {
      const sickMs = (sick.get(key(candidate))?.until ?? 0) - now();
      const refused = refusedUntil(candidate);
      if (sickMs <= 0) return refused;
      return new Date(Math.max(clock.now().getTime() + sickMs, refused?.getTime() ?? 0));
    },
    isSuspect: (candidate) => {
      const { failures = 0, isTried = false } = sick.get(key(candidate)) ?? {};
      return failures === 1 && !isTried && refusedUntil(candidate) === null;
    },
  };
}

function isProvidersFault({ status, reason }: Failure): boolean {
  if (status === 'invalid_request') return reason === 'model_not_found';
  return ['rate_limited', 'timeout', 'unavailable', 'unauthorized', 'error'].includes(status);
}

function key({ provider, model }: Candidate): string {
  return `${provider}/${model}`;
}
