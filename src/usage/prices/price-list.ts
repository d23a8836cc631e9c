import type { PicoUsd } from '../../foundation/money/money.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import { catalogueCost } from './catalogue-cost.ts';
import { priceOf, tokensOf, type MeasuredUse, type ModelPrice } from './model-price.ts';
import { createOverridePrices, type Overrides } from './override-prices.ts';
import { supplementPrice } from './supplement-prices.ts';

export type CostSource = 'override' | 'reported' | 'listing' | 'catalogue' | 'flat';

export interface PricedUsage extends MeasuredUse {
  provider: ProviderId;
  model: string;
  /** When the request was made: prices change. */
  at: Date;
  /** What the answer itself said that it cost; `null` where it said nothing. */
  reportedPicoUsd?: PicoUsd | null;
}

export interface Cost {
  picoUsd: PicoUsd;
  source: CostSource;
}

export interface PriceList {
  cost(usage: PricedUsage): Cost;
  /** What a request that is made then costs, by the prices that are known now: whatever they become while it runs. */
  quote(request: Pick<PricedUsage, 'provider' | 'model' | 'at'>): Quote;
}

/** The cost of a request by the prices that it was made at. */
export type Quote = (used: Omit<PricedUsage, 'provider' | 'model' | 'at'>) => Cost;

export interface PriceListOptions {
  /** The operator's file. */
  overrides: Overrides;
  /** What an admin set for a `provider/model`, which outranks the file; `null` where nothing is set. */
  setPrice?: (model: string, at: Date) => ModelPrice | null;
  /** What the provider's own list of models says; `null` where it names no price. */
  listedPrice?: (provider: ProviderId, model: string) => ModelPrice | null;
  /** US dollars per million tokens for a model without a known price. */
  flatRates: Readonly<Record<ProviderId, number>>;
  /** The names, or addresses, under which the catalogue knows the providers. */
  catalogueIds: Readonly<Record<ProviderId, string>>;
  /** Where the days of dated prices begin. */
  timeZone?: string;
}

/**
 * What a second of audio is worth in tokens where only a rate for tokens is at hand: what Gemini counts. At
 * Groq's flat rate an hour is then $0.069, between the prices of its two models.
 */
const TOKENS_PER_AUDIO_SECOND = 32;

/** Of a provider that is no longer configured, whose requests are still in the ledger. */
const FORGOTTEN_FLAT_RATE = 0.5;

/**
 * An admin's price, else the operator's, else what the answer itself named, else that of the provider's list of models,
 * else the catalogue's, else the provider's flat rate: never nothing, unless that is zero.
 */
export function createPriceList(options: PriceListOptions): PriceList {
  const { overrides: file, setPrice, listedPrice, flatRates, catalogueIds, timeZone = 'UTC' } = options;
  const filePrice = createOverridePrices(file, timeZone);
  const quote: PriceList['quote'] = ({ provider, model, at }) => {
    const name = `${provider}/${model}`;
    const overrides = [setPrice?.(name, at), filePrice(name, at)];
    const listed = listedPrice?.(provider, model);
    const catalogueId = catalogueIds[provider] ?? provider;
    return (usage) => {
      const override = overrides.map((price) => costAt(price, usage)).find((cost) => cost !== null);
      if (override !== undefined) return { picoUsd: override, source: 'override' };
      if (usage.reportedPicoUsd != null) return { picoUsd: usage.reportedPicoUsd, source: 'reported' };
      const listedCost = costAt(listed, usage);
      if (listedCost !== null) return { picoUsd: listedCost, source: 'listing' };
      const catalogue =
        catalogueCost(catalogueId, model, usage, at) ?? costAt(supplementPrice(catalogueId, model), usage);
      if (catalogue !== null) return { picoUsd: catalogue, source: 'catalogue' };
      return { picoUsd: flatCost(flatRates[provider] ?? FORGOTTEN_FLAT_RATE, usage), source: 'flat' };
    };
  };
  return { quote, cost: (usage) => quote(usage)(usage) };
}

function costAt(price: ModelPrice | null | undefined, usage: MeasuredUse): PicoUsd | null {
  return price ? priceOf(price, usage) : null;
}

function flatCost(rate: number, usage: MeasuredUse): PicoUsd {
  const heard = tokensOf(usage) === 0 ? Math.ceil((usage.audioSeconds ?? 0) * TOKENS_PER_AUDIO_SECOND) : 0;
  const promptTokens = usage.promptTokens + heard;
  return priceOf({ input: rate, output: rate }, { ...usage, promptTokens }) ?? 0n;
}
