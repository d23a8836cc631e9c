import { readListedPrices } from '../../../src/providers/readings/listed-prices.ts';

const listing = (pricing: unknown, id: unknown = 'm') => ({ data: [{ id, pricing }] });
const read = (pricing: unknown, id?: unknown) => readListedPrices(listing(pricing, id), 'cerebras');

describe('a list of models', () => {
  it('names prices in dollars a token, which are ours a million', () => {
    const pricing = { prompt: '0.0000006', completion: '0.000003', input_cache_read: '0.0000003' };
    expect(read(pricing, 'qwen/qwen3.6-27b')).toEqual([
      { model: 'qwen/qwen3.6-27b', input: 0.6, output: 3, cached: 0.3 },
    ]);
    expect(read({ prompt: 3.5e-7, completion: '7.5e-7' })).toEqual([
      { model: 'm', input: 0.35, output: 0.75 },
    ]);
    expect(
      read({ prompt: '0.000000075', completion: '0.0000003', input_cache_read: '0.0000000375' }),
    ).toEqual([{ model: 'm', input: 0.075, output: 0.3, cached: 0.0375 }]);
  });

  it('calls models by our names: without the provider that Cerebras puts before them', () => {
    const prices = { prompt: '1e-6', completion: '1e-6' };
    expect(read(prices, 'cerebras/gpt-oss-120b')).toMatchObject([{ model: 'gpt-oss-120b' }]);
    expect(readListedPrices(listing(prices, 'groq/compound'), 'groq')).toMatchObject([
      { model: 'groq/compound' },
    ]);
  });

  it('may be an array, with prices a million, as Together has it', () => {
    const list = [
      { id: 'meta-llama/Llama-3.3-70B', pricing: { hourly: 0, input: 0.88, output: 0.88, base: 0 } },
      { id: 'free', pricing: { hourly: 0, input: 0, output: 0 } },
    ];
    expect(readListedPrices(list, 'together')).toEqual([
      { model: 'meta-llama/Llama-3.3-70B', input: 0.88, output: 0.88 },
    ]);
  });

  it.each([
    [
      'Chutes',
      { pricing: { prompt: 0.01, completion: 0.03, input_cache_read: 0.005 } },
      { input: 0.01, output: 0.03, cached: 0.005 },
    ],
    [
      'Chutes, as cheap as it gets',
      { pricing: { prompt: 0.01, completion: 0.01 } },
      { input: 0.01, output: 0.01 },
    ],
    [
      'DeepInfra',
      { metadata: { pricing: { input_tokens: 0.27, output_tokens: 0.88, cache_read_tokens: 0.1 } } },
      { input: 0.27, output: 0.88, cached: 0.1 },
    ],
    [
      'Venice',
      { model_spec: { pricing: { input: { usd: 0.7, diem: 7 }, output: { usd: 2.8, diem: 28 } } } },
      { input: 0.7, output: 2.8 },
    ],
  ])('may have prices a million where %s has them', (_, entry, price) => {
    expect(readListedPrices({ data: [{ id: 'm', ...entry }] }, 'added')).toEqual([{ model: 'm', ...price }]);
  });

  it('leaves models their names where a provider is part of them', () => {
    const prices = listing({ prompt: '1e-6', completion: '1e-6' }, 'openrouter/auto');
    expect(readListedPrices(prices, 'openrouter')).toMatchObject([{ model: 'openrouter/auto' }]);
  });

  it('may have 500 models', () => {
    const data = Array.from({ length: 500 }, (_, n) => ({
      id: `m${n}`,
      pricing: { prompt: '1e-6', completion: '1e-6' },
    }));
    expect(readListedPrices({ data }, 'openrouter')).toHaveLength(500);
  });

  it.each([
    [null],
    [{}],
    [{ prompt: '0', completion: '0' }],
    [{ prompt: '-1', completion: '-1' }],
    [{ prompt: '0.000001' }],
    [{ prompt: '', completion: '0.000001' }],
    [{ prompt: 'free', completion: 'free' }],
    [{ prompt: NaN, completion: 1e-6 }],
    [{ prompt: 1e-6, completion: Infinity }],
    [{ prompt: 5_000, completion: 5_000 }],
    [{ prompt: [1e-6], completion: { usd: 1 } }],
  ])('knows no price in %j', (pricing) => {
    expect(read(pricing)).toEqual([]);
  });

  it.each([null, 'text', [], {}, { data: null }, { data: [null, 5, 'm', { id: 7 }, { id: '' }] }])(
    'of another shape has none: %j',
    (body) => {
      expect(readListedPrices(body, 'groq')).toEqual([]);
    },
  );
});
