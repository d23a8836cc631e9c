import { setMaxListeners } from 'node:events';
import type { Config } from '../config/config.ts';
import { createInboxStore } from '../database/inbox/inbox-store.ts';
import { openWakeUps } from '../database/inbox/inbox-wake-ups.ts';
import { createUsageStore } from '../database/reading/usage-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { createPseudonyms } from '../foundation/pseudonym.ts';
import { createInbox } from '../telegram/delivery/inbox.ts';
import { runBot, type Webhook } from '../telegram/delivery/run-bot.ts';
import { createUpdateDispatcher } from '../telegram/delivery/update-dispatcher.ts';
import type { Metrics } from '../web/numbers/metrics.ts';
import { processOwner } from '../usage/ledger/interrupted.ts';
import type { ExhaustedQuotas } from '../usage/quotas/exhausted-quotas.ts';
import type { Ledger } from '../usage/ledger/ledger.ts';
import { createTroubleListener } from '../usage/ledger/trouble-listener.ts';
import { describeRequest } from './describe-request.ts';
import { describeStart } from './describe-start.ts';
import { endWork } from './end-work.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { createKeepCurrent } from './keep-current.ts';
import { makePartitions } from './make-partitions.ts';
import { openAccess } from './open-access.ts';
import { openAlerts } from './open-alerts.ts';
import { openAnswering } from './open-answering.ts';
import { openBot } from './open-bot.ts';
import { openLedger } from './open-ledger.ts';
import { openPeople } from './open-people.ts';
import { openReadiness } from './open-readiness.ts';
import { openServices, type Services, type ServicesOptions } from './open-services.ts';
import type { OpenWebOptions, Web } from './open-web.ts';
import { startJobs } from './start-jobs.ts';
import { openMetricsIfWanted, startMonitoring } from './start-monitoring.ts';
import { showPresence } from './show-presence.ts';
import { startNotifying, type Notifying } from './start-notifying.ts';
import { unlessStopped } from './unless-stopped.ts';
import { warnOfLeftLedger } from './warn-of-left-ledger.ts';

export interface App {
  /** Rejects when the bot cannot run any longer. */
  ended: Promise<void>;
  /** The web server's address on this machine; `null` without one. */
  webUrl: string | null;
  /** Sends the scheduled report now. */
  sendReport(): Promise<void>;
  /** Finishes the answers in progress, books them and closes everything. */
  stop(): Promise<void>;
}

const WEBHOOK_PATH = '/telegram';
const WEB_GRACE_MS = 2_000;
const RECOVERY_INTERVAL_MS = 60_000;
/** How long a replica may take to see a change that an admin made on another one. */
const RENEWAL_INTERVAL_MS = 15_000;
const LISTING_INTERVAL_MS = 6 * 60 * 60_000;

export interface AppOptions extends ServicesOptions {
  /** Offers the dashboard as a Mini App over plain HTTP on loopback, as Telegram's test servers allow. */
  miniAppHere?: boolean;
  /** Aborted, the start is given up: what was opened is closed, and its reason is thrown. */
  stopping?: AbortSignal;
}

/** Opens everything that the bot needs and starts it. A failed start closes what was opened and rejects. */
export async function startApp(
  config: Config,
  clock: Clock,
  logger: Logger,
  options: AppOptions = {},
): Promise<App> {
  const lifecycle = createLifecycle();
  try {
    const opening = openServices(config, clock, logger, options);
    // Also where the start is given up meanwhile: it is closed when it is open.
    lifecycle.opened(async () => (await opening).close());
    const services = await unlessStopped(opening, options.stopping);
    const starting = startBot({ services, config, clock, logger, lifecycle, options });
    return await unlessStopped(starting, options.stopping);
  } catch (error) {
    await lifecycle.close().catch(() => undefined);
    throw error;
  }
}

interface Start {
  services: Services;
  config: Config;
  clock: Clock;
  logger: Logger;
  lifecycle: Lifecycle;
  options: AppOptions;
}

