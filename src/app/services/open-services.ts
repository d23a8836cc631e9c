import type { ProviderModels } from '../../chat/choose-candidates.ts';
import type { DatabaseConfig } from '../../config/config.ts';
import { Cron } from '../../config/cron-expression.ts';
import type { Database, OpenDatabaseOptions } from '../../database/engine/database.ts';
import { openDatabase } from '../../database/engine/open-database.ts';
import { createJointReader, type JointReader } from '../../database/engine/read-together.ts';
import { createProviderPauseStore } from '../../database/admin/provider-pause-store.ts';
import { createSettingStore, type SettingStore } from '../../database/admin/setting-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { openNetwork, type Network } from '../../network/open-network.ts';
import { createLifecycle, type Lifecycle } from '../programs/lifecycle.ts';
import { createReadBudgets } from './read-month-budgets.ts';
import { openPrices, type Prices } from './open-prices.ts';
import { openReading, type Reading } from './open-reading.ts';
import { createHealthMonitor, type Health } from '../../providers/health-monitor.ts';
import type { Provider, ProviderId } from '../../providers/contract/provider.ts';
import {
  createProviders,
  mapProviders,
  offeredProviders,
  type OfferedProvider,
} from './offered-providers.ts';
import type { ProviderProfile } from '../../reports/model/build-report.ts';
import { createReportService, type ReportService } from '../../reports/model/report-service.ts';
import { limitsOfAllModels, limitsOfModel, type KnownLimits } from '../../usage/quotas/known-limits.ts';
import { readListedModels } from '../../providers/readings/listed-models.ts';
import { openListedModels, type ListedModels } from '../../usage/alerts/listed-models.ts';
import type { PriceList } from '../../usage/prices/price-list.ts';
import { createPauses, type Pauses } from '../../usage/settings/pauses.ts';
import { openRuntimeSettings, type RuntimeSettings } from '../../usage/settings/runtime-settings.ts';

/** The services that the bot and the command-line programs share. */
export interface Services {
  network: Network;
  database: Database;
  /** Reads what a question needs to know, in one statement. */
  reader: JointReader;
  /** Reads from the replica where there is one; the result may be a moment old. */
  read: Reading['read'];
  reports: ReportService;
  prices: PriceList;
  /** The prices in the providers' lists of models. */
  listedPrices: Prices['listed'];
  /** Reads the prices that admins have set since the last refresh. */
  refreshPrices: () => Promise<void>;
  /** The settings that admins change in /settings. */
  settings: RuntimeSettings;
  providers: ReadonlyMap<ProviderId, Provider>;
  /** The configured providers in the operator's order. */
  configured: readonly ProviderModels[];
  providerNames: Readonly<Record<ProviderId, string>>;
  profiles: readonly ProviderProfile[];
  /** Names the configured key and address of each provider; empty where it has none. */
  keyHashes: Readonly<Record<ProviderId, string>>;
  pauses: Pauses;
  /** What the providers' lists of models said last. */
  listedModels: ListedModels;
  /** Free health checks of all providers; callers within the same seconds share one. */
  checkHealth: () => Promise<ReadonlyMap<ProviderId, Health>>;
  /** Reads the lists of models that name prices. Never rejects: the prices that were read before hold. */
  readListings: () => Promise<unknown>;
  close(): Promise<void>;
}

export interface ServicesOptions extends Pick<OpenDatabaseOptions, 'mustExist' | 'silenceMs'> {
  /** How far the replica may lag behind the primary, in milliseconds. Default: one minute. */
  maxReplicaLagMs?: number;
}

/** Opens and migrates the database and creates the services that use it. */
export async function openServices(
  config: DatabaseConfig,
  clock: Clock,
  logger: Logger,
  options: ServicesOptions = {},
): Promise<Services> {
  const lifecycle = createLifecycle();
  try {
    return await openAll(config, clock, logger, lifecycle, options);
  } catch (error) {
    await lifecycle.close().catch(() => undefined);
    throw error;
  }
}

