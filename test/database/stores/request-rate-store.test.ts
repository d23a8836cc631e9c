import * as fc from 'fast-check';
import {
  createRequestRateStore,
  forgetRates,
  RATE_WINDOW_MS,
} from '../../../src/database/people/request-rate-store.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');

describeOnEachEngine('the messages of one person in a minute', (engine) => {
  const database = shareTestDatabase(engine);
  let messages = 0;
  /** What a replica asks for; each has a reader of its own. */
  const replica = (most: number) => {
    const store = createRequestRateStore(database(), most);
    return (second: number, accountId = 7n, message = `${++messages}`) =>
      store.take({ accountId, message, at: new Date(NOON + second * 1_000) });
  };
  const verdicts = async (taken: ReturnType<ReturnType<typeof replica>>[]) =>
    (await Promise.all(taken)).map(({ verdict }) => verdict);

  it('are let through up to the limit, whichever replica they come to; one is told', async () => {
    const [one, other] = [replica(2), replica(2)];
    const taken = [await one(0), await other(1), await one(2), await other(3), await one(4)];
    expect(taken.map(({ verdict }) => verdict)).toEqual(['free', 'free', 'told', 'refused', 'refused']);
    expect(taken.at(-1)?.freeAt).toEqual(new Date(NOON + RATE_WINDOW_MS));
    expect((await other(5, 8n)).verdict).toBe('free');
  });

  it('are told again after a place was free', async () => {
    const take = replica(1);
    const taken = [
      await take(0),
      await take(1),
      await take(2),
      await take(60),
      await take(61),
      await take(62),
    ];
    expect(taken.map(({ verdict }) => verdict)).toEqual([
      'free',
      'told',
      'refused',
      'free',
      'told',
      'refused',
    ]);
  });

  it('take no more than the places at once, over three replicas', async () => {
    const replicas = [replica(5), replica(5), replica(5)];
    const taken = Array.from({ length: 60 }, (_, index) =>
      replicas[index % 3]!(index / 100, index % 2 ? 8n : 7n),
    );
    const results = await verdicts(taken);
    for (const account of [0, 1]) {
      const own = results.filter((_, index) => index % 2 === account);
      expect(own.filter((verdict) => verdict === 'free')).toHaveLength(5);
      expect(own.filter((verdict) => verdict === 'told')).toHaveLength(1);
    }
  });

  it('are counted once when they are handled once more', async () => {
    const take = replica(2);
    const again = [
      await take(0, 7n, 'one'),
      await take(1, 7n, 'one'),
      await take(2),
      await take(3, 7n, 'one'),
    ];
    expect(again.map(({ verdict }) => verdict)).toEqual(['free', 'free', 'free', 'free']);
    expect((await take(4)).verdict).toBe('told');
  });

  it('keep nobody waiting after the clock was set back', async () => {
    const take = replica(1);
    await take(7_200);
    expect((await take(0)).verdict).toBe('free');
  });

  it('are forgotten when they are old', async () => {
    await replica(1)(0);
    await replica(1)(60, 8n);
    await forgetRates(database(), new Date(NOON + 30_000));
    expect(await database().client.requestRate.findMany({ select: { accountId: true } })).toEqual([
      { accountId: 8n },
    ]);
  });

  it('are never more than the limit in any minute', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(pauses, fc.integer({ min: 1, max: 4 }), async (waits, most) => {
        await database().client.requestRate.deleteMany();
        const take = replica(most);
        const passed: number[] = [];
        let second = 0;
        for (const wait of waits) {
          second += wait;
          const recent = passed.filter((time) => second - time < 60);
          const { verdict } = await take(second);
          expect(verdict === 'free').toBe(recent.length < most);
          if (verdict === 'free') passed.push(second);
        }
      }),
      { numRuns: 12, seed: 18 },
    );
  });
});
