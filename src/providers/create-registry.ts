import { builtInProviders, type ConfiguredLimit, type ProviderEntry } from './registry.ts';

/** What an operator may say of any provider. */
export interface Adjustment {
  limits: readonly ConfiguredLimit[];
  /** Models that understand pictures. */
  sees: readonly string[];
  /** US dollars per million tokens where no price is known; `null`: as is usual. */
  flatRate: number | null;
}

/** A service that speaks OpenAI's chat completions, as an operator describes it. */
export interface AddedService extends Adjustment {
  id: string;
  name: string;
  baseUrl: string;
  models: readonly string[];
  headers: Readonly<Record<string, string>>;
}

/** Between what small and large open models cost: enough to be noticed in a report, where nobody named a rate. */
const USUAL_FLAT_RATE = 0.5;

/** Every provider of this installation: the built-in ones as adjusted, then those that were added, in their order. */
export function createRegistry(
  added: readonly AddedService[],
  adjustments: Readonly<Record<string, Adjustment>>,
): ProviderEntry[] {
  const builtIn = builtInProviders.map((entry) => adjusted(entry, adjustments[entry.id]));
  return [...builtIn, ...added.map(entryOf)];
}

function adjusted(entry: ProviderEntry, adjustment: Adjustment | undefined): ProviderEntry {
  if (!adjustment) return entry;
  const { limits, sees, flatRate } = adjustment;
  return {
    ...entry,
    configuredLimits: limits,
    seeingModels: { test: (model) => sees.includes(model) || entry.seeingModels.test(model) },
    flatUsdPerMillion: flatRate ?? entry.flatUsdPerMillion,
  };
}

function entryOf(service: AddedService): ProviderEntry {
  const { id, name, baseUrl, models, sees, flatRate, limits, headers } = service;
  return {
    id,
    name,
    telemetry: 'usage',
    defaultModels: models,
    seeingModels: { test: (model) => sees.includes(model) },
    baseUrl,
    flatUsdPerMillion: flatRate ?? USUAL_FLAT_RATE,
    pricesId: baseUrl,
    knownLimits: [],
    configuredLimits: limits,
    listsPrices: true,
    manualCheckUrl: null,
    create: async (options) => {
      const { createOpenAiCompatible } = await import('./openai-compatible.ts');
      return createOpenAiCompatible({ id, name, headers }, options);
    },
  };
}
