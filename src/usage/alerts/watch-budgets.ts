import type { AlertStore } from '../../database/admin/alert-store.ts';
import type { MoneyScope } from '../../database/totals/ledger-rows.ts';
import type { Clock, Timer } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import { decideBudgetAlerts, type BudgetAlert, type BudgetState } from './decide-budget-alerts.ts';

export interface BudgetWatch {
  /** Somebody was refused because of a budget: looks soon. */
  refused(scope: MoneyScope): void;
  /** Looks now, and tells admins what changed. Never rejects. */
  look(): Promise<void>;
  /** Looks no more, and waits for the look that is under way. */
  stop(): Promise<void>;
}

export interface BudgetWatchOptions {
  /** The budgets of this month with what is spent of them; `null` while the database is away. */
  readBudgets: (now: Date) => Promise<Omit<BudgetState, 'wasRefused'>[] | null>;
  alerts: Pick<AlertStore, 'advance' | 'list'>;
  /** Whether the message is delivered, or can never be. */
  send: (alert: BudgetAlert) => Promise<boolean>;
  readonly alertPercent: number;
  timeZone: string;
  clock: Clock;
  logger: Logger;
}

const INTERVAL_MS = 60_000;
const SOON_MS = 300;

/** Tells admins once of each level that a budget in money reaches. Of replicas, whoever moves the episode on tells it. */
export function watchBudgets(options: BudgetWatchOptions): BudgetWatch {
  const { clock, logger } = options;
  /** The limit at which somebody was refused, by budget: a raised one has room again. */
  const refusals = new Map<string, bigint>();
  let running: Promise<void> | null = null;
  let timer: Timer | null = null;
  let isStopped = false;
  const look = async (): Promise<void> => {
    if (isStopped) return;
    running ??= lookOnce(options, refusals)
      .catch((error: unknown) => logger.warn({ error: describeError(error) }, 'budgets were not looked at'))
      .finally(() => (running = null));
    await running;
  };
  const interval = clock.every(INTERVAL_MS, () => void look());
  return {
    look,
    refused: ({ kind, key, limitPicoUsd }) => {
      if (isStopped || kind === 'user' || kind === 'group') return;
      refusals.set(key, limitPicoUsd);
      timer ??= clock.after(SOON_MS, () => {
        timer = null;
        void look();
      });
    },
    stop: async () => {
      isStopped = true;
      interval.cancel();
      timer?.cancel();
      await running;
    },
  };
}

async function lookOnce(options: BudgetWatchOptions, refusals: Map<string, bigint>): Promise<void> {
  const { clock, alerts, alertPercent, timeZone } = options;
  const now = clock.now();
  const read = await options.readBudgets(now);
  if (read === null || read.length === 0) return;
  const budgets = read.map((state) => ({
    ...state,
    wasRefused: refusals.get(state.scope.key) === state.scope.limitPicoUsd,
  }));
  const facts = { now, timeZone, alertPercent, budgets, episodes: await alerts.list() };
  for (const { from, to, alert } of decideBudgetAlerts(facts)) {
    if (!(await alerts.advance(from, to))) continue;
    if (!(await options.send(alert))) await alerts.advance(to, { ...to, level: from?.level ?? 'normal' });
  }
}
