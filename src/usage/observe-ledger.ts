import { isNearEnd } from './headroom.ts';
import type { Ledger } from './ledger.ts';
import type { Outcome } from './settlement.ts';

/** The same ledger, which calls `onTrouble` after a request that gives reason to look whether admins have to be told. */
export function observeLedger(ledger: Ledger, alertPercent: number, onTrouble: () => void): Ledger {
  const troubled = new Set<string>();
  return {
    ...ledger,
    settle: async (booking, outcome) => {
      await ledger.settle(booking, outcome);
      const isTrouble = outcome.status !== 'ok' || isNear(outcome, alertPercent);
      // The first request after trouble tells whether it is over.
      const wasTroubled = troubled.delete(booking.provider);
      if (isTrouble) troubled.add(booking.provider);
      if (isTrouble || wasTroubled) onTrouble();
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
