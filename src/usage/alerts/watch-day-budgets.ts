import type { AlertEpisode, AlertStore } from '../../database/admin/alert-store.ts';
import type { MoneyScope } from '../../database/totals/ledger-rows.ts';
import type { Clock } from '../../foundation/clock.ts';
import { dayOf } from '../../foundation/day.ts';
import type { Logger } from '../../foundation/logger.ts';
import { keepLookout } from '../../foundation/lookout.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import { nextEpisode } from './episodes.ts';
import type { BudgetWatch } from './watch-budgets.ts';

/** The money of a person or a group for today, with what is spent and held of it. */
export interface DayBudget {
  scope: MoneyScope;
  spentPicoUsd: PicoUsd;
}

/** A day budget that admins are told of. */
export interface DayBudgetAlert extends DayBudget {
  change: 'warned' | 'spent';
}

export interface DayBudgetWatchOptions {
  /** Those that may be near their end, and those of the accounts in `refused`; `null` while the database is away. */
  readNear: (now: Date, refused: readonly bigint[]) => Promise<DayBudget[] | null>;
  alerts: Pick<AlertStore, 'advance' | 'list'>;
  /** Tells of all of them in one message: whether it is delivered, or can never be. */
  send: (alerts: readonly DayBudgetAlert[]) => Promise<boolean>;
  settings: { readonly alertPercent: number };
  timeZone: string;
  clock: Clock;
  logger: Logger;
}

/** After a message, whoever comes next waits for the next one, which tells of all of them. */
const QUIET_MS = 10 * 60_000;

/**
 * Tells admins of each person and group whose money of the day is nearly or wholly spent: of each level once a day. Of
 * replicas, whoever moves an episode on tells it.
 */
export function watchDayBudgets(options: DayBudgetWatchOptions): BudgetWatch {
  const { clock, logger } = options;
  /** The limit at which somebody was refused, by budget: a raised one has room again. */
  const refusals = new Map<string, MoneyScope>();
  let quietUntil = -Infinity;
  const lookOnce = async () => {
    if (clock.monotonicMs() < quietUntil) return;
    if (await lookAt(options, refusals)) quietUntil = clock.monotonicMs() + QUIET_MS;
  };
  const lookout = keepLookout({ lookOnce, failed: 'budgets of the day were not looked at', clock, logger });
  return {
    look: () => lookout.look(),
    stop: () => lookout.stop(),
    refused: (scope) => {
      if (scope.kind !== 'user' && scope.kind !== 'group') return;
      refusals.set(scope.key, scope);
      lookout.soon();
    },
  };
}

/** Whether admins were told of something. */
async function lookAt(options: DayBudgetWatchOptions, refusals: Map<string, MoneyScope>): Promise<boolean> {
  const { alerts, clock, timeZone } = options;
  const now = clock.now();
  const today = dayOf(now, timeZone);
  for (const [key, { date }] of refusals) if (date !== today) refusals.delete(key);
  const budgets = await options.readNear(
    now,
    Array.from(refusals.values(), ({ id }) => BigInt(id)),
  );
  if (budgets === null || budgets.length === 0) return false;
  const episodes = new Map((await alerts.list()).map((episode) => [episode.key, episode]));
  const claimed: { alert: DayBudgetAlert; from: AlertEpisode | null; to: AlertEpisode }[] = [];
  for (const budget of budgets) {
    const change = levelOf(budget, refusals, options.settings.alertPercent);
    const from = episodes.get(episodeKey(budget.scope)) ?? null;
    if (change === null || hasToldOf(change, from, today, timeZone)) continue;
    const to = nextEpisode({ now }, from, episodeKey(budget.scope), change, true);
    if (await alerts.advance(from, to)) claimed.push({ alert: { ...budget, change }, from, to });
  }
  if (claimed.length === 0) return false;
  if (await options.send(claimed.map(({ alert }) => alert))) return true;
  for (const { from, to } of claimed)
    await alerts.advance(to, { ...to, level: from?.level ?? 'normal', changedAt: from?.changedAt ?? EPOCH });
  return false;
}

/** Before any day on which somebody was told. */
const EPOCH = new Date(0);

function levelOf(
  { scope, spentPicoUsd }: DayBudget,
  refusals: ReadonlyMap<string, MoneyScope>,
  alertPercent: number,
): DayBudgetAlert['change'] | null {
  const wasRefused = refusals.get(scope.key)?.limitPicoUsd === scope.limitPicoUsd;
  if (wasRefused || spentPicoUsd >= scope.limitPicoUsd) return 'spent';
  return spentPicoUsd * 100n >= scope.limitPicoUsd * BigInt(alertPercent) ? 'warned' : null;
}

function hasToldOf(
  change: DayBudgetAlert['change'],
  from: AlertEpisode | null,
  today: string,
  timeZone: string,
): boolean {
  if (!from || dayOf(from.changedAt, timeZone) !== today) return false;
  return from.level === 'spent' || from.level === change;
}

/** One row for each account: which day it is about, the time of its last change tells. */
function episodeKey({ key }: MoneyScope): string {
  return `day/${key}`;
}
