import { createRepriceStore, type RepriceStore } from '../../../src/database/ledger/reprice-store.ts';
import { createRetentionStore } from '../../../src/database/ledger/retention-store.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import { cleanUp } from '../../../src/usage/maintenance/clean-up.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import type { Overrides } from '../../../src/usage/prices/override-prices.ts';
import { reprice } from '../../../src/usage/maintenance/reprice.ts';
import { expectLedgerInvariants, keepRemovedRows } from '../../support/database/ledger-invariants.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import {
  answered,
  chatRequest,
  failed,
  openTestLedger,
  testPrices,
} from '../../support/database/test-ledger.ts';

const MODEL = 'openai/gpt-oss-120b';
const DOUBLE = { [`groq/${MODEL}`]: { input: 0.3, output: 1.2 } };
const NOW = new Date('2026-11-21T12:00:00Z');

describeOnEachEngine('repricing', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;
  let ledger: Ledger;
  let removed: string;
  let sent = 0;

  beforeAll(async () => {
    removed = await keepRemovedRows(database());
  });

  beforeEach(async () => {
    await database().client.$executeRawUnsafe(`DELETE FROM ${removed}`);
    clock = new SteppingClock('2026-11-21T12:00:00Z');
    ledger = openTestLedger(database(), { clock });
  });

  async function send(day: string, changes = {}, outcome = answered(100, 20)): Promise<void> {
    // One after the other, so that they have an order.
    sent += 1;
    clock.set(`${day}T12:00:00Z`);
    clock.advance(sent);
    const booking = await ledger.book(chatRequest(changes));
    if (booking) await ledger.settle(booking, outcome);
  }

  const run = (overrides: Overrides, apply = true, changes: { since?: string; store?: RepriceStore } = {}) =>
    reprice({
      store: createRepriceStore(database()),
      prices: testPrices(overrides),
      since: '2026-11-01',
      timeZone: 'UTC',
      clock: new SteppingClock(NOW.toISOString()),
      apply,
      ...changes,
    });
  const rows = () => database().client.aiUsage.findMany({ orderBy: { createdAt: 'asc' } });
  const sources = async () => {
    const totals = await database().client.aiUsageSummary.findMany({ orderBy: { costSource: 'asc' } });
    return totals.map(({ costSource, requests, costPicoUsd }) => ({ costSource, requests, costPicoUsd }));
  };

  it('tells the difference first and changes nothing', async () => {
    await send('2026-11-20');
    await send('2026-11-20', { model: 'nobody-knows' });
    const before = [await rows(), await sources()];
    expect(await run(DOUBLE, false)).toEqual({
      models: [
        {
          provider: 'groq',
          model: 'nobody-knows',
          requests: 1,
          changed: 0,
          oldPicoUsd: 72_000_000n,
          newPicoUsd: 72_000_000n,
        },
        {
          provider: 'groq',
          model: MODEL,
          requests: 1,
          changed: 1,
          oldPicoUsd: 27_000_000n,
          newPicoUsd: 54_000_000n,
        },
      ],
      deleted: 0,
    });
    expect([await rows(), await sources()]).toEqual(before);
  });

  it('moves the cost of a row with every total, and keeps what it was', async () => {
    await send('2026-11-20', { userId: 7n });
    await send('2026-11-20', { userId: 8n, model: 'nobody-knows' });
    await send('2026-11-21', { userId: null });
    // Makes a window that has to be forgotten.
    const usage = createUsageStore(database());
    const top = () =>
      usage.topUsers({ from: '2026-11-01', closedTo: '2026-11-20', today: '2026-11-21', take: 5 });
    expect((await top())[0]?.costPicoUsd).toBe(27_000_000n);
    await run({ ...DOUBLE, 'groq/nobody-knows': { input: 0, output: 0 } });
    await expectLedgerInvariants(database());
    const [first, second] = await rows();
    expect(first).toMatchObject({
      costPicoUsd: 54_000_000n,
      costSource: 'override',
      originalCostPicoUsd: 27_000_000n,
      originalCostSource: 'catalogue',
    });
    expect(Number(first?.costEstimate)).toBeCloseTo(0.000054, 12);
    expect(second).toMatchObject({ costPicoUsd: 0n, originalCostSource: 'flat' });
    const people = await top();
    expect(people.map(({ userId, costPicoUsd }) => [userId, costPicoUsd])).toEqual([
      [7n, 54_000_000n],
      [8n, 0n],
    ]);
    expect(new Set((await sources()).map(({ costSource }) => costSource))).toEqual(new Set(['override']));
  });

  it('changes nothing the second time, and keeps the first price through a third', async () => {
    await send('2026-11-20');
    const [model] = (await run(DOUBLE)).models;
    expect(model?.changed).toBe(1);
    const after = [await rows(), await sources()];
    expect((await run(DOUBLE)).models[0]).toMatchObject({ changed: 0, oldPicoUsd: 54_000_000n });
    expect([await rows(), await sources()]).toEqual(after);
    await run({});
    expect((await rows())[0]).toMatchObject({
      costPicoUsd: 27_000_000n,
      costSource: 'catalogue',
      originalCostPicoUsd: 27_000_000n,
      originalCostSource: 'catalogue',
    });
    await run({ [`groq/${MODEL}`]: { input: 9, output: 9 } });
    expect((await rows())[0]).toMatchObject({ originalCostPicoUsd: 27_000_000n });
    await expectLedgerInvariants(database());
  });

  it('moves a request whose source alone changes', async () => {
    await send('2026-11-20');
    await run({ [`groq/${MODEL}`]: { input: 0.15, output: 0.6 } });
    expect(await sources()).toEqual([{ costSource: 'override', requests: 1, costPicoUsd: 27_000_000n }]);
    await expectLedgerInvariants(database());
  });

  it('prices audio, reasoning and estimated tokens anew, and leaves what has no price', async () => {
    const thinking = { promptTokens: 10, completionTokens: 100, cachedTokens: 5, reasoningTokens: 60 };
    await send('2026-11-20', {}, answered(0, 0, { usage: thinking }));
    const audio = { model: 'whisper-large-v3-turbo', actionType: 'Transcription' as const };
    await send('2026-11-20', audio, answered(0, 0, { usage: null, audioSeconds: 3 }));
    await send('2026-11-20', {}, failed('unavailable', 'truncated', { receivedText: 'half an answer' }));
    await send('2026-11-20', {}, failed());
    clock.advance(1);
    await ledger.book(chatRequest());
    const result = await run({
      [`groq/${MODEL}`]: { input: 1, output: 2, cached: 3, reasoning: 4 },
      'groq/whisper-large-v3-turbo': { audioHour: 0.08 },
    });
    expect(result.models.map(({ requests, changed }) => [requests, changed])).toEqual([
      [2, 2],
      [1, 1],
    ]);
    const costs = (await rows()).map(({ costPicoUsd }) => costPicoUsd);
    expect(costs.slice(0, 2)).toEqual([usdToPico('0.00034'), usdToPico('0.000222222222')]);
    expect(costs.slice(3)).toEqual([null, null]);
    const totals = await database().client.aiUsageSummary.findMany();
    expect(totals.map((row) => `${row.costSource} ${row.tokensEstimated}`).toSorted()).toEqual([
      'none false',
      'override false',
      'override false',
      'override true',
    ]);
    await expectLedgerInvariants(database());
  });

  it('begins with the day that it is told, by the days of the ledger', async () => {
    await send('2026-10-31');
    await send('2026-11-01');
    await run(DOUBLE);
    expect((await rows()).map(({ costSource }) => costSource)).toEqual(['catalogue', 'override']);
  });

  it('says how many requests retention has deleted, whose totals stay', async () => {
    await send('2026-11-01');
    await send('2026-11-02');
    await send('2026-11-20');
    clock.set(NOW.toISOString());
    const store = createRetentionStore(database(), clock);
    const retention = { store, keptTurns: 40, timeZone: 'UTC', clock };
    await cleanUp({ ...retention, retentionDays: 10 });
    const { models, deleted } = await run(DOUBLE);
    expect(deleted).toBe(2);
    expect(models).toMatchObject([{ requests: 1, changed: 1 }]);
    await expectLedgerInvariants(database(), removed);
    expect((await run(DOUBLE, false, { since: '2026-11-20' })).deleted).toBe(0);
  });

  it('passes over a request that changed or went since it was read', async () => {
    for (const userId of [1n, 2n, 3n]) await send('2026-11-20', { userId });
    const store = createRepriceStore(database());
    const page: RepriceStore['page'] = async (...query) => {
      const found = await store.page(...query);
      // Another one ran meanwhile; retention took a row; a person was forgotten.
      const { client } = database();
      const [first, second] = found;
      if (first) await client.aiUsage.update({ where: { id: first.id }, data: { costSource: 'flat' } });
      if (second) await client.aiUsage.delete({ where: { id: second.id } });
      await client.aiUsage.updateMany({ where: { userId: 3n }, data: { userId: null } });
      await client.aiUsageUserSummary.deleteMany({ where: { userId: 3n } });
      await client.aiUsageUserProvider.deleteMany({ where: { userId: 3n } });
      return found;
    };
    const { models } = await run(DOUBLE, true, { store: { ...store, page } });
    expect(models).toMatchObject([{ changed: 1 }]);
    expect((await rows()).map(({ costPicoUsd }) => costPicoUsd)).toEqual([27_000_000n, 54_000_000n]);
    expect(await database().client.aiUsageUserSummary.findMany({ where: { userId: 3n } })).toEqual([]);
    const [summary] = await database().client.aiUsageSummary.findMany({ where: { costSource: 'override' } });
    expect(summary).toMatchObject({ requests: 1, costPicoUsd: 54_000_000n });
  });

  it('leaves rows and totals equal when it ends in the middle, and does the rest the next time', async () => {
    for (let index = 0; index < 130; index++) await send('2026-11-20', { userId: BigInt(index % 7) + 1n });
    const store = createRepriceStore(database());
    let batches = 0;
    const apply: RepriceStore['apply'] = (...batch) =>
      ++batches > 1 ? Promise.reject(new Error('the power failed')) : store.apply(...batch);
    await expect(run(DOUBLE, true, { store: { ...store, apply } })).rejects.toThrow('the power failed');
    const counts = new Set((await sources()).map(({ costSource }) => costSource));
    expect(counts).toEqual(new Set(['catalogue', 'override']));
    await expectLedgerInvariants(database());
    await run(DOUBLE);
    expect(await sources()).toEqual([
      { costSource: 'override', requests: 130, costPicoUsd: 130n * 54_000_000n },
    ]);
    await expectLedgerInvariants(database());
  });

  it('stays exact while people chat, days are cleaned up and another one reprices', async () => {
    await Promise.all(
      Array.from({ length: 300 }, (_, index) => send('2026-11-10', { userId: BigInt(index % 9) + 1n })),
    );
    clock.set('2026-11-21T12:00:00Z');
    const chats = Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        for (let turn = 0; turn < 5; turn++) {
          const booking = await ledger.book(chatRequest({ userId: BigInt(index % 9) + 1n }));
          if (booking) await ledger.settle(booking, answered(100, 20));
        }
      }),
    );
    clock.set(NOW.toISOString());
    const store = createRetentionStore(database(), clock);
    const retention = { store, keptTurns: 40, timeZone: 'UTC', clock };
    await Promise.all([
      chats,
      run(DOUBLE),
      run({ [`groq/${MODEL}`]: { input: 5, output: 5 } }),
      cleanUp({ ...retention, retentionDays: 5 }),
    ]);
    await expectLedgerInvariants(database(), removed);
  });
});
