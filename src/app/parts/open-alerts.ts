import type { Config } from '../../config/config.ts';
import { createAdminActionStore } from '../../database/admin/admin-action-store.ts';
import { createAlertStore, type AlertStore } from '../../database/admin/alert-store.ts';
import { createAttemptStore } from '../../database/reading/attempt-store.ts';
import { undoAction } from '../../database/admin/undo-action.ts';
import type { UsageStore } from '../../database/reading/usage-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { Lookout } from '../../foundation/lookout.ts';
import type { Services } from '../services/open-services.ts';
import type { Alert } from '../../usage/alerts/alert.ts';
import { createAlertActs, type AlertActs } from '../../usage/alerts/alert-acts.ts';
import { openMoneyBudgets, readBudgetStates } from '../services/read-month-budgets.ts';
import { createReadDayBudgets } from '../services/read-day-budgets.ts';
import type { BudgetAlert } from '../../usage/alerts/decide-budget-alerts.ts';
import { watchBudgets, type BudgetWatch } from '../../usage/alerts/watch-budgets.ts';
import { watchDayBudgets, type DayBudgetAlert } from '../../usage/alerts/watch-day-budgets.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import { readAlertFacts, type AlertSources } from '../../usage/alerts/read-alert-facts.ts';
import { watchAlerts } from '../../usage/alerts/watch-alerts.ts';

export interface Alerts {
  store: AlertStore;
  acts: AlertActs;
  /** Starts watching, and sends alerts to admins. */
  watch(send: (alert: Alert) => Promise<boolean>): Lookout;
  /** The same for budgets in money. */
  watchBudgets(send: (alert: BudgetAlert) => Promise<boolean>): BudgetWatch;
  /** The same for the day of persons and groups, several of them at once. */
  watchDayBudgets(send: (alerts: readonly DayBudgetAlert[]) => Promise<boolean>): BudgetWatch;
}

export interface OpenAlertsOptions {
  services: Services;
  config: Pick<Config, 'timeZone' | 'money' | 'adminIds' | 'botToken'>;
  usage: UsageStore;
  tolerate: DatabaseWatch['tolerate'];
  clock: Clock;
  logger: Logger;
}

/** Wires alerts: the facts they are decided from, their episodes, and the buttons that admins press. */
export function openAlerts(options: OpenAlertsOptions): Alerts {
  const { services, config, tolerate, clock, logger } = options;
  const { database, pauses, settings } = services;
  const { timeZone } = config;
  const budgets = openMoneyBudgets(settings, config);
  const readDay = createReadDayBudgets(database, settings, config);
  const store = createAlertStore(database);
  const actions = createAdminActionStore(database);
  const watching = { alerts: store, settings, timeZone, clock, logger };
  const sources = alertSources(options, { alerts: store, actions });
  return {
    store,
    acts: createAlertActs({
      alerts: store,
      actions,
      pauses,
      undoAction: (action, act) => undoAction(database, action, act),
      get alertPercent() {
        return settings.alertPercent;
      },
      timeZone,
      clock,
    }),
    watchDayBudgets: (send) =>
      watchDayBudgets({
        ...watching,
        readNear: (now, refused) => tolerate(() => readDay(now, refused), null),
        send,
      }),
    watchBudgets: (send) =>
      watchBudgets({
        ...watching,
        readBudgets: (now) => tolerate(() => readBudgetStates(database, budgets.months(now)), null),
        send,
      }),
    watch: (send) =>
      watchAlerts({
        readFacts: (now) =>
          tolerate(async () => {
            // Or a replica that read a list earlier would be contradicted by this one.
            await services.refreshPrices();
            return readAlertFacts(sources, now);
          }, null),
        alerts: store,
        send,
        clock,
        logger,
      }),
  };
}

/** What alerts are decided from. */
function alertSources(
  { services, usage, config: { timeZone } }: OpenAlertsOptions,
  stores: Pick<AlertSources, 'alerts' | 'actions'>,
): AlertSources {
  const { database, pauses, checkHealth, configured, profiles, settings } = services;
  return {
    profiles: configured.flatMap(({ provider }) => profiles.find(({ id }) => id === provider) ?? []),
    usage,
    ...stores,
    attempts: createAttemptStore(database),
    readPaused: pauses.current,
    checkHealth,
    listedPrice: (provider, model) => services.listedPrices.find(provider, model),
    listingOf: (provider) => services.listedModels.of(provider),
    get alertPercent() {
      return settings.alertPercent;
    },
    timeZone,
  };
}
