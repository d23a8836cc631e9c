import { BUILT_IN_PROVIDERS, type DatabaseConfig } from '../../config/config.ts';
import type { Clock } from '../../foundation/clock.ts';
import { keyHash } from '../../providers/contract/key-hash.ts';
import type { Provider, ProviderId } from '../../providers/contract/provider.ts';
import { createRegistry } from '../../providers/create-registry.ts';
import { createLazyProvider } from '../../providers/lazy-provider.ts';
import type { ProviderEntry } from '../../providers/registry.ts';
import { withDeadline } from '../../providers/with-deadline.ts';

/** A provider of this installation, with what the operator says of it. */
export interface OfferedProvider {
  entry: ProviderEntry;
  /** It has its key, or needs none. */
  isConfigured: boolean;
  /** Empty where none is sent. */
  apiKey: string;
  /** The variable that holds its key; `null` where it needs none. */
  keyVariable: string | null;
  baseUrl: string;
  /** The models that people may pick, the default first. */
  models: readonly string[];
  /** Names key and address; empty while it is not configured. */
  keyHash: string;
}

/**
 * How long a person waits for a silent provider before the bot asks the next one. A health check is shorter, so that a
 * whole report arrives within three seconds.
 */
const DEADLINES = { firstEventMs: 15_000, healthMs: 2_000 };

type ProvidersConfig = Pick<DatabaseConfig, 'providers' | 'addedProviders' | 'adjustments'>;

/** The one list of providers, built in or of the `PROVIDERS_FILE`, in the order in which they are listed. */
export function offeredProviders(config: ProvidersConfig): OfferedProvider[] {
  return createRegistry(config.addedProviders, config.adjustments).map((entry) => {
    const said = settingsOf(config, entry);
    const apiKey = said.apiKey ?? '';
    return {
      ...said,
      entry,
      apiKey,
      keyHash: said.isConfigured ? keyHash(apiKey, said.baseUrl) : '',
    };
  });
}

function settingsOf(
  { providers, addedProviders }: ProvidersConfig,
  { id, baseUrl, defaultModels }: ProviderEntry,
) {
  const builtIn = BUILT_IN_PROVIDERS.find((name) => name === id);
  if (builtIn) {
    const { apiKey, baseUrl: own, models } = providers[builtIn];
    return {
      apiKey,
      keyVariable: `${builtIn.toUpperCase()}_API_KEY`,
      isConfigured: apiKey !== null,
      baseUrl: own ?? baseUrl,
      models: models.length > 0 ? models : defaultModels,
    };
  }
  const added = addedProviders.find((one) => one.id === id);
  const { apiKey = null, apiKeyEnv = null } = added ?? {};
  return {
    apiKey,
    keyVariable: apiKeyEnv,
    isConfigured: apiKeyEnv === null || apiKey !== null,
    baseUrl,
    models: defaultModels,
  };
}

/**
 * Creates those that are configured; an SDK is loaded with the first call to its provider. `noteListing` is told of every
 * list of models that is read.
 */
export function createProviders(
  offered: readonly OfferedProvider[],
  fetch: typeof globalThis.fetch | undefined,
  clock: Clock,
  noteListing: (provider: ProviderId, listing: unknown) => void,
): Map<ProviderId, Provider> {
  const configured = offered.filter(({ isConfigured }) => isConfigured);
  return new Map(
    configured.map(({ entry, apiKey, baseUrl }) => {
      const onListing = (listing: unknown) => noteListing(entry.id, listing);
      const options = { apiKey, baseUrl, fetch, clock, onListing };
      const load = async () => withDeadline(await entry.create(options), clock, DEADLINES);
      return [entry.id, createLazyProvider(entry, load)];
    }),
  );
}

/** Something of each provider, by its id. */
export function mapProviders<Value>(
  offered: readonly OfferedProvider[],
  valueOf: (provider: OfferedProvider) => Value,
): Record<ProviderId, Value> {
  return Object.fromEntries(offered.map((provider) => [provider.entry.id, valueOf(provider)]));
}
