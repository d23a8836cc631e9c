import { createModelPriceStore } from '../../../src/database/admin/model-price-store.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { openPrices } from '../../../src/app/services/open-prices.ts';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const MODEL = 'openai/gpt-oss-120b';
const FILE = { [`groq/${MODEL}`]: { input: 5, output: 5 } };

describeOnEachEngine('a price that an admin set', (engine) => {
  const database = shareTestDatabase(engine);

  const set = (day: string, input: number | null, now = day) =>
    createModelPriceStore(database()).setModelPrice({
      model: `groq/${MODEL}`,
      price: input === null ? null : { input, output: 0.6, cached: 0.0375 },
      validFrom: new Date(`${day}T12:00:00Z`),
      setBy: 900n,
      now: new Date(`${now}T12:00:00Z`),
    });
  const open = (prices = {}) => openPrices({ prices, timeZone: 'UTC' }, database(), systemClock);
  const usage = (instant: string) => ({
    provider: 'groq' as const,
    model: MODEL,
    promptTokens: 1_000_000,
    completionTokens: 0,
    cachedTokens: 0,
    reasoningTokens: 0,
    audioSeconds: null,
    at: new Date(instant),
  });

  it('outranks the operator’s file from its moment on, until it is taken back', async () => {
    await set('2026-03-01', 0.1234567);
    await set('2026-05-01', null);
    const { list } = await open(FILE);
    const costs = ['2026-03-01T11:59:59.999Z', '2026-03-01T12:00:00Z', '2026-05-01T12:00:00Z'];
    expect(costs.map((instant) => list.cost(usage(instant)))).toEqual([
      { picoUsd: usdToPico(5), source: 'override' },
      { picoUsd: usdToPico('0.123457'), source: 'override' },
      { picoUsd: usdToPico(5), source: 'override' },
    ]);
    const bare = (await open()).list;
    expect(bare.cost(usage('2026-06-01T00:00:00Z')).source).toBe('catalogue');
  });

  it('charges cached tokens as it says', async () => {
    await set('2026-03-01', 1);
    const { list } = await open();
    const cached = { ...usage('2026-04-01T00:00:00Z'), cachedTokens: 1_000_000 };
    expect(list.cost(cached).picoUsd).toBe(usdToPico('0.0375'));
  });

  it('corrects an earlier one of the same moment, and nothing is overwritten', async () => {
    await set('2026-03-01', 1);
    await set('2026-03-01', 2, '2026-03-02');
    const { list } = await open();
    expect(list.cost(usage('2026-04-01T00:00:00Z')).picoUsd).toBe(usdToPico(2));
    expect(await createModelPriceStore(database()).all()).toHaveLength(2);
  });

  it('is known to others when they look again', async () => {
    const prices = await open();
    await set('2026-03-01', 1);
    expect(prices.list.cost(usage('2026-04-01T00:00:00Z')).source).toBe('catalogue');
    await prices.refresh();
    expect(prices.list.cost(usage('2026-04-01T00:00:00Z')).picoUsd).toBe(usdToPico(1));
  });
});
