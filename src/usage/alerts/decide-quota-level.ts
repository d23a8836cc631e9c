import type { Headroom } from '../quotas/headroom.ts';
import { isNearEnd } from '../quotas/headroom.ts';
import { QUOTA_WINDOW_MS } from '../quotas/quota-window.ts';

/**
 * How far a quota's episode has come. `forecast`: warned, because of its pace alone. `raised`: warned, and an
 * admin asked for the next warning at a higher percentage.
 */
export type QuotaLevel = 'normal' | 'forecast' | 'warned' | 'raised' | 'empty';

export interface QuotaRules {
  now: Date;
  /** From here on a quota is near its end. */
  alertPercent: number;
  /** The percentage that an admin asked for today instead; a forecast says nothing new then. */
  raisedPercent: number | null;
}

/** A quota is back to normal only this far below the threshold, so that warnings do not flap around it. */
const HYSTERESIS_PERCENT = 10;

/**
 * The level of a quota whose episode, opened at `openedAt`, is at `level` now. Nothing between near its end and
 * well below it changes a level, and one that is empty stays so until it is well below again.
 */
export function decideQuotaLevel(
  quota: Headroom,
  level: QuotaLevel,
  openedAt: Date,
  rules: QuotaRules,
): QuotaLevel {
  const { limit } = quota;
  const remaining = remainingNow(quota, rules.now);
  const hasEnded = remaining === 0 && limit !== 0;
  const isNear = isNearEnd(limit, remaining, rules.raisedPercent ?? rules.alertPercent);
  const isCalm = isCalmAt(quota, remaining, rules.alertPercent);
  switch (level) {
    case 'normal':
      if (hasEnded) return 'empty';
      if (isNear) return 'warned';
      return quota.endsBeforeReset && remaining !== null && rules.raisedPercent === null
        ? 'forecast'
        : 'normal';
    case 'forecast':
      if (hasEnded) return 'empty';
      if (isNear) return 'warned';
      return isCalm && (remaining === null || isRenewed(quota, openedAt, rules.now)) ? 'normal' : 'forecast';
    case 'warned':
      if (hasEnded) return 'empty';
      return isCalm ? 'normal' : 'warned';
    case 'raised':
      if (hasEnded) return 'empty';
      if (isNear) return 'warned';
      return isCalm ? 'normal' : 'raised';
    case 'empty':
      return isCalm ? 'normal' : 'empty';
    default:
      return level satisfies never;
  }
}

/** A reading older than its window tells nothing any more. */
export function remainingNow({ remaining, observedAt, window }: Headroom, now: Date): number | null {
  return now.getTime() - observedAt.getTime() > QUOTA_WINDOW_MS[window] ? null : remaining;
}

/** Unknown counts as calm: only a quota whose window was reset becomes unknown. */
function isCalmAt({ limit, endsBeforeReset }: Headroom, remaining: number | null, percent: number): boolean {
  if (remaining === null) return true;
  const calmPercent = Math.max(percent - HYSTERESIS_PERCENT, percent / 2);
  return remaining > 0 && !endsBeforeReset && !isNearEnd(limit, remaining, calmPercent);
}

/**
 * Whether the window that was warned of is over. A pace changes from minute to minute, so that one which slowed
 * down is not yet a reason to say that all is well.
 */
function isRenewed({ window, resetAt }: Headroom, openedAt: Date, now: Date): boolean {
  const length = QUOTA_WINDOW_MS[window];
  const isOver = now.getTime() - openedAt.getTime() >= length;
  return isOver || (resetAt !== null && resetAt.getTime() - length > openedAt.getTime());
}
