import type { Api } from 'grammy';
import type { Config } from '../config/config.ts';
import { givenAdmins } from '../database/admin/given-admins.ts';
import { createSettingStore, type SettingStore } from '../database/admin/setting-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { checkAdminChat } from '../telegram/admin/check-admin-chat.ts';
import type { MoneyScope } from '../database/totals/ledger-rows.ts';
import { sendBudgetAlert } from '../telegram/admin/alerts/budget-alert.ts';
import { sendDayBudgetAlerts } from '../telegram/admin/alerts/day-budget-alert.ts';
import { rhythmOf } from '../localization/rhythm.ts';
import { sendAlert } from '../telegram/admin/alerts/send-alert.ts';
import { sendOutageNotice } from '../telegram/admin/alerts/send-outage-notice.ts';
import { sendScheduledReport } from '../telegram/admin/send-scheduled-report.ts';
import { describeBot, type BotProfileOptions } from '../telegram/menus/bot-profile.ts';
import { setCommandMenus } from '../telegram/menus/command-menu.ts';
import { setDashboardMenus } from '../telegram/menus/dashboard-menu.ts';
import { announceOutage } from '../usage/outage/announce-outage.ts';
import type { DatabaseWatch } from '../usage/outage/database-watch.ts';
import { openAlertWebhook } from './parts/open-alert-webhook.ts';
import type { OpenedAccess } from './parts/open-access.ts';
import type { Alerts } from './parts/open-alerts.ts';
import type { OpenedPeople } from './parts/open-people.ts';
import type { Services } from './services/open-services.ts';
import { sendBackupJob } from './send-backup-job.ts';

export interface StartNotifyingOptions {
  services: Services;
  config: Config;
  api: Api;
  people: OpenedPeople;
  access: OpenedAccess;
  alerts: Alerts;
  watch: DatabaseWatch;
  miniAppUrl: string | null;
  /** Aborted when the bot must send nothing more. */
  signal: AbortSignal;
  clock: Clock;
  logger: Logger;
}

export interface Notifying {
  /** Checks within a second whether an alert is due. */
  lookSoon(): void;
  /** A budget in money refused a request. */
  refused(scope: MoneyScope): void;
  /** Sends the scheduled report; resolves with false when nobody was reached. */
  sendReport(): Promise<boolean>;
  /** Makes an encrypted backup and sends it; resolves with false when nobody was reached. */
  sendBackup(signal: AbortSignal): Promise<boolean>;
  /** Starts no more messages; resolves when those in progress are over. */
  stop(): Promise<void>;
}

const REPORT_DAYS = 30;

/** Starts the messages that nobody asked for: menus, alerts, outage notices and the scheduled report. */
export function startNotifying(options: StartNotifyingOptions): Notifying {
  const { services, config, api, people, access, alerts, watch, miniAppUrl, signal, clock, logger } = options;
  const { adminChat, adminIds } = config;
  const recipients = { api, adminChat, adminIds, languageFor: people.languageFor, logger, signal };
  const menus = setMenus(options);
  const checked = checkAdminChat(recipients);
  const { providerNames } = services;
  const { alertWebhook } = config.monitoring;
  const webhook = alertWebhook && openAlertWebhook({ ...options, webhook: alertWebhook, providerNames });
  const alertWatch = alerts.watch(async (alert) => {
    await webhook?.alert(alert);
    return sendAlert({ ...recipients, providerNames, clock }, alert);
  });
  const firstLook = alertWatch.look();
  const announcer = access.announce(recipients);
  const budgetWatch = alerts.watchBudgets(async (alert) => {
    await webhook?.budget(alert);
    return sendBudgetAlert({ ...recipients, providerNames }, alert, clock.now());
  });
  const dayWatch = alerts.watchDayBudgets((due) => sendDayBudgetAlerts(recipients, due, people.persons));
  const firstBudgetLooks = [budgetWatch.look(), dayWatch.look()];
  const stopAnnouncing = announceOutage({
    watch,
    announce: async (notice) => {
      await webhook?.outage(notice);
      await sendOutageNotice(recipients, notice);
    },
    clock,
  });
  return {
    lookSoon: () => alertWatch.soon(),
    refused: (scope) => {
      budgetWatch.refused(scope);
      dayWatch.refused(scope);
    },
    sendReport: async () =>
      sendScheduledReport(recipients, {
        report: await services.reports.report({ days: REPORT_DAYS }),
        rhythm: rhythmOf(services.settings.reportCron ?? ''),
        miniAppUrl,
        settings: services.settings,
      }),
    sendBackup: (signal) => sendBackupJob({ recipients, services, config, clock }, signal),
    stop: async () => {
      stopAnnouncing();
      await Promise.all([
        alertWatch.stop(),
        announcer.stop(),
        budgetWatch.stop(),
        dayWatch.stop(),
        ...firstBudgetLooks,
        menus,
        checked,
        firstLook,
      ]);
      await webhook?.stop();
    },
  };
}

function onceInALife(stored: SettingStore, key: string, clock: Clock): BotProfileOptions['done'] {
  return {
    read: async () => (await stored.get(key)) !== null,
    write: () => stored.set(key, 'true', clock.now()),
  };
}

function setMenus(options: StartNotifyingOptions): Promise<unknown> {
  const { services, config, api, people, miniAppUrl, clock, logger } = options;
  const { adminIds, defaultLocale } = config;
  const { languages, languageFor } = people;
  const stored = createSettingStore(services.database);
  return Promise.all([
    setCommandMenus(
      { api, languages, defaultLocale, people: people.people, logger },
      adminIds,
      givenAdmins(stored, 'admin_menus', clock),
    ),
    setDashboardMenus({
      api,
      adminIds,
      miniAppUrl,
      languageFor,
      given: givenAdmins(stored, 'dashboard_buttons', clock),
      logger,
    }),
    describeBot({ api, languages, defaultLocale, done: onceInALife(stored, 'bot_described', clock), logger }),
  ]);
}
