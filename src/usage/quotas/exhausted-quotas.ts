import type { Clock } from '../../foundation/clock.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import { providerHeadroom, type QuotaProfile } from './provider-headroom.ts';
import type { Headroom } from './headroom.ts';
import type { QuotaState } from './read-quotas.ts';

export interface ExhaustedQuotas {
  /** What is left of a provider's quotas, as it was read last. */
  headroomOf(provider: ProviderId): readonly Headroom[];
  /** Until when a model has nothing left, as its provider said; `null` when it may be asked. */
  until: (candidate: { provider: ProviderId; model: string }) => Date | null;
  /** Reads the quotas again. */
  refresh(): Promise<void>;
}

export interface ExhaustedQuotasOptions {
  profiles: readonly QuotaProfile[];
  /** `null` while the database is away: what was known before holds. */
  readQuotas: (now: Date) => Promise<QuotaState | null>;
  clock: Clock;
}

/** A plan may have been raised since: a reading that old is worth one more request. */
const BELIEVED_MS = 30 * 60_000;

/**
 * Knows which quotas are empty, also after a restart and from what other replicas saw. What we only count
 * ourselves keeps nobody from asking, since the real limit may be another.
 */
export function createExhaustedQuotas({
  profiles,
  readQuotas,
  clock,
}: ExhaustedQuotasOptions): ExhaustedQuotas {
  const known = new Map<ProviderId, Headroom[]>();
  return {
    headroomOf: (provider) => known.get(provider) ?? [],
    until: ({ provider, model }) => {
      const now = clock.now();
      const empty = (known.get(provider) ?? []).filter((quota) => isEmpty(quota, model, now));
      const latest = Math.max(0, ...empty.map(({ resetAt }) => resetAt?.getTime() ?? 0));
      return latest > now.getTime() ? new Date(latest) : null;
    },
    refresh: async () => {
      const now = clock.now();
      const quotas = await readQuotas(now);
      if (!quotas) return;
      for (const profile of profiles)
        known.set(profile.id, providerHeadroom(profile, quotas, { now, alertPercent: 100 }));
    },
  };
}

function isEmpty(quota: Headroom, asked: string, now: Date): boolean {
  const { model, allModels, remaining, source, observedAt } = quota;
  if (source === 'counted' || remaining === null || (model !== asked && !allModels)) return false;
  // One from the future is from before the clock was put back.
  const isBelieved = Math.abs(now.getTime() - observedAt.getTime()) < BELIEVED_MS;
  // A refusal names what is left as well, and that was not enough.
  return isBelieved && (remaining === 0 || source === 'learned');
}
