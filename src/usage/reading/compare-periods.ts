import type { UsageTotals } from './usage-totals.ts';

/** What mostly made the cost of a period differ from the one before. */
export type ChangeCause =
  | 'more_requests'
  | 'fewer_requests'
  | 'longer_requests'
  | 'shorter_requests'
  | 'dearer_models'
  | 'cheaper_models';

/** The parts of a period's use that are compared. */
export type ComparedUse = Pick<UsageTotals, 'requests' | 'totalTokens' | 'costPicoUsd'>;

/** Two periods of the same length, and the same hours of their days. */
export interface ComparedPeriods {
  /** `today`: until now, against yesterday until the same time; `whole_days`: until yesterday, against those before. */
  span: 'today' | 'whole_days';
  days: number;
  now: ComparedUse;
  before: ComparedUse;
}

/** How a period differs from the one before, as shares: 0.25 is a quarter more. */
export interface PeriodChange extends Pick<ComparedPeriods, 'span' | 'days'> {
  requests: number;
  totalTokens: number;
  costUsd: number;
  /** `null` while the cost hardly moved. */
  cause: ChangeCause | null;
}

/** Below this nobody asks for a reason. */
const WORTH_A_REASON = Math.log(1.1);

/**
 * The change against the period before; `null` when that one had no answered request to compare with. Cost is
 * requests × tokens a request × price a token, so the logarithms of the three changes add up to that of the
 * cost, and the largest in its direction is the cause.
 */
export function comparePeriods({ span, days, now, before }: ComparedPeriods): PeriodChange | null {
  const cost = [Number(now.costPicoUsd), Number(before.costPicoUsd)] as const;
  if (before.requests === 0 || before.totalTokens === 0 || cost[1] === 0) return null;
  const change = {
    span,
    days,
    requests: now.requests / before.requests - 1,
    totalTokens: now.totalTokens / before.totalTokens - 1,
    costUsd: cost[0] / cost[1] - 1,
  };
  if (now.requests === 0 || now.totalTokens === 0 || cost[0] === 0)
    return { ...change, cause: 'fewer_requests' };
  const more = Math.log(now.requests / before.requests);
  const longer = Math.log(now.totalTokens / before.totalTokens) - more;
  const dearer = Math.log(cost[0] / cost[1]) - more - longer;
  return { ...change, cause: causeOf(more, longer, dearer) };
}

function causeOf(more: number, longer: number, dearer: number): ChangeCause | null {
  const whole = more + longer + dearer;
  if (Math.abs(whole) < WORTH_A_REASON) return null;
  const rising = whole > 0;
  const parts: [number, ChangeCause][] = [
    [more, rising ? 'more_requests' : 'fewer_requests'],
    [longer, rising ? 'longer_requests' : 'shorter_requests'],
    [dearer, rising ? 'dearer_models' : 'cheaper_models'],
  ];
  const sign = rising ? 1 : -1;
  return parts.toSorted(([a], [b]) => sign * (b - a))[0]?.[1] ?? null;
}