async function openAll(
  config: DatabaseConfig,
  clock: Clock,
  logger: Logger,
  lifecycle: Lifecycle,
  { maxReplicaLagMs, ...wanted }: ServicesOptions,
): Promise<Services> {
  const network = await openNetwork(config.proxyUrl, clock, logger);
  lifecycle.opened(() => network.close());
  const database = await openMigrated(config, wanted, logger, lifecycle);
  const offered = offeredProviders(config);
  const entries = offered.map(({ entry }) => entry);
  const prices = await openPrices(config, database, clock, entries);
  const listedModels = await openListedModels({ store: createSettingStore(database), clock, logger });
  const providers = createProviders(offered, network.fetch, clock, (provider, listing) => {
    prices.noteListing(provider, listing);
    const names = readListedModels(listing, provider);
    const models = offered.find(({ entry }) => entry.id === provider)?.models ?? [];
    if (names) void listedModels.note(provider, names, models);
  });
  const reading = await openReading({ config, database, maxReplicaLagMs, clock, logger });
  lifecycle.opened(() => reading.close());
  const reader = createJointReader(database);
  const settings = await openSettings(config, createSettingStore(database, reader));
  const pauses = createPauses(createProviderPauseStore(database), clock);
  const profiles = offered.map((provider) => profileOf(config, provider));
  const checkHealth = createHealthMonitor(providers, clock);
  return {
    network,
    database,
    reader,
    read: reading.read,
    providers,
    prices: prices.list,
    listedPrices: prices.listed,
    refreshPrices: () => prices.refresh(),
    settings,
    configured: config.providerOrder.flatMap((id) => offered.filter(isConfigured(id)).map(modelsOf)),
    providerNames: mapProviders(offered, ({ entry }) => entry.name),
    profiles,
    keyHashes: mapProviders(offered, ({ keyHash }) => keyHash),
    pauses,
    listedModels,
    checkHealth,
    reports: createReportService({
      read: reading.read,
      readPaused: pauses.current,
      readBudgets: createReadBudgets(database, settings, config),
      profiles,
      checkHealth,
      clock,
      timeZone: config.timeZone,
      get alertPercent() {
        return settings.alertPercent;
      },
    }),
    readListings: () => readListings(offered, providers),
    close: () => lifecycle.close(),
  };
}

function openSettings(config: DatabaseConfig, store: SettingStore): Promise<RuntimeSettings> {
  const { reportCron, quotaAlertPercent: alertPercent, userDailyTokens: dailyTokens } = config;
  const defaults = { reportCron, alertPercent, dailyTokens, reportLocale: config.defaultLocale };
  return openRuntimeSettings({ store, defaults, isCron: Cron.isValid });
}

async function openMigrated(
  config: DatabaseConfig,
  wanted: Pick<OpenDatabaseOptions, 'mustExist' | 'silenceMs'>,
  logger: Logger,
  lifecycle: Lifecycle,
): Promise<Database> {
  const database = await openDatabase({ url: config.databaseUrl, ...wanted });
  lifecycle.opened(() => database.close());
  const applied = await database.migrate();
  if (applied.length > 0) logger.info({ applied }, 'migrated the database');
  return database;
}

/** Past the health monitor, whose next caller wants to know how the providers are then. */
function readListings(
  offered: readonly OfferedProvider[],
  providers: ReadonlyMap<ProviderId, Provider>,
): Promise<unknown> {
  const listing = offered.filter(({ entry }) => entry.listsPrices);
  const checks = listing.map(async ({ entry }) => {
    await providers.get(entry.id)?.checkHealth(new AbortController().signal);
  });
  return Promise.allSettled(checks);
}

function profileOf(config: DatabaseConfig, offered: OfferedProvider): ProviderProfile {
  const { entry, isConfigured: configured, models, keyHash } = offered;
  const { id, name, telemetry, knownLimits: guessed, configuredLimits } = entry;
  const limits: KnownLimits = {
    guessed,
    configured: configuredLimits,
    countsAlways: telemetry === 'counted',
  };
  return {
    id,
    name,
    telemetry,
    configured,
    models,
    manualCheckUrl: telemetry === 'counted' ? entry.manualCheckUrl : null,
    otherModels: id === 'groq' ? [config.groqTranscriptionModel] : [],
    keyHash,
    countedLimits: (model) => limitsOfModel(model, limits),
    sharedLimits: limitsOfAllModels(limits),
    refills: entry.refills ?? false,
    daysAreUtc: !entry.daysInCalifornia,
  };
}

function isConfigured(id: ProviderId): (offered: OfferedProvider) => boolean {
  return (offered) => offered.entry.id === id && offered.isConfigured;
}

function modelsOf({ entry, models }: OfferedProvider): ProviderModels {
  return {
    provider: entry.id,
    models,
    seeing: models.filter((model) => entry.seeingModels.test(model)),
  };
}
