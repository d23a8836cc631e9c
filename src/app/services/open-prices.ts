import type { DatabaseConfig } from '../../config/config.ts';
import { createSettingStore } from '../../database/admin/setting-store.ts';
import { createModelPriceStore } from '../../database/admin/model-price-store.ts';
import type { Database } from '../../database/engine/database.ts';
import type { Clock } from '../../foundation/clock.ts';
import { readListedPrices } from '../../providers/readings/listed-prices.ts';
import { openListedPrices, type ListedPrices } from '../../usage/prices/listed-prices.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import { builtInProviders, type ProviderEntry } from '../../providers/registry.ts';
import { createPriceList, type PriceList } from '../../usage/prices/price-list.ts';
import { openSetPrices } from '../../usage/prices/set-prices.ts';

export interface Prices {
  list: PriceList;
  /** What a provider's list of models says. */
  listed: Pick<ListedPrices, 'find'>;
  /** Takes the prices from a provider's list of models that was just read. */
  noteListing(provider: ProviderId, listing: unknown): void;
  /** Reads the prices that admins have set, and those that other processes read, since the last refresh. */
  refresh(): Promise<void>;
}

/**
 * The prices of this installation, in order of precedence: set by admins, operator's file, what an answer itself names,
 * providers' lists, catalogue, flat rates.
 */
export async function openPrices(
  { prices, timeZone }: Pick<DatabaseConfig, 'prices' | 'timeZone'>,
  database: Database,
  clock: Clock,
  entries: readonly ProviderEntry[] = builtInProviders,
): Promise<Prices> {
  const listed = await openListedPrices({ store: createSettingStore(database), clock });
  const set = await openSetPrices(createModelPriceStore(database));
  const list = createPriceList({
    overrides: prices,
    setPrice: (model, at) => set.find(model, at),
    listedPrice: (provider, model) => listed.find(provider, model),
    flatRates: Object.fromEntries(entries.map(({ id, flatUsdPerMillion }) => [id, flatUsdPerMillion])),
    catalogueIds: Object.fromEntries(entries.map(({ id, pricesId }) => [id, pricesId])),
    timeZone,
  });
  return {
    list,
    listed,
    noteListing: (provider, listing) => void listed.note(provider, readListedPrices(listing, provider)),
    refresh: async () => void (await Promise.all([set.refresh(), listed.refresh()])),
  };
}
