import type { ModelPriceStore, SetPrice } from '../../database/admin/model-price-store.ts';
import type { ModelPrice } from './model-price.ts';

/** The prices that admins set, as this process last read them. */
export interface SetPrices {
  /** The price of a `provider/model` at a moment; `null` where none was set, or it was taken back. */
  find(model: string, at: Date): ModelPrice | null;
  /** Reads what was set since, here or by another replica. */
  refresh(): Promise<void>;
}

export async function openSetPrices(store: Pick<ModelPriceStore, 'all'>): Promise<SetPrices> {
  let byModel = new Map<string, SetPrice[]>();
  const refresh = async () => {
    const next = new Map<string, SetPrice[]>();
    for (const one of await store.all()) next.set(one.model, [...(next.get(one.model) ?? []), one]);
    byModel = next;
  };
  await refresh();
  return {
    find: (model, at) => byModel.get(model)?.findLast(({ validFrom }) => validFrom <= at)?.price ?? null,
    refresh,
  };
}
