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
/** Dollars a token that nobody asks for; no million of tokens is that cheap, either. */
const HIGHEST = 0.001;

/**
 * The prices in a list of models. Groq names them as dollars a token in strings (anomalyco/models.dev#3761), OpenRouter
 * and Cerebras's `format=openrouter` likewise. Together's list is the array itself, with `input` and `output` in dollars a
 * million (https://docs.together.ai/reference/models-1). DeepInfra has them in `metadata`, Venice in `model_spec`; Chutes
 * uses OpenRouter's names for a million (Veightor/chutes-agent-toolkit). A model that names none, or names nothing but
 * zeros, has no known price.
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
  const { id } = entry;
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_NAME) return null;
  const price = priceIn(entry);
  if (!price) return null;
  // Cerebras puts its own name before those of its models; where others do, as in `openrouter/auto`, it is part of them.
  const model = providerId === 'cerebras' ? id.replace(/^cerebras\//, '') : id;
  return { model, ...price };
}

/** Prices of the prompt, of the answer and of what was cached. */
type Triplet = readonly [input: unknown, output: unknown, cached: unknown];

function priceIn({ pricing, metadata, model_spec: spec }: Record<string, unknown>) {
  const own = asRecord(pricing);
  const deep = asRecord(asRecord(metadata)['pricing']);
  const venice = asRecord(asRecord(spec)['pricing']);
  const usd = (name: string) => asRecord(venice[name])['usd'];
  const ofMillion: Triplet[] = [
    [own['input'], own['output'], null],
    [deep['input_tokens'], deep['output_tokens'], deep['cache_read_tokens']],
    [usd('input'), usd('output'), usd('cache_input')],
  ];
  const ofToken: Triplet = [own['prompt'], own['completion'], own['input_cache_read']];
  return (
    [priceOf(ofToken, HIGHEST), ...ofMillion.map((triplet) => priceOf(triplet, 0))].find(Boolean) ?? null
  );
}

/** The price by the million; up to `mostOfToken` dollars are those of one token. */
function priceOf(triplet: Triplet, mostOfToken: number): Omit<ListedPrice, 'model'> | null {
  const [input = null, output = null, cached = null] = triplet.map(dollarsIn);
  if (input === null || output === null || input + output === 0) return null;
  const most = Math.max(input, output);
  if (most > HIGHEST * 1_000_000) return null;
  const toMillion = (usd: number) => (most <= mostOfToken ? Number(usdToPico(usd)) / 1_000_000 : usd);
  return {
    input: toMillion(input),
    output: toMillion(output),
    ...(cached !== null && cached > 0 ? { cached: toMillion(cached) } : {}),
  };
}

function dollarsIn(value: unknown): number | null {
  const usd = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof usd === 'number' && usd >= 0 && Number.isFinite(usd) ? usd : null;
}
