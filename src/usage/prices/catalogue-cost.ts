import { createRequire } from 'node:module';
import { usdToPico, type PicoUsd } from '../../foundation/money/money.ts';
import { tokensOf, type MeasuredUse } from './model-price.ts';

type Catalogue = typeof import('@pydantic/genai-prices');

let loaded: Catalogue | undefined;

/** Loaded by the first request that it prices: half a megabyte that no start needs. */
function catalogue(): Catalogue {
  return (loaded ??= createRequire(import.meta.url)('@pydantic/genai-prices') as Catalogue);
}

/**
 * The cost by the catalogue's price of that time, reasoning and hours of audio apart where it has prices for them.
 * `null` when it does not know the model, or lists it without a price.
 */
export function catalogueCost(provider: string, model: string, use: MeasuredUse, at: Date): PicoUsd | null {
  try {
    const price = catalogue().calcPrice(usageOf(use), model, { ...sought(provider), timestamp: at });
    const used = tokensOf(use) > 0 || (use.audioSeconds ?? 0) > 0;
    if (!price || (price.total_price === 0 && used)) return null;
    return usdToPico(price.total_price);
  } catch {
    // It also throws on units that it has no price for; the flat rate then stands in.
    return null;
  }
}

/** The catalogue's own id, or the address of a service that it may know. */
function sought(provider: string): { providerId: string } | { providerApiUrl: string } {
  return /^https?:/i.test(provider) ? { providerApiUrl: provider } : { providerId: provider };
}

function usageOf(use: MeasuredUse): Record<string, number> {
  return {
    input_tokens: use.promptTokens,
    output_tokens: use.completionTokens,
    // The catalogue throws when a part is larger than its whole.
    cache_read_tokens: Math.min(use.cachedTokens, use.promptTokens),
    output_reasoning_tokens: Math.min(use.reasoningTokens, use.completionTokens),
    ...(use.audioSeconds === null ? {} : { audio_seconds: use.audioSeconds }),
  };
}
