import { isNearEnd } from '../quotas/headroom.ts';
import type { Ledger } from './ledger.ts';
import type { Outcome } from './settlement.ts';

/** The same ledger, which calls `onTrouble` after a request that gives reason to look whether admins have to be told. */
export function observeLedger(ledger: Ledger, alertPercent: () => number, onTrouble: () => void): Ledger {
  const calm = new Set<string>();
  return {
    ...ledger,
    settle: async (booking, outcome) => {
      await ledger.settle(booking, outcome);
      const isTrouble = outcome.status !== 'ok' || isNear(outcome, alertPercent());
      // The first request after trouble, or after a start, tells whether it is over.
      const wasCalm = calm.has(booking.provider);
      if (isTrouble) calm.delete(booking.provider);
      else calm.add(booking.provider);
      if (isTrouble || !wasCalm) onTrouble();
    },
  };
}

function isNear({ rateLimits }: Outcome, alertPercent: number): boolean {
  const limits = rateLimits?.limits ?? [];
  return limits.some(
    ({ window, limit, remaining }) =>
      (window === 'day' || window === 'month') && isNearEnd(limit, remaining, alertPercent),
  );
}
