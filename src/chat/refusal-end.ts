import type { Clock } from '../foundation/clock.ts';
import { endOfDay, startOfDay } from '../foundation/day.ts';
import type { BudgetRefusal } from '../usage/ledger/ledger.ts';
import type { Attempt } from './end.ts';

/** How a question ended that a budget had no room for. */
export function refusalEnd(
  { refusedBy }: BudgetRefusal,
  { clock, timeZone }: { clock: Clock; timeZone: string },
): Extract<Attempt['end'], { type: 'budget_exhausted' | 'money_exhausted' }> {
  if (refusedBy === 'tokens') return { type: 'budget_exhausted', renewsAt: endOfDay(clock.now(), timeZone) };
  return { type: 'money_exhausted', of: refusedBy.kind, renewsAt: startOfDay(refusedBy.until, timeZone) };
}
