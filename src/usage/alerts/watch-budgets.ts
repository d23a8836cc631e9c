import type { AlertStore } from '../../database/admin/alert-store.ts';
import type { MoneyScope } from '../../database/totals/ledger-rows.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { keepLookout, type Lookout } from '../../foundation/lookout.ts';
import { decideBudgetAlerts, type BudgetAlert, type BudgetState } from './decide-budget-alerts.ts';

export interface BudgetWatch extends Omit<Lookout, 'soon'> {
  /** Somebody was refused because of a budget: looks soon. */
  refused(scope: MoneyScope): void;
}

export interface BudgetWatchOptions {
  /** The budgets of this month with what is spent of them; `null` while the database is away. */
  readBudgets: (now: Date) => Promise<Omit<BudgetState, 'wasRefused'>[] | null>;
  alerts: Pick<AlertStore, 'advance' | 'list'>;
  /** Whether the message is delivered, or can never be. */
  send: (alert: BudgetAlert) => Promise<boolean>;
  settings: { readonly alertPercent: number };
  timeZone: string;
  clock: Clock;
  logger: Logger;
}

/** Tells admins once of each level that a budget in money reaches. Of replicas, whoever moves the episode on tells it. */
export function watchBudgets(options: BudgetWatchOptions): BudgetWatch {
  const { clock, logger } = options;
  /** The limit at which somebody was refused, by budget: a raised one has room again. */
  const refusals = new Map<string, bigint>();
  const lookout = keepLookout({
    lookOnce: () => lookOnce(options, refusals),
    failed: 'budgets were not looked at',
    clock,
    logger,
  });
  return {
    look: () => lookout.look(),
    stop: () => lookout.stop(),
    refused: ({ kind, key, limitPicoUsd }) => {
      if (kind === 'user' || kind === 'group') return;
      refusals.set(key, limitPicoUsd);
      lookout.soon();
    },
  };
}

async function lookOnce(options: BudgetWatchOptions, refusals: Map<string, bigint>): Promise<void> {
  const { clock, alerts, settings, timeZone } = options;
  const now = clock.now();
  const read = await options.readBudgets(now);
  if (read === null || read.length === 0) return;
  const budgets = read.map((state) => ({
    ...state,
    wasRefused: refusals.get(state.scope.key) === state.scope.limitPicoUsd,
  }));
  const facts = {
    now,
    timeZone,
    alertPercent: settings.alertPercent,
    budgets,
    episodes: await alerts.list(),
  };
  for (const { from, to, alert } of decideBudgetAlerts(facts)) {
    if (!(await alerts.advance(from, to))) continue;
    if (!(await options.send(alert))) await alerts.advance(to, { ...to, level: from?.level ?? 'normal' });
  }
}
