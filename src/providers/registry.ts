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

/** A limit that the operator states: it replaces a built-in one, and `null` removes that. */
export interface ConfiguredLimit {
  /** Absent where all models share it. */
  model?: string | undefined;
  unit: 'requests' | 'tokens';
  window: QuotaWindow;
  limit: number | null;
}

/** Everything the bot knows of a provider before it has a key for it. */
export interface ProviderEntry {
  id: ProviderId;
  name: string;
  telemetry: Telemetry;
  /** Models to offer where the operator names none; the first is used. */
  defaultModels: readonly string[];
  /** Tells by its name whether a model understands pictures: no provider's list of models says so. */
  seeingModels: Pick<RegExp, 'test'>;
  baseUrl: string;
  /** US dollars per million tokens of a model without a known price. */
  flatUsdPerMillion: number;
  /** The provider's id in `@pydantic/genai-prices`, or the address by which that knows it. */
  pricesId: string;
  knownLimits: readonly KnownLimit[];
  /** The operator's, which replace the known ones. */
  configuredLimits: readonly ConfiguredLimit[];
  /** Its list of models names their prices. */
  listsPrices?: true;
  /** It writes down what is said in a recording. */
  transcribes?: true;
  /** Requests come back one by one as time passes, not all at a reset. */
  refills?: true;
  /** Its quotas' days end at midnight in California; those of all others in UTC. */
  daysInCalifornia?: true;
  /** Where an operator sees the usage with their own eyes; `null` where nobody knows. */
  manualCheckUrl: string | null;
  /** Loads the provider's SDK, which costs time and memory, and creates the provider. */
  create(options: ProviderOptions): Promise<Provider>;
}

/** A provider that needs no entry in a file. */
export interface BuiltInEntry extends ProviderEntry {
  id: 'groq' | 'gemini' | 'cerebras' | 'cohere';
  manualCheckUrl: string;
}

const groq: BuiltInEntry = {
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
  configuredLimits: [],
  refills: true,
  manualCheckUrl: 'https://console.groq.com/dashboard/usage',
  create: async (options) => (await import('./groq.ts')).createGroq(options),
};

const gemini: BuiltInEntry = {
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
  configuredLimits: [],
  daysInCalifornia: true,
  manualCheckUrl: 'https://aistudio.google.com/usage',
  create: async (options) => (await import('./gemini.ts')).createGemini(options),
};

const cerebras: BuiltInEntry = {
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
  configuredLimits: [],
  manualCheckUrl: 'https://cloud.cerebras.ai',
  create: async (options) => (await import('./cerebras.ts')).createCerebras(options),
};

const cohere: BuiltInEntry = {
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
  configuredLimits: [],
  manualCheckUrl: 'https://dashboard.cohere.com/billing',
  create: async (options) => (await import('./cohere.ts')).createCohere(options),
};

/** The built-in providers, in the order in which they are listed and, unless configured otherwise, asked. */
export const builtInProviders: readonly BuiltInEntry[] = [groq, gemini, cerebras, cohere];

/** The entry of a built-in provider. */
export function providerEntry(id: string): BuiltInEntry {
  const entry = builtInProviders.find((it) => it.id === id);
  if (!entry) throw new RangeError(`no provider ${id}`);
  return entry;
}

function requestLimits(model: string, perMinute: number, perDay: number): KnownLimit[] {
  return [
    { model, unit: 'requests', window: 'minute', limit: perMinute },
    { model, unit: 'requests', window: 'day', limit: perDay },
  ];
}
