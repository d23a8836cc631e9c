import type { DatabaseConfig } from '../config/config.ts';
import { createModelPriceStore } from '../database/admin/model-price-store.ts';
import type { Database } from '../database/engine/open-database.ts';
import type { ProviderId } from '../providers/contract/provider.ts';
import { providerRegistry, type ProviderEntry } from '../providers/registry.ts';
import { createPriceList, type PriceList } from '../usage/prices/price-list.ts';
import { openSetPrices } from '../usage/prices/set-prices.ts';

export interface Prices {
  list: PriceList;
  /** Reads the prices that admins have set since the last refresh. */
  refresh(): Promise<void>;
}

/** The prices of this installation, in order of precedence: set by admins, operator's file, catalogue, flat rates. */
export async function openPrices(
  { prices, timeZone }: Pick<DatabaseConfig, 'prices' | 'timeZone'>,
  database: Database,
): Promise<Prices> {
  const set = await openSetPrices(createModelPriceStore(database));
  const list = createPriceList({
    overrides: prices,
    setPrice: (model, at) => set.find(model, at),
    flatRates: byProvider((entry) => entry.flatUsdPerMillion),
    catalogueIds: byProvider((entry) => entry.pricesId),
    timeZone,
  });
  return { list, refresh: () => set.refresh() };
}

function byProvider<Value>(valueOf: (entry: ProviderEntry) => Value): Record<ProviderId, Value> {
  const entries = providerRegistry.map((entry) => [entry.id, valueOf(entry)]);
  return Object.fromEntries(entries) as Record<ProviderId, Value>;
}
