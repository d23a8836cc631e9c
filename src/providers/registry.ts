import type { ProviderOptions } from './contract/provider-options.ts';
import type { QuotaUnit, QuotaWindow } from './contract/measurement.ts';
import type { Provider, ProviderId, Telemetry } from './contract/provider.ts';

/** A published limit that no response mentions, so that what is left has to be counted. */
export interface KnownLimit {
  /** The model that it holds for, or `null` when all models share it. */
  model: string | null;
  unit: QuotaUnit;
  window: QuotaWindow;
  limit: number;
}

/** Everything the bot knows of a provider before it has a key for it. */
export interface ProviderEntry {
  id: ProviderId;
  name: string;
  telemetry: Telemetry;
  /** Models to offer where the operator names none; the first is used. */
  defaultModels: readonly string[];
  /** The names of its models that understand pictures. */
  seeingModels: RegExp;
  baseUrl: string;
  /** US dollars per million tokens of a model without a known price. */
  flatUsdPerMillion: number;
  /** The provider's id in `@pydantic/genai-prices`. */
  pricesId: string;
  knownLimits: readonly KnownLimit[];
  /** Its list of models names their prices. */
  listsPrices?: true;
  /** It writes down what is said in a recording. */
  transcribes?: true;
  /** Requests come back one by one as time passes, not all at a reset. */
  refills?: true;
  /** Where an operator sees the usage with their own eyes. */
  manualCheckUrl: string;
  /** Loads the provider's SDK, which costs time and memory, and creates the provider. */
  create(options: ProviderOptions): Promise<Provider>;
}

const groq: ProviderEntry = {
  id: 'groq',
  name: 'Groq',
  telemetry: 'usage',
  defaultModels: ['openai/gpt-oss-120b', 'openai/gpt-oss-20b'],
  seeingModels: /^qwen\/qwen3\.[5-9]|llama-4-(?:scout|maverick)/i,
  baseUrl: 'https://api.groq.com',
  flatUsdPerMillion: 0.6,
  pricesId: 'groq',
  listsPrices: true,
  transcribes: true,
  knownLimits: [],
  refills: true,
  manualCheckUrl: 'https://console.groq.com/dashboard/usage',
  create: async (options) => (await import('./groq.ts')).createGroq(options),
};

const gemini: ProviderEntry = {
  id: 'gemini',
  name: 'Gemini',
  telemetry: 'counted',
  defaultModels: ['gemini-3.5-flash-lite'],
  // All that chat; speech, embeddings and the small open models of its neighbours do not.
  seeingModels:
    /^(?:models\/)?(?:gemini-(?!.*(?:-tts|embedding|native-audio))|gemma-(?:3-(?:4|12|27)b|[4-9]))/i,
  baseUrl: 'https://generativelanguage.googleapis.com',
  flatUsdPerMillion: 0.25,
  pricesId: 'google',
  // The free tier's, per project and model, as seen in AI Studio: Google no longer publishes them.
  knownLimits: [
    ...requestLimits('gemini-3.5-flash-lite', 15, 500),
    ...requestLimits('gemini-3.1-flash-lite', 15, 500),
    ...requestLimits('gemini-3.8-flash', 5, 20),
    ...requestLimits('gemini-3.7-flash', 5, 20),
    ...requestLimits('gemini-3.6-flash', 5, 20),
    ...requestLimits('gemini-3.5-flash', 5, 20),
    ...requestLimits('gemini-2.5-flash', 5, 20),
  ],
  manualCheckUrl: 'https://aistudio.google.com/usage',
  create: async (options) => (await import('./gemini.ts')).createGemini(options),
};

const cerebras: ProviderEntry = {
  id: 'cerebras',
  name: 'Cerebras',
  telemetry: 'headers',
  defaultModels: ['gpt-oss-120b'],
  seeingModels: /^(?:qwen-3\.[5-9]|gemma-4)/i,
  baseUrl: 'https://api.cerebras.ai',
  flatUsdPerMillion: 0.4,
  pricesId: 'cerebras',
  listsPrices: true,
  knownLimits: [],
  manualCheckUrl: 'https://cloud.cerebras.ai',
  create: async (options) => (await import('./cerebras.ts')).createCerebras(options),
};

const cohere: ProviderEntry = {
  id: 'cohere',
  name: 'Cohere',
  telemetry: 'usage',
  defaultModels: ['command-a-03-2025'],
  seeingModels: /vision|^command-a-plus/i,
  baseUrl: 'https://api.cohere.com',
  flatUsdPerMillion: 1.5,
  pricesId: 'cohere',
  // A trial key's calls in a month, whatever the model. It holds only where an answer's headers name it.
  knownLimits: [{ model: null, unit: 'requests', window: 'month', limit: 1000 }],
  manualCheckUrl: 'https://dashboard.cohere.com/billing',
  create: async (options) => (await import('./cohere.ts')).createCohere(options),
};

/** Every provider, in the order in which they are listed and, unless configured otherwise, asked. */
export const providerRegistry: readonly ProviderEntry[] = [groq, gemini, cerebras, cohere];

/** The entry of one provider. */
export function providerEntry(id: ProviderId): ProviderEntry {
  const entry = providerRegistry.find((it) => it.id === id);
  if (!entry) throw new RangeError(`no provider ${id}`);
  return entry;
}

function requestLimits(model: string, perMinute: number, perDay: number): KnownLimit[] {
  return [
    { model, unit: 'requests', window: 'minute', limit: perMinute },
    { model, unit: 'requests', window: 'day', limit: perDay },
  ];
}
