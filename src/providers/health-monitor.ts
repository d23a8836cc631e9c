import type { Clock } from '../foundation/clock.ts';
import type { Provider, ProviderId } from './contract/provider.ts';
import type { FailureReason, FailureStatus } from './contract/ending.ts';
import { ProviderError, retryAtOf } from './contract/provider-error.ts';

export type Health =
  | { ok: true }
  | { ok: false; status: FailureStatus; reason: FailureReason; retryAt: Date | null };

interface Checked {
  at: number;
  result: Promise<Health>;
}

/** Everybody who presses "refresh" within this time shares one check. */
const DEFAULT_MAX_AGE_MS = 5_000;

/** Free checks of all configured providers, side by side and shared. Never throws; deadlines are the providers'. */
export function createHealthMonitor(
  providers: ReadonlyMap<ProviderId, Provider>,
  clock: Clock,
  maxAgeMs: number = DEFAULT_MAX_AGE_MS,
): () => Promise<Map<ProviderId, Health>> {
  const checks = new Map<ProviderId, Checked>();
  const check = (provider: Provider): Promise<Health> => {
    const now = clock.now().getTime();
    const known = checks.get(provider.id);
    // A check from the future was made before the clock was put back.
    if (known && Math.abs(now - known.at) < maxAgeMs) return known.result;
    const result = checkOne(provider, clock);
    checks.set(provider.id, { at: now, result });
    return result;
  };
  return async () => {
    const entries = [...providers.values()].map(
      async (provider) => [provider.id, await check(provider)] as const,
    );
    return new Map(await Promise.all(entries));
  };
}

async function checkOne(provider: Provider, clock: Clock): Promise<Health> {
  try {
    await provider.checkHealth(new AbortController().signal);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof ProviderError))
      return { ok: false, status: 'error', reason: 'bad_response', retryAt: null };
    const { status, reason } = error;
    return { ok: false, status, reason, retryAt: retryAtOf(error, clock) };
  }
}
