import type { SettingStore } from '../../database/admin/setting-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { ListedPrice } from '../../providers/readings/listed-prices.ts';
import type { TokenPrice } from './model-price.ts';

/** The prices that providers' lists of models name, as anybody last read them. */
export interface ListedPrices {
  find(provider: string, model: string): TokenPrice | null;
  /** Takes the prices of a list that was just read, and keeps them for other processes. Never throws. */
  note(provider: string, prices: readonly ListedPrice[]): Promise<void>;
  /** Reads what other processes noted. */
  refresh(): Promise<void>;
}

export interface ListedPricesOptions {
  store: Pick<SettingStore, 'all' | 'set'>;
  clock: Clock;
}

const KEY = 'listed_prices/';

/** Opens the prices of lists, kept as one setting for each provider so that a price outlives the process. */
export async function openListedPrices({ store, clock }: ListedPricesOptions): Promise<ListedPrices> {
  const texts = new Map<string, string>();
  const byProvider = new Map<string, ReadonlyMap<string, TokenPrice>>();
  const take = (provider: string, text: string) => {
    if (texts.get(provider) === text) return;
    texts.set(provider, text);
    byProvider.set(provider, pricesOf(text));
  };
  const refresh = async () => {
    for (const [key, { value }] of await store.all())
      if (key.startsWith(KEY)) take(key.slice(KEY.length), value);
  };
  await refresh();
  return {
    find: (provider, model) => byProvider.get(provider)?.get(model) ?? null,
    note: async (provider, prices) => {
      // A list without prices, as a gateway's, takes back none that are known.
      if (prices.length === 0) return;
      const text = JSON.stringify(prices.toSorted((a, b) => (a.model < b.model ? -1 : 1)));
      if (texts.get(provider) === text) return;
      take(provider, text);
      // The next list, or another process's, brings what could not be kept.
      await store.set(`${KEY}${provider}`, text, clock.now()).catch(() => undefined);
    },
    refresh,
  };
}

function pricesOf(text: string): Map<string, TokenPrice> {
  const prices = JSON.parse(text) as ListedPrice[];
  return new Map(prices.map(({ model, ...price }) => [model, price]));
}
