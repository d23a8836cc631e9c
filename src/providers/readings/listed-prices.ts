import { usdToPico } from '../../foundation/money.ts';
import { asRecord } from '../contract/as-record.ts';

/** What a provider's list of models says that a model costs, in US dollars per million tokens. */
export interface ListedPrice {
  model: string;
  input: number;
  output: number;
  cached?: number | undefined;
}

/** More models than any service lists; beyond it the body is something else. */
const MOST_MODELS = 5_000;
const LONGEST_NAME = 200;
/** Dollars a token that nobody asks for. */
const HIGHEST = 0.01;

/**
 * The prices in a list of models. Groq names them as dollars a token in strings (anomalyco/models.dev#3761), OpenRouter
 * and Cerebras's `format=openrouter` likewise. A model that names none, or names nothing but zeros, has no known price.
 */
export function readListedPrices(listing: unknown, providerId: string): ListedPrice[] {
  const { data, models } = asRecord(listing);
  const entries = Array.isArray(data) ? data : Array.isArray(models) ? models : [];
  return entries
    .slice(0, MOST_MODELS)
    .map((entry) => readEntry(asRecord(entry), providerId))
    .filter((price) => price !== null);
}

function readEntry(entry: Record<string, unknown>, providerId: string): ListedPrice | null {
  const { id, pricing } = entry;
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_NAME) return null;
  const { prompt, completion, input_cache_read: read } = asRecord(pricing);
  const [input, output, cached] = [prompt, completion, read].map(perMillion);
  if (typeof input !== 'number' || typeof output !== 'number' || input + output === 0) return null;
  // Cerebras puts its own name before those of its models, and Groq does not.
  const model =
    id.startsWith(`${providerId}/`) && providerId !== 'groq' ? id.slice(providerId.length + 1) : id;
  return { model, input, output, ...(typeof cached === 'number' && cached > 0 ? { cached } : {}) };
}

/** Dollars per million of the dollars a token in `value`; `null` for anything that is no price. */
function perMillion(value: unknown): number | null {
  const usd = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof usd !== 'number' || !(usd >= 0 && usd <= HIGHEST)) return null;
  return Number(usdToPico(usd)) / 1_000_000;
}
