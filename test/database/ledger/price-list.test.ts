import * as fc from 'fast-check';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import type { TokenPrice } from '../../../src/usage/prices/model-price.ts';
import { createPriceList, type PricedUsage } from '../../../src/usage/prices/price-list.ts';
import { testPrices } from '../../support/database/test-ledger.ts';

function used(changes: Partial<PricedUsage> = {}): PricedUsage {
  return {
    provider: 'groq',
    model: 'openai/gpt-oss-120b',
    promptTokens: 1_000_000,
    completionTokens: 1_000_000,
    cachedTokens: 0,
    reasoningTokens: 0,
    audioSeconds: null,
    at: new Date('2026-11-21T12:00:00Z'),
    ...changes,
  };
}

/** The amount that prices in whole pico-dollars a token make, without any division. */
function exactly(price: Required<Omit<TokenPrice, 'reasoning'>>, usage: PricedUsage): bigint {
  return (
    BigInt(usage.promptTokens - usage.cachedTokens) * perToken(price.input) +
    BigInt(usage.cachedTokens) * perToken(price.cached) +
    BigInt(usage.completionTokens) * perToken(price.output)
  );
}

function perToken(usdPerMillion: number): bigint {
  return usdToPico(usdPerMillion) / 1_000_000n;
}

describe('the price of a request', () => {
  const prices = testPrices();

  it('is the operator’s where there is one, cached tokens apart', () => {
    const own = testPrices({ 'groq/openai/gpt-oss-120b': { input: 0.15, cached: 0.075, output: 0.6 } });
    expect(own.cost(used({ cachedTokens: 400_000 }))).toEqual({
      picoUsd: usdToPico('0.72'),
      source: 'override',
    });
    expect(own.cost(used({ provider: 'cerebras', model: 'gpt-oss-120b' })).source).toBe('catalogue');
  });

  it('is that of the provider’s list of models where no operator names one', () => {
    const listed = { 'groq/openai/gpt-oss-120b': { input: 0.2, output: 0.7, cached: 0.1 } };
    const options = {
      listedPrice: (provider: string, model: string) =>
        `${provider}/${model}` in listed ? listed['groq/openai/gpt-oss-120b'] : null,
    };
    expect(testPrices({}, options).cost(used({ cachedTokens: 500_000 }))).toEqual({
      picoUsd: usdToPico('0.85'),
      source: 'listing',
    });
    const own = testPrices({ 'groq/openai/gpt-oss-120b': { input: 1, output: 1 } }, options);
    expect(own.cost(used()).source).toBe('override');
    expect(testPrices({}, options).cost(used({ model: 'openai/gpt-oss-20b' })).source).toBe('catalogue');
    // A price of tokens is none of audio.
    const audio = { audioSeconds: 60, promptTokens: 0, completionTokens: 0 };
    expect(testPrices({}, options).cost(used(audio)).source).not.toBe('listing');
  });

  it('is the list price that the catalogue lacks', () => {
    expect(prices.cost(used({ model: 'qwen/qwen3.8-27b', cachedTokens: 500_000 }))).toEqual({
      picoUsd: usdToPico('4.6'),
      source: 'catalogue',
    });
  });

  it('charges cached tokens like others where the operator names no price for them', () => {
    const own = testPrices({ 'groq/mine': { input: 1, output: 0 } });
    expect(own.cost(used({ model: 'mine', cachedTokens: 900_000 })).picoUsd).toBe(usdToPico(1));
  });

  it('may be nothing when the operator says so', () => {
    const own = testPrices({ 'groq/mine': { input: 0, output: 0 } });
    expect(own.cost(used({ model: 'mine' }))).toEqual({ picoUsd: 0n, source: 'override' });
  });

  it('is the catalogue’s where it knows the model, cached tokens apart', () => {
    const whole = prices.cost(used());
    const cached = prices.cost(used({ cachedTokens: 500_000 }));
    expect(whole).toEqual({ picoUsd: usdToPico('0.75'), source: 'catalogue' });
    expect(cached).toEqual({ picoUsd: usdToPico('0.7125'), source: 'catalogue' });
  });

  it('is exact for the catalogue too, though it counts in doubles', () => {
    const tokens = fc.tuple(fc.nat(2_000_000), fc.nat(200_000), fc.double({ min: 0, max: 1, noNaN: true }));
    const price = { input: 0.15, cached: 0.075, output: 0.6 };
    fc.assert(
      fc.property(tokens, ([promptTokens, completionTokens, share]) => {
        const cachedTokens = Math.floor(promptTokens * share);
        const usage = used({ promptTokens, completionTokens, cachedTokens });
        expect(prices.cost(usage).picoUsd).toBe(exactly(price, usage));
      }),
    );
  });

  it.each([
    ['groq', '0.6'],
    ['gemini', '0.25'],
    ['cerebras', '0.4'],
    ['cohere', '1.5'],
  ] as const)('is the flat rate of %s for a model that nobody knows', (provider, usdPerMillion) => {
    const cost = prices.cost(used({ provider, model: 'nobody-knows', completionTokens: 0 }));
    expect(cost).toEqual({ picoUsd: usdToPico(usdPerMillion), source: 'flat' });
  });

  it('is the flat rate where the catalogue lists a model without a price', () => {
    const cost = prices.cost(used({ provider: 'gemini', model: 'gemma-3-27b-it', completionTokens: 0 }));
    expect(cost).toEqual({ picoUsd: usdToPico('0.25'), source: 'flat' });
  });

  it('takes more cached tokens than were sent for all of them', () => {
    const all = prices.cost(used({ promptTokens: 100, completionTokens: 0, cachedTokens: 100 }));
    expect(prices.cost(used({ promptTokens: 100, completionTokens: 0, cachedTokens: 5_000 }))).toEqual(all);
    expect(all.source).toBe('catalogue');
    const own = testPrices({ 'groq/mine': { input: 1, cached: 0.1, output: 0 } });
    const more = used({ model: 'mine', promptTokens: 100, completionTokens: 0, cachedTokens: 5_000 });
    expect(own.cost(more).picoUsd).toBe(usdToPico('0.00001'));
  });

  it('stays exact for sums far beyond what a double holds', () => {
    const own = testPrices({ 'groq/mine': { input: 999_999.999999, output: 0 } });
    const usage = used({ model: 'mine', promptTokens: 1_000_000_000, completionTokens: 0 });
    expect(own.cost(usage).picoUsd).toBe(usdToPico('999999999.999'));
  });

  it('is nothing for nothing', () => {
    expect(prices.cost(used({ promptTokens: 0, completionTokens: 0 })).picoUsd).toBe(0n);
  });

  it('charges reasoning apart where the operator names a price for it, else like other output', () => {
    const usage = used({ model: 'mine', promptTokens: 0, reasoningTokens: 250_000 });
    const apart = testPrices({ 'groq/mine': { input: 1, output: 2, reasoning: 4 } });
    expect(apart.cost(usage).picoUsd).toBe(usdToPico('2.5'));
    expect(testPrices({ 'groq/mine': { input: 1, output: 2 } }).cost(usage).picoUsd).toBe(usdToPico(2));
    expect(apart.cost({ ...usage, reasoningTokens: 9_000_000 }).picoUsd).toBe(usdToPico(4));
    const catalogue = used({ reasoningTokens: 9_000_000 });
    expect(prices.cost(catalogue)).toEqual(prices.cost(used()));
  });
});