async function startBot(start: Start): Promise<App> {
  const { services, config, clock, logger, lifecycle } = start;
  const usage = createUsageStore(services.database);
  const shutdown = new AbortController();
  // Every download adds a listener.
  setMaxListeners(0, shutdown.signal);

  await makePartitions(services.database, clock, logger);
  await showPresence(services.database, processOwner(), start);
  await warnOfLeftLedger(services.database, config.databaseUrl, logger);
  const { ledger, watch, inbox, dispatcher } = await openDelivery(start);
  const shared = { services, config, usage, tolerate: watch.tolerate, clock, logger };
  const alerts = openAlerts(shared);
  const answering = await openAnswering({ ...shared, ledger });
  const people = openPeople(shared);
  const access = openAccess({ ...shared, people });
  const readiness = openReadiness({ ...shared, watch });
  const metrics = await openMetricsIfWanted({
    ...shared,
    alerts: alerts.store,
    watch,
    updatesInHand: () => dispatcher.inHand(),
  });
  const web = await openWebIfWanted(start, metrics, {
    ...shared,
    readiness,
    alerts: alerts.store,
    persons: people.persons,
    languageFor: people.languageFor,
    watch,
    receiveUpdate: (update) => dispatcher.deliver(update),
  });
  const door = web?.door ?? null;
  logger.info(describeStart({ services, config, door }), 'starting the bot');
  const bot = await openBot({
    ...shared,
    inbox,
    people,
    access,
    alerts,
    answering,
    door,
    shutdown: shutdown.signal,
  });

  const running = await runBot(bot, { dispatcher, webhook: webhookOf(config), clock, logger });
  lifecycle.opened(() => running.close());
  // Requests must be durable before Telegram is told to forget the updates that caused them.
  lifecycle.opened(() => ledger.drain());
  const notifying = startNotifying({
    ...shared,
    api: bot.api,
    people,
    access,
    alerts,
    watch,
    miniAppUrl: door?.miniAppUrl ?? null,
    signal: shutdown.signal,
  });
  listenTo(ledger, { metrics, notifying, services, logger });
  const sendReport = () => notifying.sendReport();
  const monitoring = await startMonitoring({
    monitoring: config.monitoring,
    readiness,
    metrics,
    clock,
    logger,
  });
  const jobs = { sendReport, sendBackup: (signal: AbortSignal) => notifying.sendBackup(signal) };
  const scheduler = startJobs({ services, config, ...jobs, signal: shutdown.signal, clock, logger });
  lifecycle.opened(() =>
    endWork({
      running,
      others: [() => monitoring.stop(), () => scheduler.stop(), () => notifying.stop()],
      shutdown,
      clock,
    }),
  );
  if (web) lifecycle.opened(() => web.drain());
  repeatChores(start, ledger, answering.quotas);

  return {
    ended: running.ended,
    webUrl: web && `http://127.0.0.1:${web.port}`,
    sendReport: async () => void (await sendReport()),
    stop: () => lifecycle.close(),
  };
}

/** Lets every request be seen: in the log, in metrics, by whoever warns admins. */
function listenTo(
  ledger: Ledger,
  {
    metrics,
    notifying,
    services: { settings },
    logger,
  }: { metrics: Metrics | null; notifying: Notifying; services: Services; logger: Logger },
): void {
  ledger.subscribe(({ row }) => logger.debug(describeRequest(row), 'a request ended'));
  if (metrics) ledger.subscribe(({ row }) => metrics.settled(row));
  const lookSoon = () => notifying.lookSoon();
  ledger.subscribe(createTroubleListener(() => settings.alertPercent, lookSoon));
  ledger.onRefused((scope) => notifying.refused(scope));
}

/** What has to be done again and again while the bot runs. */
function repeatChores(start: Start, ledger: Ledger, quotas: ExhaustedQuotas): void {
  const { services, clock } = start;
  const { engine } = services.database;
  repeat(start, RECOVERY_INTERVAL_MS, () => ledger.recover());
  repeat(start, RENEWAL_INTERVAL_MS, createKeepCurrent({ services, quotas, ledger, engine, clock }));
  // Their lists of models name prices, which change.
  repeat(start, LISTING_INTERVAL_MS, services.readListings);
  void services.readListings();
}

/** Opens the ledger, and the inbox and the dispatcher for the updates that lead to requests. */
async function openDelivery({ services, config, clock, logger, lifecycle }: Start) {
  const { database } = services;
  const { databaseUrl, timeZone } = config;
  const owner = processOwner();
  const opened = await openLedger({
    services,
    databaseUrl,
    pseudonymOf: createPseudonyms(config.botToken),
    owner,
    timeZone,
    clock,
    logger,
  });
  lifecycle.opened(() => opened.close());
  const { ledger, watch } = opened;
  const scope = `${config.botToken}|${config.telegramApiRoot}`;
  const wakeUps = await openWakeUps(database, scope, clock, logger);
  lifecycle.opened(() => wakeUps.close());
  const inbox = createInbox({
    store: createInboxStore(database, scope),
    wakeUps,
    watch,
    owner,
    isShared: database.engine === 'postgresql' && webhookOf(config) !== null,
    onTakeover: () => void ledger.recover().catch(() => undefined),
    clock,
    logger,
  });
  const dispatcher = createUpdateDispatcher(inbox, clock, logger);
  lifecycle.opened(() => dispatcher.close());
  return { ledger, watch, inbox, dispatcher };
}

/** Loads the web server and its dependencies only where PORT is set. */
async function openWebIfWanted(
  { config, lifecycle, options }: Start,
  metrics: Metrics | null,
  wanted: Omit<OpenWebOptions, 'port' | 'metrics' | 'miniAppHere'>,
): Promise<Web | null> {
  const { port } = config;
  if (port === null || metrics === null) return null;
  const { openWeb } = await import('./open-web.ts');
  const web = await openWeb({ ...wanted, port, metrics, miniAppHere: options.miniAppHere ?? false });
  lifecycle.opened(() => web.stop(WEB_GRACE_MS));
  return web;
}

/** Repeats `work` until the lifecycle ends; a failure is tried again the next time. */
function repeat({ clock, lifecycle }: Start, everyMs: number, work: () => Promise<unknown>): void {
  const timer = clock.every(everyMs, () => void work().catch(() => undefined));
  lifecycle.opened(() => timer.cancel());
}

function webhookOf({ publicUrl, webhookSecret }: Config): Webhook | null {
  return publicUrl && webhookSecret ? { url: `${publicUrl}${WEBHOOK_PATH}`, secret: webhookSecret } : null;
}
