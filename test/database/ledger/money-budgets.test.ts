import * as fc from 'fast-check';
import { createChatStore } from '../../../src/database/people/chat-store.ts';
import type { MoneyClaim, MoneyScope } from '../../../src/database/totals/ledger-rows.ts';
import type { Booking } from '../../../src/usage/ledger/booking.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import {
  answered,
  chatRequest,
  failed,
  openTestLedger,
  testPrices,
} from '../../support/database/test-ledger.ts';

const MODEL = 'openai/gpt-oss-120b';
/** Of Groq's gpt-oss-120b: $0.15 and $0.60 for a million tokens. */
const PROMPT_PICO = 150_000n;
const COMPLETION_PICO = 600_000n;
const LIMIT = 1_000n * COMPLETION_PICO;
const DAY = { date: '2026-11-21', until: '2026-11-22' };
const MONTH = { date: '2026-11-01', until: '2026-12-01' };

const all: MoneyScope = {
  kind: 'all',
  key: 'all',
  id: '',
  ...MONTH,
  usualPicoUsd: LIMIT,
  limitPicoUsd: LIMIT,
};
const provider: MoneyScope = {
  kind: 'provider',
  key: 'provider/groq',
  id: 'groq',
  ...MONTH,
  usualPicoUsd: LIMIT,
  limitPicoUsd: LIMIT,
};
const user = (id: number): MoneyScope => ({
  kind: 'user',
  key: `user/${id}`,
  id: `${id}`,
  ...DAY,
  usualPicoUsd: LIMIT,
  limitPicoUsd: LIMIT,
});
const group: MoneyScope = {
  kind: 'group',
  key: 'group/-100',
  id: '-100',
  ...DAY,
  usualPicoUsd: LIMIT,
  limitPicoUsd: LIMIT,
};

/** A call with an empty prompt and an answer of up to so many tokens. */
function claim(tokens: number, scopes: readonly MoneyScope[] = [all]): MoneyClaim {
  return { scopes, minimumPicoUsd: COMPLETION_PICO, wantedPicoUsd: BigInt(tokens) * COMPLETION_PICO };
}