describe('the price of audio', () => {
  const prices = testPrices();
  const heard = (audioSeconds: number, model = 'whisper-large-v3-turbo') =>
    used({ model, promptTokens: 0, completionTokens: 0, audioSeconds });

  it.each([
    ['whisper-large-v3-turbo', 3600, '0.04'],
    ['whisper-large-v3', 3600, '0.111'],
    ['whisper-large-v3-turbo', 10, '0.000111111111'],
    ['whisper-large-v3-turbo', 3, '0.000111111111'],
    ['whisper-large-v3', 12.5, '0.000385416667'],
  ])('is the catalogue’s by the hour, ten seconds at least: %s, %d s', (model, seconds, usd) => {
    expect(prices.cost(heard(seconds, model))).toEqual({ picoUsd: usdToPico(usd), source: 'catalogue' });
  });

  it('is the operator’s where there is one, to the same digit', () => {
    const own = testPrices({ 'groq/whisper-large-v3-turbo': { audioHour: 0.04 } });
    for (const seconds of [0.4, 3, 10, 12.345, 59.999, 3600]) {
      const { picoUsd } = prices.cost(heard(seconds));
      expect(own.cost(heard(seconds))).toEqual({ picoUsd, source: 'override' });
    }
    const free = testPrices({ 'groq/whisper-large-v3-turbo': { audioHour: 0 } });
    expect(free.cost(heard(60))).toEqual({ picoUsd: 0n, source: 'override' });
  });

  it('is an estimate by the flat rate where nobody knows it, and never nothing', () => {
    expect(prices.cost(heard(3600, 'nobody-knows'))).toEqual({
      picoUsd: usdToPico('0.06912'),
      source: 'flat',
    });
  });

  it('is not that of tokens, nor that of tokens the audio’s', () => {
    const own = testPrices({
      'groq/whisper-large-v3-turbo': { input: 1, output: 1 },
      'groq/openai/gpt-oss-120b': { audioHour: 5 },
    });
    expect(own.cost(heard(3600)).source).toBe('catalogue');
    expect(own.cost(used()).source).toBe('catalogue');
  });
});

