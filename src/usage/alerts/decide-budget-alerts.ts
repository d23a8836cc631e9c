import type { AlertEpisode } from '../../database/admin/alert-store.ts';
import type { MoneyScope } from '../../database/totals/ledger-rows.ts';
import { startOfDay } from '../../foundation/day.ts';
import { picoToUsd, type PicoUsd } from '../../foundation/money/money.ts';

/** A budget in money of this month, with what is spent and held of it. */
export interface BudgetState {
  scope: MoneyScope;
  spentPicoUsd: PicoUsd;
  /** Somebody was refused for it since the last look. */
  wasRefused: boolean;
}

/** `forecast`: at its pace it ends before the month does. */
type BudgetLevel = 'normal' | 'forecast' | 'warned' | 'spent';

export interface BudgetAlert {
  change: 'forecast' | 'warned' | 'spent' | 'renewed';
  key: string;
  episode: number;
  state: BudgetState;
  renewsAt: Date;
  /** When it ends at this pace; `null` where the pace tells nothing. */
  endsAt: Date | null;
}

export interface BudgetTransition {
  from: AlertEpisode | null;
  to: AlertEpisode;
  alert: BudgetAlert;
}

export interface BudgetFacts {
  now: Date;
  timeZone: string;
  budgets: readonly BudgetState[];
  episodes: readonly AlertEpisode[];
  alertPercent: number;
}

const ORDER: readonly BudgetLevel[] = ['normal', 'forecast', 'warned', 'spent'];
/** A pace of hours says nothing of a month. */
const LEAST_PACE_MS = 3 * 24 * 3_600_000;

/** The episode of a budget of one month. */
export function budgetKey({ key, date }: Pick<MoneyScope, 'key' | 'date'>): string {
  return `budget/${key}/${date}`;
}

/**
 * Which budgets admins are told of: each of its levels once a month, unless it was raised meanwhile, and that one which
 * was spent last month is renewed. Pure.
 */
export function decideBudgetAlerts(facts: BudgetFacts): BudgetTransition[] {
  return facts.budgets.flatMap((state) => [...renewal(facts, state), ...progress(facts, state)]);
}

function progress(facts: BudgetFacts, state: BudgetState): BudgetTransition[] {
  const key = budgetKey(state.scope);
  const from = facts.episodes.find((one) => one.key === key) ?? null;
  const before = (from?.level ?? 'normal') as BudgetLevel;
  const level = levelOf(facts, state);
  if (level === before) return [];
  const isWorse = ORDER.indexOf(level) > ORDER.indexOf(before);
  const to = { ...episodeOf(facts, from, key), level };
  const alert = alertOf(facts, state, to, level === 'normal' ? 'renewed' : level);
  // That a raised budget is well again, its own button has said.
  return [{ from, to, alert: isWorse ? alert : { ...alert, change: 'renewed' } }];
}

function levelOf(facts: BudgetFacts, state: BudgetState): BudgetLevel {
  const { scope, spentPicoUsd, wasRefused } = state;
  if (spentPicoUsd >= scope.limitPicoUsd || wasRefused) return 'spent';
  const isNear = spentPicoUsd * 100n >= scope.limitPicoUsd * BigInt(facts.alertPercent);
  if (isNear) return 'warned';
  const endsAt = endOf(facts, state);
  return endsAt !== null && endsAt < renewalOf(facts, state) ? 'forecast' : 'normal';
}

/** When the budget ends if it goes on as since its first day. */
function endOf({ now, timeZone }: BudgetFacts, { scope, spentPicoUsd }: BudgetState): Date | null {
  const begin = startOfDay(scope.date, timeZone).getTime();
  const elapsed = now.getTime() - begin;
  if (elapsed < LEAST_PACE_MS || spentPicoUsd === 0n) return null;
  const share = picoToUsd(scope.limitPicoUsd) / picoToUsd(spentPicoUsd);
  const end = begin + elapsed * share;
  return Number.isFinite(end) && end < 8.64e15 ? new Date(end) : null;
}

/** Open episodes of earlier months: what was spent then is there again. */
function renewal(facts: BudgetFacts, state: BudgetState): BudgetTransition[] {
  const current = budgetKey(state.scope);
  const earlier = `budget/${state.scope.key}/`;
  return facts.episodes
    .filter(({ key, level }) => key.startsWith(earlier) && key < current && level !== 'normal')
    .map((from) => {
      const to = { ...from, level: 'normal', changedAt: facts.now };
      return { from, to, alert: alertOf(facts, state, to, 'renewed') };
    });
}

function alertOf(
  facts: BudgetFacts,
  state: BudgetState,
  { key, episode }: AlertEpisode,
  change: BudgetAlert['change'],
): BudgetAlert {
  return { change, key, episode, state, renewsAt: renewalOf(facts, state), endsAt: endOf(facts, state) };
}

function renewalOf({ timeZone }: BudgetFacts, { scope }: BudgetState): Date {
  return startOfDay(scope.until, timeZone);
}

function episodeOf({ now }: BudgetFacts, from: AlertEpisode | null, key: string): AlertEpisode {
  const openedAt = from?.openedAt ?? now;
  return { key, level: 'normal', episode: (from?.episode ?? 0) + 1, openedAt, changedAt: now };
}
