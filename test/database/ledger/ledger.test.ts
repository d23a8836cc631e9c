import type { Database } from '../../../src/database/engine/database.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import {
  answered,
  chatRequest,
  failed,
  measured,
  openTestLedger,
  requestsLeft,
} from '../../support/database/test-ledger.ts';

/** Telegram's ids have at most 52 bits. */
const LARGEST_USER_ID = 2n ** 52n - 1n;

describeOnEachEngine('the ledger', (engine) => {
  const clock = new SteppingClock('2026-11-21T23:30:00.250Z');
  const shared = shareTestDatabase(engine);
  let database: Database;

  beforeEach(() => {
    database = shared();
  });

  const open = (timeZone = 'UTC') => openTestLedger(database, { clock, timeZone });
  const rows = () => database.client.aiUsage.findMany({ orderBy: { id: 'asc' } });

  async function settled(request = chatRequest(), outcome = answered(100, 20)) {
    const ledger = open();
    const booking = await ledger.book(request);
    if (!booking) throw new Error('the booking was refused');
    await ledger.settle(booking, outcome);
    const [row] = await rows();
    if (!row) throw new Error('there is no row');
    return row;
  }

  it('books a request before it is sent, with its estimate marked as one', async () => {
    await open('Asia/Tehran').book(chatRequest());
    const [row] = await rows();
    expect(row).toMatchObject({
      status: 'pending',
      promptTokens: 40,
      totalTokens: null,
      tokensEstimated: true,
    });
    expect(row?.createdAt).toEqual(clock.now());
    // Half past three in the morning of the next day, in Tehran.
    expect(row?.date.toISOString()).toBe('2026-11-22T00:00:00.000Z');
    expect(await database.client.aiUsageSummary.count()).toBe(0);
  });

  it('keeps what the provider measured, to the token and the pico-dollar', async () => {
    const usage = { promptTokens: 1_000, completionTokens: 200, cachedTokens: 400, reasoningTokens: 150 };
    const row = await settled(chatRequest(), answered(0, 0, { usage, rateLimits: requestsLeft(998) }));
    expect(row).toMatchObject({
      status: 'ok',
      promptTokens: 1_000,
      completionTokens: 200,
      totalTokens: 1_200,
      cachedTokens: 400,
      reasoningTokens: 150,
      remainingRequests: 998n,
      remainingTokens: null,
      costSource: 'catalogue',
      latencyMs: 120,
      rateLimitInfo: { 'x-ratelimit-remaining-requests': '998' },
      tokensEstimated: false,
      leaseOwner: null,
    });
    expect(row.costEstimate?.toFixed(12)).toBe(`0.${String(row.costPicoUsd).padStart(12, '0')}`);
    await expectLedgerInvariants(database);
  });

  it('counts a request once that is settled twice, one after the other or at the same moment', async () => {
    const [first, second] = [open(), open()];
    const booking = await first.book(chatRequest());
    if (!booking) throw new Error('the booking was refused');
    await Promise.all([first.settle(booking, answered(100, 20)), second.settle(booking, failed())]);
    await first.settle(booking, answered(5, 5));
    await Promise.all([first.settle(booking, failed()), first.settle(booking, answered(1, 1))]);
    const totals = await database.client.aiUsageSummary.findMany();
    expect(totals.map(({ requests }) => requests)).toEqual([1]);
    await expectLedgerInvariants(database);
  });

  it('counts once what the same ledger is told twice in one commit, as the first told it', async () => {
    const ledger = open();
    const booking = await ledger.book(chatRequest());
    if (!booking) throw new Error('the booking was refused');
    await Promise.all([ledger.settle(booking, answered(100, 20)), ledger.settle(booking, failed())]);
    expect((await rows()).map(({ status, totalTokens }) => ({ status, totalTokens }))).toEqual([
      { status: 'ok', totalTokens: 120 },
    ]);
    await expectLedgerInvariants(database);
  });

  it('leaves one row for each attempt of a failover', async () => {
    const ledger = open();
    for (const [provider, outcome] of [
      ['groq', failed('rate_limited', 'rate_limit', { retryAfterMs: 30_000 })],
      ['gemini', failed('timeout', 'timeout')],
      ['cohere', answered(10, 5)],
    ] as const) {
      const booking = await ledger.book(chatRequest({ provider, model: 'some-model' }));
      if (booking) await ledger.settle(booking, outcome);
    }
    expect((await rows()).map((row) => `${row.provider} ${row.status}`).toSorted()).toEqual([
      'cohere ok',
      'gemini timeout',
      'groq rate_limited',
    ]);
    await expectLedgerInvariants(database);
  });

  it('keeps what nobody measured as null, and counts the request as unmeasured', async () => {
    const row = await settled(chatRequest(), failed());
    const nothing = { promptTokens: null, completionTokens: null, totalTokens: null, costPicoUsd: null };
    expect(row).toMatchObject({ ...nothing, costEstimate: null, costSource: null, tokensEstimated: false });
    const [totals] = await database.client.aiUsageSummary.findMany();
    expect(totals).toMatchObject({ requests: 1, unmeasured: 1, totalTokens: 0n, costPicoUsd: 0n });
  });

  it('marks as an estimate what arrived without a measurement', async () => {
    const cut = failed('unavailable', 'truncated', { receivedText: 'twelve chars' });
    const row = await settled(chatRequest(), cut);
    expect(row).toMatchObject({
      promptTokens: 40,
      completionTokens: 3,
      totalTokens: 43,
      tokensEstimated: true,
    });
    expect(row.costPicoUsd).toBeGreaterThan(0n);
  });

  it('charges a half measurement for the half that is known', async () => {
    const row = await settled(chatRequest(), answered(0, 0, { usage: measured(900, null) }));
    expect(row).toMatchObject({
      promptTokens: 900,
      completionTokens: null,
      totalTokens: 900,
      tokensEstimated: false,
    });
    await expectLedgerInvariants(database);
  });

  it('books the requests of nobody and of large ids', async () => {
    const ledger = open();
    for (const userId of [null, LARGEST_USER_ID]) {
      const booking = await ledger.book(chatRequest({ userId, chatId: -LARGEST_USER_ID }));
      if (booking) await ledger.settle(booking, answered(1, 1));
    }
    expect(new Set((await rows()).map((row) => row.userId))).toEqual(new Set([null, LARGEST_USER_ID]));
    const ofPeople = await database.client.aiUsageUserSummary.findMany();
    expect(ofPeople.map((row) => row.userId)).toEqual([LARGEST_USER_ID]);
    await expectLedgerInvariants(database);
  });

  it('adds up amounts beyond what a double holds', async () => {
    const ledger = open();
    for (let index = 0; index < 10; index++) {
      const booking = await ledger.book(chatRequest({ provider: 'cohere', model: 'unpriced' }));
      if (booking) await ledger.settle(booking, answered(999_999_999, 1_000_000_000));
    }
    const [totals] = await createUsageStore(database).totals('2026-11-21', '2026-11-21');
    expect(totals).toMatchObject({ totalTokens: 19_999_999_990, costPicoUsd: 19_999_999_990n * 1_500_000n });
    await expectLedgerInvariants(database);
  });
});
