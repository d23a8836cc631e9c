import { calcPrice } from '@pydantic/genai-prices';
import { usdToPico, type PicoUsd } from '../foundation/money.ts';
import type { ProviderId } from '../providers/provider.ts';

export type CostSource = 'override' | 'catalogue' | 'flat';

/** US dollars per million tokens. */
export interface ModelPrice {
  input: number;
  output: number;
  cached?: number | undefined;
}

export interface PricedUsage {
  provider: ProviderId;
  model: string;
  /** Including cached ones. */
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  /** When the request was made: prices change. */
  at: Date;
}

export interface Cost {
  picoUsd: PicoUsd;
  source: CostSource;
}

export interface PriceList {
  cost(usage: PricedUsage): Cost;
}

export interface PriceListOptions {
  /** By `provider/model`. */
  overrides: Readonly<Record<string, ModelPrice>>;
  /** US dollars per million tokens for a model without a known price. */
  flatRates: Readonly<Record<ProviderId, number>>;
  /** The names under which the catalogue knows the providers. */
  catalogueIds: Readonly<Record<ProviderId, string>>;
}

const MILLION = 1_000_000n;

/** The operator's price, else the catalogue's, else the provider's flat rate: never nothing. */
export function createPriceList({ overrides, flatRates, catalogueIds }: PriceListOptions): PriceList {
  return {
    cost: (usage) => {
      const override = overrides[`${usage.provider}/${usage.model}`];
      if (override) return { picoUsd: priceTokens(override, usage), source: 'override' };
      const catalogue = catalogueCost(catalogueIds[usage.provider], usage);
      if (catalogue !== null) return { picoUsd: catalogue, source: 'catalogue' };
      const rate = flatRates[usage.provider];
      return { picoUsd: priceTokens({ input: rate, output: rate }, usage), source: 'flat' };
    },
  };
}

function priceTokens(price: ModelPrice, usage: PricedUsage): PicoUsd {
  const cached = Math.min(usage.cachedTokens, usage.promptTokens);
  return (
    (BigInt(usage.promptTokens - cached) * usdToPico(price.input) +
      BigInt(cached) * usdToPico(price.cached ?? price.input) +
      BigInt(usage.completionTokens) * usdToPico(price.output)) /
    MILLION
  );
}

/** `null` when the catalogue does not know the model, or lists it without a price. */
function catalogueCost(providerId: string, usage: PricedUsage): PicoUsd | null {
  const { promptTokens, completionTokens, cachedTokens } = usage;
  const tokens = {
    input_tokens: promptTokens,
    output_tokens: completionTokens,
    // The catalogue throws when more tokens are cached than were sent.
    cache_read_tokens: Math.min(cachedTokens, promptTokens),
  };
  try {
    const price = calcPrice(tokens, usage.model, { providerId, timestamp: usage.at });
    if (!price || (price.total_price === 0 && promptTokens + completionTokens > 0)) return null;
    return usdToPico(price.total_price);
  } catch {
    // It also throws on units that it has no price for; the flat rate then stands in.
    return null;
  }
}
