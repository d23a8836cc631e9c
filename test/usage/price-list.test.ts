import * as fc from 'fast-check';
import { usdToPico } from '../../src/foundation/money.ts';
import type { ModelPrice, PricedUsage } from '../../src/usage/price-list.ts';
import { testPrices } from '../support/test-ledger.ts';

function used(changes: Partial<PricedUsage> = {}): PricedUsage {
  return {
    provider: 'groq',
    model: 'openai/gpt-oss-120b',
    promptTokens: 1_000_000,
    completionTokens: 1_000_000,
    cachedTokens: 0,
    at: new Date('2026-11-21T12:00:00Z'),
    ...changes,
  };
}

/** The amount that prices in whole pico-dollars a token make, without any division. */
function exactly(price: Required<ModelPrice>, usage: PricedUsage): bigint {
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
});
