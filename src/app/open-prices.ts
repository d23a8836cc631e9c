import type { DatabaseConfig } from '../config/config.ts';
import { createSettingStore } from '../database/admin/setting-store.ts';
import { createModelPriceStore } from '../database/admin/model-price-store.ts';
import type { Database } from '../database/engine/open-database.ts';
import type { Clock } from '../foundation/clock.ts';
import { readListedPrices } from '../providers/readings/listed-prices.ts';
import { openListedPrices } from '../usage/prices/listed-prices.ts';
import type { ProviderId } from '../providers/contract/provider.ts';
import { providerRegistry, type ProviderEntry } from '../providers/registry.ts';
import { createPriceList, type PriceList } from '../usage/prices/price-list.ts';
import { openSetPrices } from '../usage/prices/set-prices.ts';

export interface Prices {
  list: PriceList;
  /** Takes the prices from a provider's list of models that was just read. */
  noteListing(provider: ProviderId, listing: unknown): void;
  /** Reads the prices that admins have set, and those that other processes read, since the last refresh. */
  refresh(): Promise<void>;
}

/**
 * The prices of this installation, in order of precedence: set by admins, operator's file, providers' lists, catalogue,
 * flat rates.
 */
export async function openPrices(
  { prices, timeZone }: Pick<DatabaseConfig, 'prices' | 'timeZone'>,
  database: Database,
  clock: Clock,
): Promise<Prices> {
  const listed = await openListedPrices({ store: createSettingStore(database), clock });
  const set = await openSetPrices(createModelPriceStore(database));
  const list = createPriceList({
    overrides: prices,
    setPrice: (model, at) => set.find(model, at),
    listedPrice: (provider, model) => listed.find(provider, model),
    flatRates: byProvider((entry) => entry.flatUsdPerMillion),
    catalogueIds: byProvider((entry) => entry.pricesId),
    timeZone,
  });
  return {
    list,
    noteListing: (provider, listing) => void listed.note(provider, readListedPrices(listing, provider)),
    refresh: async () => void (await Promise.all([set.refresh(), listed.refresh()])),
  };
}

function byProvider<Value>(valueOf: (entry: ProviderEntry) => Value): Record<ProviderId, Value> {
  const entries = providerRegistry.map((entry) => [entry.id, valueOf(entry)]);
  return Object.fromEntries(entries) as Record<ProviderId, Value>;
}