describe('a dated price', () => {
  const own = testPrices({
    'groq/mine': [
      { from: '2026-01-01', input: 1, output: 0 },
      { from: '2026-06-01', input: 2, output: 0 },
      { from: '2026-06-01', input: 3, output: 0 },
    ],
  });
  const at = (instant: string) => own.cost(used({ model: 'mine', at: new Date(instant) }));

  it.each([
    ['2025-12-31T23:59:59.999Z', '1.2', 'flat'],
    ['2026-01-01T00:00:00.000Z', '1', 'override'],
    ['2026-05-31T23:59:59.999Z', '1', 'override'],
    ['2026-06-01T00:00:00.000Z', '3', 'override'],
    ['2030-01-01T00:00:00.000Z', '3', 'override'],
  ])('holds from its day on, the last that has begun: %s', (instant, usd, source) => {
    expect(at(instant)).toEqual({ picoUsd: usdToPico(usd), source });
  });

  it('begins with the day in the time zone of the operator', () => {
    const options = { flatRates: flat, catalogueIds: ids, timeZone: 'Asia/Tehran' };
    const overrides = { 'groq/mine': [{ from: '2026-01-01', input: 1, output: 0 }] };
    const list = createPriceList({ overrides, ...options });
    const sourceAt = (instant: string) => list.cost(used({ model: 'mine', at: new Date(instant) })).source;
    expect(sourceAt('2025-12-31T20:29:59.999Z')).toBe('flat');
    expect(sourceAt('2025-12-31T20:30:00.000Z')).toBe('override');
  });

  it('is the catalogue’s of that time', () => {
    const costAt = (instant: string) =>
      testPrices().cost(used({ provider: 'gemini', model: 'gemini-3.8-flash', at: new Date(instant) }));
    expect(costAt('2026-12-30T00:00:00Z').picoUsd).toBe(usdToPico('4.5'));
    expect(costAt('2027-01-02T00:00:00Z').picoUsd).toBe(usdToPico('9'));
  });
});

const flat = { groq: 0.6, gemini: 0.25, cerebras: 0.4, cohere: 1.5 };
const ids = { groq: 'groq', gemini: 'google', cerebras: 'cerebras', cohere: 'cohere' };
