import type { Config } from '../../config/config.ts';
import type { AlertStore } from '../../database/admin/alert-store.ts';
import { createDashboardAccessStore } from '../../database/admin/dashboard-access-store.ts';
import { isOutage } from '../../database/engine/is-outage.ts';
import { EXPORT_PAGE, EXPORTED } from '../../database/reading/request-export-store.ts';
import type { PersonStore } from '../../database/people/person-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { dashboardAddress } from './dashboard-address.ts';
import type { OpenedAccess } from './open-access.ts';
import type { Readiness } from './open-readiness.ts';
import type { Services } from '../services/open-services.ts';
import type { DashboardDoor } from '../../telegram/admin/dashboard-door.ts';
import type { Language } from '../../telegram/people/languages.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import { createDashboardAccess, type DashboardAccess } from '../../web/access/dashboard-access.ts';
import type { Metrics } from '../../web/numbers/metrics.ts';
import { startWebServer } from '../../web/start-web-server.ts';
import { createWebApp } from '../../web/web-app.ts';
import type { WebOptions } from '../../web/routes/web-options.ts';

export interface Web {
  /** Creates the links and buttons by which admins open the dashboard from Telegram. */
  door: DashboardDoor;
  port: number;
  /** Makes `/readyz` answer 503 from now on, so that a load balancer sends no more requests. */
  drain(): void;
  stop(graceMs: number): Promise<void>;
}

export interface OpenWebOptions {
  services: Services;
  config: Config;
  port: number;
  alerts: Pick<AlertStore, 'list'>;
  persons: PersonStore;
  access: Pick<OpenedAccess, 'lists' | 'recentActions' | 'store'>;
  languageFor: (adminId: number) => Promise<Language>;
  watch: Pick<DatabaseWatch, 'failed'>;
  metrics: Metrics;
  readiness: Readiness;
  receiveUpdate: WebOptions['receiveUpdate'];
  miniAppHere?: boolean;
  clock: Clock;
  logger: Logger;
}

/** Wires the web server and starts it. */
export async function openWeb(options: OpenWebOptions): Promise<Web> {
  const { services, config, alerts, persons, languageFor, metrics, readiness, clock, logger } = options;
  const { database, reports } = services;
  const access = createDashboardAccess({
    store: createDashboardAccessStore(database),
    botToken: config.botToken,
    adminIds: config.adminIds,
    clock,
  });
  const drained = { draining: false };
  const app = createWebApp({
    access,
    reports,
    viewerOf: async (adminId) => {
      const [{ locale, style }, names] = await Promise.all([
        languageFor(adminId),
        persons.names([BigInt(adminId)]),
      ]);
      const { digits, calendar, timeZone } = style;
      return { name: names.get(BigInt(adminId)) ?? null, locale, digits, calendar, timeZone };
    },
    listAlerts: () => alerts.list(),
    listRequests: async (query) => (await services.read((source) => source.newestRequests(query))).result,
    readRequestPage: readRequestPage(options),
    listAccess: (list, take) => options.access.store.list(list, { skip: 0, take }, clock.now()),
    countAccess: () => options.access.lists.counts(),
    recentActs: async () => (await options.access.recentActions()).actions,
    readNames: (userIds) => persons.names(userIds),
    failing: async () => (drained.draining ? ['stopping'] : readiness()),
    metrics,
    metricsToken: config.metricsToken,
    apiToken: config.apiToken,
    publicUrl: config.publicUrl,
    timeZone: config.timeZone,
    webhookSecret: config.publicUrl ? config.webhookSecret : null,
    receiveUpdate: options.receiveUpdate,
    isOutage: (error) => isOutage(error) && options.watch.failed(error),
    clock,
    logger,
  });
  const server = await startWebServer(app, {
    port: options.port,
    host: config.listenHost,
    isBehindProxy: config.publicUrl !== null,
    clock,
  });
  logger.info({ port: server.port }, 'the web server is listening');
  return {
    door: doorOf(access, config, server.port, options.miniAppHere ?? false),
    port: server.port,
    drain: () => {
      drained.draining = true;
    },
    stop: (graceMs) => server.stop(graceMs),
  };
}

function readRequestPage({ services, config }: OpenWebOptions): WebOptions['readRequestPage'] {
  const { timeZone } = config;
  const columns = EXPORTED.columns.map(({ name }) => name);
  return async (query) => {
    const { result: rows } = await services.read((source) => source.requestPage({ ...query, timeZone }));
    return { columns, rows, isLast: rows.length < EXPORT_PAGE };
  };
}

function doorOf(access: DashboardAccess, config: Config, port: number, miniAppHere: boolean): DashboardDoor {
  const address = dashboardAddress(config, port);
  return {
    address,
    port,
    miniAppUrl: address !== null && (config.publicUrl !== null || miniAppHere) ? `${address}/` : null,
    // The part after # is never sent to a server, so it reaches no log.
    linkFor: async (adminId) =>
      address === null ? null : `${address}/#link=${await access.createLink(adminId)}`,
  };
}
