import { mayWarn } from '../../usage/quotas/headroom.ts';
import type { Headroom, ProviderReport } from '../model/report.ts';
import { readingState } from './reading-state.ts';

/** A quota of which somebody vouches for how much of it is used. */
export interface QuotaUse {
  provider: ProviderReport;
  reading: Headroom;
  limit: number;
  remaining: number;
  /** Between 0 and 1. */
  used: number;
}

/** The use of a quota; `null` where nobody knows it, or where the limit is a guess. */
export function quotaUse(provider: ProviderReport, reading: Headroom, now: Date): QuotaUse | null {
  const { limit, remaining } = reading;
  if (!mayWarn(reading) || readingState(reading, now) !== 'current') return null;
  if (limit === null || remaining === null || limit <= 0) return null;
  return { provider, reading, limit, remaining, used: Math.min(1, Math.max(0, 1 - remaining / limit)) };
}

/** Whether a quota is near its end, or ends before it is renewed. */
export function endsSoon({ nearEnd, endsBeforeReset }: Headroom): boolean {
  return nearEnd || endsBeforeReset;
}

const MOST = 3;
/** Of what is hardly used nobody has to know at a glance. */
const WORTH_A_LINE = 0.5;

/** The quotas nearest to their end: those that are half used, but at least one. */
export function nearestToEnd(providers: readonly ProviderReport[], now: Date): QuotaUse[] {
  const uses = providers
    .filter(({ status }) => status !== 'white')
    .flatMap((provider) => provider.headroom.flatMap((reading) => quotaUse(provider, reading, now) ?? []))
    .toSorted((a, b) => Number(endsSoon(b.reading)) - Number(endsSoon(a.reading)) || b.used - a.used);
  return uses
    .filter(({ used, reading }, place) => place === 0 || used >= WORTH_A_LINE || endsSoon(reading))
    .slice(0, MOST);
}
