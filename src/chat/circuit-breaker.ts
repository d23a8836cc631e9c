import type { Clock } from '../foundation/clock.ts';
import type { Failure } from '../providers/contract/ending.ts';
import { failureFor, verdictOn } from '../providers/contract/verdict.ts';
import type { ProviderId } from '../providers/contract/provider.ts';
import { createUnknownRefusals, type Asked } from './unknown-refusals.ts';
import { createSicknesses } from './sicknesses.ts';

/** A model of a provider that can be asked. */
export interface Candidate {
  provider: ProviderId;
  model: string;
}

/** Until when a candidate is left alone, and what for. */
export interface Rest {
  until: Date;
  failure: Failure;
}

export interface CircuitBreaker {
  /** Notes that it is about to be asked: while a sick one is tried again, others keep away from it. */
  startTrial(candidate: Candidate): void;
  /** It was not asked after all, so that the next question may try it. */
  release(candidate: Candidate): void;
  /** Notes how a call failed, and returns the failure as it is to be understood after others like it. */
  failed(candidate: Candidate, asked: Asked, failure: Failure): Failure;
  succeeded(candidate: Candidate): void;
  /** Until when it has to be left alone, as its provider said; `null` when it may be asked. */
  refusedUntil(candidate: Candidate): Date | null;
  /** The same also of one that broke, or that somebody else's question tries just now, with the reason. */
  restOf(candidate: Candidate): Rest | null;
  /** Whether it rests after one failure alone, which may have been a hiccup: better than nobody. */
  isSuspect(candidate: Candidate): boolean;
}

export interface CircuitBreakerOptions {
  clock: Clock;
  /** Until when a model has nothing left of a quota, as far as readings tell. */
  exhaustedUntil: (this: void, candidate: Candidate) => Date | null;
}

/** No server may silence a provider for longer than a day by a header. */
const LONGEST_REFUSAL_MS = 26 * 60 * 60_000;

/**
 * What this process remembers of recent failures, so that the next person does not wait for them again: a circuit
 * breaker that lets one question at a time try what was sick. What a question itself caused is not remembered; what the
 * account or the network causes is held against all models of the provider, anything else against one.
 */
export function createCircuitBreaker({ clock, exhaustedUntil }: CircuitBreakerOptions): CircuitBreaker {
  const refusals = new Map<string, { until: number; failure: Failure }>();
  const unknown = createUnknownRefusals(clock);
  const sick = createSicknesses(() => clock.monotonicMs());
  const dateAfter = (ms: number) => new Date(clock.now().getTime() + ms);
  const refusalOf = (candidate: Candidate): Rest | null => {
    const refusal = refusals.get(nameOf(candidate));
    const refusedMs = (refusal?.until ?? 0) - clock.monotonicMs();
    const named = refusal && refusedMs > 0 ? { until: dateAfter(refusedMs), failure: refusal.failure } : null;
    const exhausted = exhaustedUntil(candidate);
    const isEmpty = exhausted !== null && exhausted > clock.now();
    const empty = isEmpty
      ? { until: exhausted, failure: failureFor('quota_exhausted', 'nothing is left') }
      : null;
    return later(named, empty);
  };
  const release = (candidate: Candidate) => scopesOf(candidate).forEach((scope) => sick.release(scope));
  const sickRests = (candidate: Candidate) =>
    scopesOf(candidate)
      .map((scope) => sick.restOf(scope))
      .filter((rest) => rest !== null);
  return {
    startTrial: (candidate) => scopesOf(candidate).forEach((scope) => sick.startTrial(scope)),
    release,
    failed: (candidate, asked, failure) => {
      const judged = unknown.judge(nameOf(candidate), asked, failure);
      const { blame, lasts, booked } = verdictOn(judged.reason);
      const retryAfterMs = Math.min(judged.retryAfterMs ?? 0, LONGEST_REFUSAL_MS);
      const isOfModel = blame === 'model' || judged.isUpstream === true;
      const scope = isOfModel ? nameOf(candidate) : candidate.provider;
      if (booked === 'rate_limited' && retryAfterMs > 0)
        refusals.set(nameOf(candidate), {
          until: clock.monotonicMs() + retryAfterMs,
          failure: remembered(judged),
        });
      else if (blame !== 'nobody') sick.fail(scope, remembered(judged), lasts);
      // What was tried is not proven sick again, and may be tried by the next question.
      release(candidate);
      return judged;
    },
    succeeded: (candidate) => {
      refusals.delete(nameOf(candidate));
      unknown.forget(nameOf(candidate));
      scopesOf(candidate).forEach((scope) => sick.heal(scope));
    },
    refusedUntil: (candidate) => refusalOf(candidate)?.until ?? null,
    restOf: (candidate) => {
      const rests = sickRests(candidate).map(({ ms, failure }) => ({ until: dateAfter(ms), failure }));
      return rests.reduce(later, refusalOf(candidate));
    },
    isSuspect: (candidate) => {
      const rests = sickRests(candidate);
      return rests.length > 0 && rests.every(({ isDoubtful }) => isDoubtful) && refusalOf(candidate) === null;
    },
  };
}

function later(one: Rest | null, other: Rest | null): Rest | null {
  if (!one || !other) return one ?? other;
  return other.until > one.until ? other : one;
}

/** Without what the call measured, which holds somebody's text. */
function remembered({ status, reason, message, httpStatus }: Failure): Failure {
  return { type: 'failed', status, reason, message, httpStatus, retryAfterMs: null };
}

/** What may be sick when this candidate fails: the model, or all that its provider offers. */
function scopesOf(candidate: Candidate): [model: string, provider: string] {
  return [nameOf(candidate), candidate.provider];
}

function nameOf({ provider, model }: Candidate): string {
  return `${provider}/${model}`;
}
