import { setMaxListeners } from 'node:events';
import type { Config } from '../config/config.ts';
import { createAnswerStore } from '../database/people/answer-store.ts';
import { createChatStore } from '../database/people/chat-store.ts';
import { createInboxStore } from '../database/inbox/inbox-store.ts';
import { createPersonStore } from '../database/people/person-store.ts';
import { createPrivacyStore } from '../database/people/privacy-store.ts';
import { createSettingStore } from '../database/admin/setting-store.ts';
import { createUsageStore } from '../database/reading/usage-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { systemClock } from '../foundation/clock.ts';
import { withTimeout } from '../foundation/with-timeout.ts';
import { givenAdmins } from '../database/admin/given-admins.ts';
import { openAlerts } from './open-alerts.ts';
import { makePartitions } from './make-partitions.ts';
import { openAnswering } from './open-answering.ts';
import { openLedger } from './open-ledger.ts';
import { openServices, type Services, type ServicesOptions } from './open-services.ts';
import type { OpenWebOptions, Web } from './open-web.ts';
import { openSettingsFeature } from './open-settings-feature.ts';
import { startJobs } from './start-jobs.ts';
import { tolerantAnswers, tolerantChats } from './tolerant-stores.ts';
import { createBot } from '../telegram/bot.ts';
import { setCommandMenus } from '../telegram/menus/command-menu.ts';
import { setDashboardMenus } from '../telegram/menus/dashboard-menu.ts';
import { createInbox } from '../telegram/delivery/inbox.ts';
import { createLanguageFor } from '../telegram/people/language-for.ts';
import { loadLanguages } from '../telegram/people/languages.ts';
import { createPeople } from '../telegram/people/people.ts';
import { runBot, type RunningBot, type Webhook } from '../telegram/delivery/run-bot.ts';
import { sendAlert } from '../telegram/admin/send-alert.ts';
import { sendOutageNotice } from '../telegram/admin/send-outage-notice.ts';
import { sendScheduledReport } from '../telegram/admin/send-scheduled-report.ts';
import { announceOutage, type OutageNotice } from '../usage/outage/announce-outage.ts';
import { forgetPerson } from '../usage/maintenance/forget-person.ts';
import { processOwner } from '../usage/ledger/interrupted.ts';
import { observeLedger } from '../usage/ledger/observe-ledger.ts';
import { readOwnUsage } from '../usage/reading/own-usage.ts';
import type { AlertWatch } from '../usage/alerts/watch-alerts.ts';

export interface App {
  /** Rejects when the bot can run no longer. */
  ended: Promise<void>;
  /** Where the web server is reached from this machine; `null` without one. */
  webUrl: string | null;
  /** Sends the scheduled report now. */
  sendReport(): Promise<void>;
  /** Answers what is in hand, books it and closes everything. */
  stop(): Promise<void>;
}

const WEBHOOK_PATH = '/telegram';
const REPORT_DAYS = 30;
/** What a person who waits for an answer may still get after a signal to stop. */
const GRACE_MS = 8_000;
const WEB_GRACE_MS = 2_000;
/** What a job or an alert still gets after that, to give back what it did not do. */
const LAST_MS = 2_000;
const RECOVERY_INTERVAL_MS = 60_000;
/** Of the chats that are closed to the bot, it writes first only to its admins'. */
const MOST_UNREACHABLE_CHATS = 1_000;
/** How long what an admin changed may be unknown to another replica. */
const RENEWAL_INTERVAL_MS = 15_000;

export interface AppOptions extends ServicesOptions {
  /** Opens the dashboard as a Mini App on this machine, without HTTPS, as Telegram's test servers allow. */
  miniAppHere?: boolean;
}

/** Builds every room, hands each what it needs, and starts the bot. */
export async function startApp(
  config: Config,
  clock: Clock,
  logger: Logger,
  options: AppOptions = {},
): Promise<App> {
  const services = await openServices(config, clock, logger, options);
  const opened: Closing[] = [() => services.close()];
  try {
    return await startBot(services, config, clock, logger, options, opened);
  } catch (error) {
    for (const close of opened.toReversed()) await close();
    throw error;
  }
}

type Closing = () => Promise<void>;

