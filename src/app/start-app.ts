import { setMaxListeners } from 'node:events';
import type { Update } from 'grammy/types';
import type { Config } from '../config/config.ts';
import { createUsageStore } from '../database/reading/usage-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { runBot } from '../telegram/delivery/run-bot.ts';
import type { Metrics } from '../web/numbers/metrics.ts';
import { processOwner } from '../usage/ledger/interrupted.ts';
import { describeStart } from './describe-start.ts';
import { endWork } from './programs/end-work.ts';
import { createLifecycle, type Lifecycle } from './programs/lifecycle.ts';
import { listenToLedger } from './listen-to-ledger.ts';
import { makePartitions } from './services/make-partitions.ts';
import { openAccess } from './parts/open-access.ts';
import { openAlerts } from './parts/open-alerts.ts';
import { openAnswering } from './parts/open-answering.ts';
import { openBot } from './parts/open-bot.ts';
import { openDelivery, webhookOf } from './parts/open-delivery.ts';
import { openPeople } from './parts/open-people.ts';
import { openReadiness } from './parts/open-readiness.ts';
import { openServices, type Services, type ServicesOptions } from './services/open-services.ts';
import type { OpenWebOptions, Web } from './parts/open-web.ts';
import { repeatChores } from './repeat-chores.ts';
import { startJobs } from './start-jobs.ts';
import { openMetricsIfWanted, startMonitoring } from './start-monitoring.ts';
import { showPresence } from './services/show-presence.ts';
import { startNotifying } from './start-notifying.ts';
import { unlessStopped } from './programs/unless-stopped.ts';
import { warnOfLeftLedger } from './services/warn-of-left-ledger.ts';

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

const WEB_GRACE_MS = 2_000;
/** Longer than a statement may wait for two locks, and short enough for people who wait for an answer. */
const DATABASE_SILENCE_MS = 15_000;

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
    const opening = openServices(config, clock, logger, { silenceMs: DATABASE_SILENCE_MS, ...options });
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
  const shutdown = new AbortController();
  // Every download adds a listener.
  setMaxListeners(0, shutdown.signal);
  const { signal } = shutdown;

  await prepareDatabase(start);
  const parts = await openParts(start, signal);
  const { bot, ledger, dispatcher, metrics, readiness, web, answering } = parts;
  const running = await runBot(bot, { dispatcher, webhook: webhookOf(config), clock, logger });
  lifecycle.opened(() => running.close());
  // Requests must be durable before Telegram is told to forget the updates that caused them.
  lifecycle.opened(() => ledger.drain());
  const miniAppUrl = web?.door?.miniAppUrl ?? null;
  const notifying = startNotifying({ ...parts, api: bot.api, miniAppUrl, signal });
  listenToLedger(ledger, { metrics, notifying, services, logger });
  const { monitoring: wanted } = config;
  const monitoring = await startMonitoring({ monitoring: wanted, readiness, metrics, clock, logger });
  const sendReport = () => notifying.sendReport();
  const sendBackup = (stop: AbortSignal) => notifying.sendBackup(stop);
  const scheduler = startJobs({ services, config, sendReport, sendBackup, signal, clock, logger });
  const others = [() => monitoring.stop(), () => scheduler.stop(), () => notifying.stop()];
  lifecycle.opened(() => endWork({ running, others, shutdown, clock, logger }));
  if (web) lifecycle.opened(() => web.drain());
  repeatChores(start, ledger, answering.quotas);

  return {
    ended: running.ended,
    webUrl: web && `http://127.0.0.1:${web.port}`,
    sendReport: async () => void (await sendReport()),
    stop: () => lifecycle.close(),
  };
}

async function prepareDatabase(start: Start): Promise<void> {
  const { services, config, clock, logger } = start;
  await makePartitions(services.database, clock, logger);
  await showPresence(services.database, processOwner(), start);
  await warnOfLeftLedger(services.database, config.databaseUrl, logger);
}

/** Opens the parts that the running bot is made of, each with those that it needs. */
async function openParts(start: Start, shutdown: AbortSignal) {
  const { services, config, clock, logger } = start;
  const delivery = await openDelivery(start);
  const { ledger, watch, dispatcher } = delivery;
  const usage = createUsageStore(services.database);
  const shared = { services, config, usage, watch, tolerate: watch.tolerate, clock, logger };
  const alerts = openAlerts(shared);
  const answering = await openAnswering({ ...shared, ledger });
  const people = openPeople(shared);
  const access = openAccess({ ...shared, people });
  const readiness = openReadiness(shared);
  const counted = { ...shared, alerts: alerts.store };
  const metrics = await openMetricsIfWanted({ ...counted, updatesInHand: () => dispatcher.inHand() });
  const { persons, languageFor } = people;
  const receiveUpdate = (update: Update) => dispatcher.deliver(update);
  const web = await openWebIfWanted(start, metrics, {
    ...counted,
    readiness,
    persons,
    access,
    languageFor,
    receiveUpdate,
  });
  const door = web?.door ?? null;
  logger.info(describeStart({ services, config, door }), 'starting the bot');
  const parts = { ...shared, ...delivery, alerts, answering, people, access };
  const bot = await openBot({ ...parts, door, shutdown });
  return { ...parts, bot, readiness, metrics, web };
}

/** Loads the web server and its dependencies only where PORT is set. */
async function openWebIfWanted(
  { config, lifecycle, options }: Start,
  metrics: Metrics | null,
  wanted: Omit<OpenWebOptions, 'port' | 'metrics' | 'miniAppHere'>,
): Promise<Web | null> {
  const { port } = config;
  if (port === null || metrics === null) return null;
  const { openWeb } = await import('./parts/open-web.ts');
  const web = await openWeb({ ...wanted, port, metrics, miniAppHere: options.miniAppHere ?? false });
  lifecycle.opened(() => web.stop(WEB_GRACE_MS));
  return web;
}
