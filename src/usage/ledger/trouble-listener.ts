import { isNearEnd } from '../quotas/headroom.ts';
import type { Settled } from './ledger.ts';
import type { Outcome } from './booking.ts';

/**
 * A subscriber to the ledger that calls `onTrouble` after a request that may call for an alert: one that failed, one
 * whose quota is near its end, and the first one of a provider after either or after the start.
 */
export function createTroubleListener(
  alertPercent: () => number,
  onTrouble: () => void,
): (settled: Settled) => void {
  const calm = new Set<string>();
  return ({ row, outcome }) => {
    const isTrouble = outcome.ending.type === 'failed' || isNear(outcome, alertPercent());
    // The first request after trouble, or after a start, tells whether it is over.
    const wasCalm = calm.has(row.provider);
    if (isTrouble) calm.delete(row.provider);
    else calm.add(row.provider);
    if (isTrouble || !wasCalm) onTrouble();
  };
}

function isNear({ measurement }: Outcome, alertPercent: number): boolean {
  const limits = measurement.rateLimits?.limits ?? [];
  return limits.some(
    ({ window, limit, remaining }) =>
      (window === 'day' || window === 'month') && isNearEnd(limit, remaining, alertPercent),
  );
}