describeOnEachEngine('budgets in money', (engine) => {
  const database = shareTestDatabase(engine);
  const clock = () => new SteppingClock('2026-11-21T20:00:00Z');
  const open = (owner = 'host/1/a') => openTestLedger(database(), { clock: clock(), owner });
  const book = (tokens: number, scopes?: readonly MoneyScope[], changes = {}) =>
    open().tryBook(chatRequest({ model: MODEL, money: claim(tokens, scopes), ...changes }));
  const spent = async (): Promise<bigint> => {
    const rows = await database().client.aiUsage.findMany({ where: { status: { not: 'pending' } } });
    return rows.reduce((sum, { costPicoUsd }) => sum + (costPicoUsd ?? 0n), 0n);
  };

  it('grant what is left, and then refuse', async () => {
    expect(await book(700)).toMatchObject({ grantedPicoUsd: 700n * COMPLETION_PICO });
    expect(await book(700)).toMatchObject({ grantedPicoUsd: 300n * COMPLETION_PICO });
    expect(await book(700)).toMatchObject({ refusedBy: { key: 'all' } });
    await expectLedgerInvariants(database());
  });

  it('free what a request held and did not cost', async () => {
    const ledger = open();
    const booking = (await book(1_000)) as Booking;
    expect(await book(1)).toHaveProperty('refusedBy');
    await ledger.settle(booking, answered(0, 400));
    expect(await book(1_000)).toMatchObject({ grantedPicoUsd: 600n * COMPLETION_PICO });
  });

  it('hold for each scope alone: the person, the group, the provider', async () => {
    await open().settle((await book(1_000, [user(7)])) as Booking, answered(0, 1_000));
    expect(await book(1, [user(7)])).toMatchObject({ refusedBy: { kind: 'user' } });
    expect(await book(1, [user(8)], { userId: 8n })).toHaveProperty('grantedPicoUsd');
    const inGroup = { chatId: -100n, userId: 9n };
    await open().settle((await book(1_000, [group], inGroup)) as Booking, answered(0, 1_000));
    expect(await book(1, [group], { ...inGroup, userId: 10n })).toMatchObject({
      refusedBy: { kind: 'group' },
    });
    expect(await book(1, [provider])).toMatchObject({ refusedBy: { kind: 'provider' } });
    expect(await book(1, [{ ...provider, id: 'cohere', key: 'provider/cohere' }])).toHaveProperty(
      'grantedPicoUsd',
    );
  });

  it('of a group go on under the id that it gets, with what runs under the old one', async () => {
    const to: MoneyScope = { ...group, key: 'group/-200', id: '-200' };
    await open().settle((await book(300, [group], { chatId: -100n })) as Booking, answered(0, 300));
    const running = (await book(200, [group], { chatId: -100n })) as Booking;
    await createChatStore(database()).migrate(-100n, -200n);
    await createChatStore(database()).migrate(-100n, -200n);
    const first = (await book(1_000, [to], { chatId: -200n })) as Booking;
    expect(first).toMatchObject({ grantedPicoUsd: 500n * COMPLETION_PICO });
    await open().settle(first, answered(0, 100));
    await open().settle(running, answered(0, 200));
    expect(await book(1_000, [to], { chatId: -200n })).toMatchObject({
      grantedPicoUsd: 400n * COMPLETION_PICO,
    });
    expect(await book(1, [group], { chatId: -100n })).toMatchObject({ refusedBy: { kind: 'group' } });
    expect(await book(1_000, [{ ...to, key: 'group/-300', id: '-300' }], { chatId: -300n })).toMatchObject({
      grantedPicoUsd: LIMIT,
    });
  });

  it('are not exceeded by a price that rises while a request runs', async () => {
    let input = 1;
    const prices = testPrices({}, { listedPrice: () => ({ input, output: input }) });
    const at = clock();
    const ledger = openTestLedger(database(), { clock: at, prices });
    const money = { scopes: [all], minimumPicoUsd: 1n, wantedPicoUsd: 1_000_000n * 100n };
    const request = chatRequest({ model: 'some/model', money });
    const running = (await ledger.tryBook(request)) as Booking;
    input = 50;
    await ledger.settle(running, answered(0, 100));
    const later = (await ledger.tryBook(request)) as Booking;
    await ledger.settle(later, answered(0, 2));
    expect(
      (await database().client.aiUsage.findMany({ orderBy: { id: 'asc' } })).map((row) => row.costPicoUsd),
    ).toEqual([100_000_000n, 100_000_000n]);
  });

  it('are exceeded by nobody, however many book at once', async () => {
    const ledgers = ['a', 'b', 'c'].map((name) => open(`host/1/${name}`));
    const results = await Promise.all(
      Array.from({ length: 120 }, async (_, index) => {
        const ledger = ledgers[index % 3];
        const money = claim(50, [user(index % 5), provider, all]);
        const booked = await ledger?.tryBook(chatRequest({ model: MODEL, userId: BigInt(index % 5), money }));
        if (!booked || 'refusedBy' in booked) return 'refused';
        const tokens = Number((booked.grantedPicoUsd ?? 0n) / COMPLETION_PICO);
        await ledger?.settle(booked, index % 7 === 0 ? failed() : answered(0, tokens));
        return 'answered';
      }),
    );
    expect(results).toContain('refused');
    expect(await spent()).toBeLessThanOrEqual(LIMIT);
    await expectLedgerInvariants(database());
  });

  it('are given back by whatever ends a request: an answer, a failure, a crash', async () => {
    const step = fc.record({
      tokens: fc.integer({ min: 1, max: 600 }),
      ends: fc.constantFrom('answer', 'fail', 'crash', 'twice'),
      promptTokens: fc.nat(50),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await database().client.$executeRawUnsafe('DELETE FROM ai_usage_tracking');
        for (const table of [
          'ai_usage_summary',
          'ai_usage_user_summary',
          'ai_usage_user_provider',
          'ai_usage_hour',
        ])
          await database().client.$executeRawUnsafe(`DELETE FROM ${table}`);
        await database().client.$executeRawUnsafe('DELETE FROM ai_usage_latency');
        await database().client.$executeRawUnsafe('DELETE FROM budget_hold');
        const at = clock();
        const ledger = openTestLedger(database(), { clock: at, owner: 'other/1/dead' });
        for (const { tokens, ends, promptTokens } of steps) {
          // The claim has no room for a prompt, of which a crash would leave the estimate.
          const request = chatRequest({ model: MODEL, money: claim(tokens), estimatedPromptTokens: 0 });
          const booked = await ledger.tryBook(request);
          if ('refusedBy' in booked || ends === 'crash') continue;
          const room = (booked.grantedPicoUsd ?? 0n) - BigInt(promptTokens) * PROMPT_PICO;
          const completion = Number((room > 0n ? room : 0n) / COMPLETION_PICO);
          const outcome = ends === 'fail' ? failed() : answered(room > 0n ? promptTokens : 0, completion);
          await ledger.settle(booked, outcome);
          if (ends === 'twice') await ledger.settle(booked, outcome);
        }
        at.advance(3_600_000);
        await openTestLedger(database(), { clock: at, owner: 'host/1/next' }).recover();
        await expectLedgerInvariants(database());
        expect(await database().client.budgetHold.count()).toBe(0);
        expect(await spent()).toBeLessThanOrEqual(LIMIT);
      }),
      { numRuns: 12 },
    );
  });
});