/** Adds to `onFailure` what is to be closed when the start fails. */
async function startBot(
  services: Services,
  config: Config,
  clock: Clock,
  logger: Logger,
  { miniAppHere }: AppOptions,
  onFailure: Closing[],
): Promise<App> {
  const { timeZone, defaultLocale, adminIds } = config;
  const { database, reports, configured, providerNames, settings } = services;
  const usage = createUsageStore(database);
  const shutdown = new AbortController();
  // Every download listens to it.
  setMaxListeners(0, shutdown.signal);
  // Requests come before there is a bot that could send what they lead to.
  let alertWatch: AlertWatch | null = null;
  let web: Web | null = null;
  let running: RunningBot | null = null;

  await makePartitions(database, clock, logger);
  const owner = processOwner();
  const opened = await openLedger({
    services,
    databaseUrl: config.databaseUrl,
    owner,
    onSettled: (settled) => web?.metrics.settled(settled),
    timeZone,
    clock,
    logger,
  });
  onFailure.push(() => opened.close());
  const { ledger, watch } = opened;
  const chats = tolerantChats(createChatStore(database), watch.tolerate);
  const alerts = openAlerts({ services, config, usage, tolerate: watch.tolerate, clock, logger });
  const observed = observeLedger(
    ledger,
    () => settings.alertPercent,
    () => alertWatch?.soon(),
  );
  const answering = await openAnswering({
    services,
    config,
    usage,
    ledger: observed,
    tolerate: watch.tolerate,
    clock,
    logger,
  });
  const { budgets, quotas } = answering;

  const languages = loadLanguages(defaultLocale, timeZone, (problem) =>
    logger.error({ problem }, 'translation'),
  );
  const persons = createPersonStore(database);
  const people = createPeople(persons, clock, defaultLocale, watch.tolerate);
  const languageFor = createLanguageFor({ languages, people, settings });
  web = await openWebIfWanted({
    services,
    config,
    usage,
    alerts: alerts.store,
    persons,
    languageFor,
    watch,
    updatesInHand: () => running?.inHand() ?? 0,
    receiveUpdate: async (update) => (running ? running.receive(update) : false),
    clock,
    logger,
    miniAppHere,
  });
  onFailure.push(async () => web?.stop(0));
  const recover = () => void ledger.recover().catch(() => undefined);
  const inbox = createInbox({
    store: createInboxStore(database, `${config.botToken}|${config.telegramApiRoot}`),
    watch,
    owner,
    isShared: database.engine === 'postgresql' && config.publicUrl !== null,
    onTakeover: recover,
    clock,
    logger,
  });
  const bot = createBot({
    token: config.botToken,
    apiRoot: config.telegramApiRoot,
    fetch: services.network.telegramFetch,
    adminIds,
    languages,
    defaultLocale,
    people,
    chats,
    unreachable: (await chats.unreachable(MOST_UNREACHABLE_CHATS)).map(Number),
    inbox,
    answers: tolerantAnswers(createAnswerStore(database), watch.tolerate),
    ...answering,
    configured,
    providerNames,
    alerts: alerts.store,
    alertActs: alerts.acts,
    readNames: (userIds) => persons.names(userIds),
    languageFor,
    reportChatId: config.adminChat?.chatId ?? null,
    reports,
    dashboard: web?.door ?? null,
    settings: await openSettingsFeature({
      services,
      config,
      budgets,
      persons,
      clock,
      tolerate: watch.tolerate,
    }),
    viewOf: settings.viewOf,
    readOwnUsage: (userId, now) => readOwnUsage(usage, userId, now, timeZone),
    retentionDays: config.retentionDays,
    forgetPerson: (userId) => forgetPerson(createPrivacyStore(database), userId, clock),
    shutdown: shutdown.signal,
    clock,
    logger,
  });

  const started = await runBot(bot, { inbox, webhook: webhookOf(config), logger });
  running = started;
  const miniAppUrl = web?.door.miniAppUrl ?? null;
  const menus = Promise.all([
    setCommandMenus(
      { api: bot.api, languages, defaultLocale, logger },
      adminIds,
      givenAdmins(createSettingStore(database), 'admin_menus', clock),
    ),
    setDashboardMenus({
      api: bot.api,
      adminIds,
      miniAppUrl,
      languageFor,
      given: givenAdmins(createSettingStore(database), 'dashboard_buttons', clock),
      logger,
    }),
  ]);
  const recipients = {
    api: bot.api,
    adminChat: config.adminChat,
    adminIds,
    languageFor,
    logger,
    signal: shutdown.signal,
  };
  alertWatch = alerts.watch((alert) => sendAlert({ ...recipients, providerNames, clock }, alert));
  const firstLook = alertWatch.look();
  const announce = (notice: OutageNotice) => sendOutageNotice(recipients, notice);
  const stopAnnouncing = announceOutage({ watch, announce, clock });
  const sendReport = async () =>
    sendScheduledReport(recipients, await reports.report({ days: REPORT_DAYS }), miniAppUrl);
  const scheduler = startJobs({ services, config, sendReport, signal: shutdown.signal, clock, logger });
  const recovery = setInterval(recover, RECOVERY_INTERVAL_MS);
  const renew = () => Promise.all([services.refreshPrices(), settings.refresh(), quotas.refresh()]);
  const renewal = setInterval(() => void renew().catch(() => undefined), RENEWAL_INTERVAL_MS);

  return {
    ended: started.ended,
    webUrl: web && `http://127.0.0.1:${web.port}`,
    sendReport: async () => void (await sendReport()),
    stop: async () => {
      clearInterval(recovery);
      clearInterval(renewal);
      stopAnnouncing();
      web?.drain();
      // What nobody waits for gets no more time than an answer; what is left of it is the next process's.
      const rest = Promise.all([scheduler.stop(), alertWatch?.stop(), menus, firstLook]);
      await Promise.all([started.stop(GRACE_MS), atMost(GRACE_MS, rest)]);
      shutdown.abort();
      await Promise.all([started.stop(GRACE_MS), atMost(LAST_MS, rest)]);
      await ledger.drain();
      await web?.stop(WEB_GRACE_MS);
      await started.close();
      await opened.close();
      await services.close();
    },
  };
}

/** Waits for what may fail or take too long. */
async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  await withTimeout(systemClock, ms, work).catch(() => undefined);
}

function webhookOf({ publicUrl, webhookSecret }: Config): Webhook | null {
  return publicUrl && webhookSecret ? { url: `${publicUrl}${WEBHOOK_PATH}`, secret: webhookSecret } : null;
}

/** The web server and what it brings are loaded only where there is a PORT. */
async function openWebIfWanted(options: Omit<OpenWebOptions, 'port'>): Promise<Web | null> {
  const { port } = options.config;
  if (port === null) return null;
  const { openWeb } = await import('./open-web.ts');
  return openWeb({ ...options, port });
}
