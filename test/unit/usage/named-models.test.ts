import { readFileSync } from 'node:fs';
import { builtInProviders } from '../../../src/providers/registry.ts';
import { createPriceList } from '../../../src/usage/prices/price-list.ts';

const TEXTS = ['README.md', 'README.fa.md', '.env.example']
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
/** Names of models as people write them: a family, a version. */
const NAMES =
  /\b(?:openai\/gpt-oss-\w+|(?<!\/)gpt-oss-\w+|qwen\/qwen[\d.]+-\w+|qwen-[\d.]+-\w+|gemini-\d[\w.-]*\w|command-[\w-]+|whisper-[\w-]+)/g;
const VENDORS: readonly (readonly [RegExp, string])[] = [
  [/^(?:openai|qwen)\/|^whisper/, 'groq'],
  [/^gemini/, 'gemini'],
  [/^command/, 'cohere'],
  [/^(?:gpt-oss|qwen-)/, 'cerebras'],
];

const byProvider = <Value>(valueOf: (entry: (typeof builtInProviders)[number]) => Value) =>
  Object.fromEntries(builtInProviders.map((entry) => [entry.id, valueOf(entry)])) as Record<
    (typeof builtInProviders)[number]['id'],
    Value
  >;
const prices = createPriceList({
  overrides: {},
  flatRates: byProvider((entry) => entry.flatUsdPerMillion),
  catalogueIds: byProvider((entry) => entry.pricesId),
});

const named = [...new Set(TEXTS.match(NAMES) ?? [])].map(
  (model) => [VENDORS.find(([of]) => of.test(model))?.[1] ?? '', model] as const,
);
const defaults = builtInProviders.flatMap(({ id, defaultModels }) =>
  defaultModels.map((model) => [id, model] as const),
);
const guessed = builtInProviders.flatMap(({ id, knownLimits }) =>
  knownLimits.flatMap(({ model }) => (model === null ? [] : [[id, model] as const])),
);

describe('a model that the documentation or the defaults name', () => {
  it('is found in the texts', () => {
    const models = named.map(([, model]) => model);
    expect(models).toEqual(
      expect.arrayContaining(['qwen/qwen3.8-27b', 'qwen-3.8-27b', 'command-a-plus-05-2026']),
    );
  });

  it.each([...named, ...defaults, ...guessed])('has a price: %s %s', (provider, model) => {
    const audioSeconds = model.startsWith('whisper') ? 60 : null;
    const tokens = audioSeconds === null ? 1_000 : 0;
    const { source } = prices.cost({
      provider,
      model,
      promptTokens: tokens,
      completionTokens: tokens,
      cachedTokens: 0,
      reasoningTokens: 0,
      audioSeconds,
      at: new Date('2026-11-29T12:00:00Z'),
    });
    expect(source).toBe('catalogue');
  });
});
