import { startOfDay, type Day } from '../../foundation/day.ts';
import type { ModelPrice } from './model-price.ts';

/** A price that holds from the beginning of a day on, until the next one in its list. */
export type DatedPrice = ModelPrice & { from: Day };

/** One price for all times, or what it was from when on, in that order. By `provider/model`. */
export type Overrides = Readonly<Record<string, ModelPrice | readonly DatedPrice[]>>;

interface Begun {
  price: ModelPrice;
  fromMs: number;
}

/** Finds the operator's price of a model at a moment; `null` where there is none, or none yet. */
export function createOverridePrices(
  overrides: Overrides,
  timeZone: string,
): (model: string, at: Date) => ModelPrice | null {
  const prices = new Map(Object.entries(overrides).map(([model, price]) => [model, toList(price, timeZone)]));
  return (model, at) => prices.get(model)?.findLast(({ fromMs }) => fromMs <= at.getTime())?.price ?? null;
}

function toList(price: Overrides[string], timeZone: string): Begun[] {
  if (!isDated(price)) return [{ price, fromMs: -Infinity }];
  return price.map((one) => ({ price: one, fromMs: startOfDay(one.from, timeZone).getTime() }));
}

function isDated(price: Overrides[string]): price is readonly DatedPrice[] {
  return Array.isArray(price);
}
