import { usdToPico } from '../../foundation/money/money.ts';
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
 * and Cerebras's `format=openrouter` likewise. Together's list is the array itself, with `input` and `output` in dollars a
 * million (https://docs.together.ai/reference/models-1). A model that names none, or names nothing but zeros, has no
 * known price.
 */
export function readListedPrices(listing: unknown, providerId: string): ListedPrice[] {
  const { data, models } = asRecord(listing);
  const entries = [listing, data, models].find((value) => Array.isArray(value)) ?? [];
  return entries
    .slice(0, MOST_MODELS)
    .map((entry) => readEntry(asRecord(entry), providerId))
    .filter((price) => price !== null);
}

function readEntry(entry: Record<string, unknown>, providerId: string): ListedPrice | null {
  const { id, pricing } = entry;
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_NAME) return null;
  const { prompt, completion, input_cache_read: read, input: ofPrompt, output: ofAnswer } = asRecord(pricing);
  const input = perMillion(prompt) ?? millionOf(ofPrompt);
  const output = perMillion(completion) ?? millionOf(ofAnswer);
  const cached = perMillion(read);
  if (input === null || output === null || input + output === 0) return null;
  // Cerebras puts its own name before those of its models; where others do, as in `openrouter/auto`, it is part of them.
  const model = providerId === 'cerebras' ? id.replace(/^cerebras\//, '') : id;
  return { model, input, output, ...(cached !== null && cached > 0 ? { cached } : {}) };
}

/** Dollars per million of the dollars a token in `value`; `null` for anything that is no price. */
function perMillion(value: unknown): number | null {
  const usd = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof usd !== 'number' || !(usd >= 0 && usd <= HIGHEST)) return null;
  return Number(usdToPico(usd)) / 1_000_000;
}

function millionOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= HIGHEST * 1_000_000 ? value : null;
}
