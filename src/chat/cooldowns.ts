import type { Clock } from '../foundation/clock.ts';
import type { ProviderId } from '../providers/provider.ts';
import type { ProviderError } from '../providers/provider-error.ts';

/** A model of a provider that can be asked. */
export interface Candidate {
  provider: ProviderId;
  model: string;
}

export interface Cooldowns {
  /** Notes how a call failed. */
  failed(candidate: Candidate, error: ProviderError): void;
  succeeded(candidate: Candidate): void;
  /** Until when the provider itself asked to be left alone; `null` when it may be asked. */
  refusedUntil(candidate: Candidate): Date | null;
  /** Whether it failed so recently that others should be asked first. */
  isSick(candidate: Candidate): boolean;
}

/** A provider that just broke is asked again after this long, or earlier when no other is left. */
const SICK_MS = 30_000;
/** No server may silence a provider for longer than a day by a header. */
const LONGEST_REFUSAL_MS = 26 * 60 * 60_000;

/** What this process remembers of recent failures, so that the next person does not wait for them again. */
export function createCooldowns(clock: Clock): Cooldowns {
  const refusals = new Map<string, number>();
  const sick = new Map<string, number>();
  const now = () => clock.now().getTime();
  return {
    failed: (candidate, error) => {
      const retryAfterMs = Math.min(error.retryAfterMs ?? 0, LONGEST_REFUSAL_MS);
      if (error.status === 'rate_limited' && retryAfterMs > 0)
        refusals.set(key(candidate), now() + retryAfterMs);
      else if (isProvidersFault(error)) sick.set(key(candidate), now() + SICK_MS);
    },
    succeeded: (candidate) => {
      refusals.delete(key(candidate));
      sick.delete(key(candidate));
    },
    refusedUntil: (candidate) => {
      const until = refusals.get(key(candidate)) ?? 0;
      return until > now() ? new Date(until) : null;
    },
    isSick: (candidate) => (sick.get(key(candidate)) ?? 0) > now(),
  };
}

function isProvidersFault({ status, reason }: ProviderError): boolean {
  if (status === 'invalid_request') return reason === 'model_not_found';
  return ['rate_limited', 'timeout', 'unavailable', 'unauthorized', 'error'].includes(status);
}

function key({ provider, model }: Candidate): string {
  return `${provider}/${model}`;
}
