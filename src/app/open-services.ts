import type { ProviderModels } from '../chat/choose-candidates.ts';
import type { DatabaseConfig } from '../config/config.ts';
import { Cron } from '../config/cron-expression.ts';
import { openDatabase, type Database } from '../database/engine/open-database.ts';
import { createProviderPauseStore } from '../database/admin/provider-pause-store.ts';
import { createSettingStore, type SettingStore } from '../database/admin/setting-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { openNetwork, type Network } from '../network/open-network.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { openPrices, type Prices } from './open-prices.ts';
import { openReading, type Reading } from './open-reading.ts';
import { createHealthMonitor, type Health } from '../providers/health-monitor.ts';
import type { Provider, ProviderId } from '../providers/contract/provider.ts';
import { providerRegistry, type ProviderEntry } from '../providers/registry.ts';
import { createLazyProvider } from '../providers/lazy-provider.ts';
import { withDeadline } from '../providers/with-deadline.ts';
import type { ProviderProfile } from '../reports/model/build-report.ts';
import { createReportService, type ReportService } from '../reports/model/report-service.ts';
import { limitsOfAllModels, limitsOfModel, type KnownLimits } from '../usage/quotas/known-limits.ts';
import { keyHash } from '../providers/contract/key-hash.ts';
import type { PriceList } from '../usage/prices/price-list.ts';
import { createPauses, type Pauses } from '../usage/settings/pauses.ts';
import { openRuntimeSettings, type RuntimeSettings } from '../usage/settings/runtime-settings.ts';

/** The services that the bot and the command-line programs share. */
export interface Services {
  network: Network;
  database: Database;
  /** Reads from the replica where there is one; the result may be a moment old. */
  read: Reading['read'];
  reports: ReportService;
  prices: PriceList;
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
  /** Free health checks of all providers; callers within the same seconds share one. */
  checkHealth: () => Promise<ReadonlyMap<ProviderId, Health>>;
  /** Reads the lists of models that name prices. Never rejects: the prices that were read before hold. */
  readListings: () => Promise<unknown>;
  close(): Promise<void>;
}

/**
 * How long a person waits for a silent provider before the bot asks the next one. A health check is shorter, so that a
 * whole report arrives within three seconds.
 */
const DEADLINES = { firstEventMs: 15_000, healthMs: 2_000 };

export interface ServicesOptions {
  /** How far the replica may lag behind the primary, in milliseconds. Default: one minute. */
  maxReplicaLagMs?: number;
  /** Refuses a database that the bot has not made yet, instead of making it. */
  mustExist?: boolean;
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
  { maxReplicaLagMs, mustExist }: ServicesOptions,
): Promise<Services> {
  const network = await openNetwork(config.proxyUrl, clock, logger);
  lifecycle.opened(() => network.close());
  const database = await openMigrated(config, mustExist ?? false, logger, lifecycle);
  const prices = await openPrices(config, database, clock);
  const providers = createProviders(config, network, clock, (provider, listing) =>
    prices.noteListing(provider, listing),
  );
  const reading = await openReading({ config, database, maxReplicaLagMs, clock, logger });
  lifecycle.opened(() => reading.close());
  const stored = createSettingStore(database);
  const settings = await openSettings(config, stored);
  const pauses = createPauses(createProviderPauseStore(database), clock);
  const profiles = providerRegistry.map((entry) => profileOf(config, entry));
  const checkHealth = createHealthMonitor(providers, clock);
  const { timeZone } = config;
  return {
    network,
    database,
    read: reading.read,
    providers,
    prices: prices.list,
    refreshPrices: () => prices.refresh(),
    settings,
    configured: config.providerOrder
      .filter((provider) => providers.has(provider))
      .map((provider) => ({ provider, models: modelsOf(config, provider) })),
    providerNames: mapProviders((entry) => entry.name),
    profiles,
    keyHashes: mapProviders((entry) => keyHashOf(config, entry)),
    pauses,
    checkHealth,
    reports: createReportService({
      read: reading.read,
      readPaused: pauses.current,
      profiles,
      checkHealth,
      clock,
      timeZone,
      get alertPercent() {
        return settings.alertPercent;
      },
    }),
    readListings: () => readListings(providers),
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
  mustExist: boolean,
  logger: Logger,
  lifecycle: Lifecycle,
): Promise<Database> {
  const database = await openDatabase({ url: config.databaseUrl, mustExist });
  lifecycle.opened(() => database.close());
  const applied = await database.migrate();
  if (applied.length > 0) logger.info({ applied }, 'migrated the database');
  return database;
}

function createProviders(
  config: DatabaseConfig,
  { fetch }: Network,
  clock: Clock,
  noteListing: Prices['noteListing'],
): Map<ProviderId, Provider> {
  const entries = providerRegistry.flatMap((entry): [ProviderId, Provider][] => {
    const { apiKey, baseUrl } = config.providers[entry.id];
    if (!apiKey) return [];
    const onListing = (listing: unknown) => noteListing(entry.id, listing);
    const options = { apiKey, baseUrl: baseUrl ?? entry.baseUrl, fetch, clock, onListing };
    const load = async () => withDeadline(await entry.create(options), clock, DEADLINES);
    return [[entry.id, createLazyProvider(entry, load)]];
  });
  return new Map(entries);
}

/** Past the health monitor, whose next caller wants to know how the providers are then. */
function readListings(providers: ReadonlyMap<ProviderId, Provider>): Promise<unknown> {
  const listing = providerRegistry.filter((entry) => entry.listsPrices);
  const checks = listing.map(async ({ id }) => {
    await providers.get(id)?.checkHealth(new AbortController().signal);
  });
  return Promise.allSettled(checks);
}

function profileOf(config: DatabaseConfig, entry: ProviderEntry): ProviderProfile {
  const { id, name, telemetry, knownLimits: guessed } = entry;
  const limits: KnownLimits = { guessed, configured: [], countsAlways: telemetry === 'counted' };
  return {
    id,
    name,
    telemetry,
    configured: config.providers[id].apiKey !== null,
    models: modelsOf(config, id),
    manualCheckUrl: telemetry === 'counted' ? entry.manualCheckUrl : null,
    otherModels: id === 'groq' ? [config.groqTranscriptionModel] : [],
    keyHash: keyHashOf(config, entry),
    countedLimits: (model) => limitsOfModel(model, limits),
    sharedLimits: limitsOfAllModels(limits),
    refills: entry.refills ?? false,
  };
}

/** Names the key and address of a provider; empty where it has no key. */
function keyHashOf(config: DatabaseConfig, { id, baseUrl }: ProviderEntry): string {
  const { apiKey, baseUrl: configured } = config.providers[id];
  return apiKey === null ? '' : keyHash(apiKey, configured ?? baseUrl);
}

function modelsOf(config: DatabaseConfig, id: ProviderId): readonly string[] {
  const { models } = config.providers[id];
  const entry = providerRegistry.find((item) => item.id === id);
  return models.length > 0 ? models : (entry?.defaultModels ?? []);
}

function mapProviders<Value>(valueOf: (entry: ProviderEntry) => Value): Record<ProviderId, Value> {
  return Object.fromEntries(providerRegistry.map((entry) => [entry.id, valueOf(entry)])) as Record<
    ProviderId,
    Value
  >;
}
