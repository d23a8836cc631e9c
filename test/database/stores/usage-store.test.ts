import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { sumTotals } from '../../../src/usage/reading/usage-totals.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import {
  answered,
  chatRequest,
  failed,
  openTestLedger,
  requestsLeft,
} from '../../support/database/test-ledger.ts';

/** The columns that the contract promises to whoever reads the table. */
const CONTRACT_COLUMNS = [
  'id', 'provider', 'model', 'action_type', 'status', 'user_id', 'chat_id', 'prompt_tokens', 'completion_tokens',
  'total_tokens', 'cached_tokens', 'reasoning_tokens', 'rate_limit_info', 'remaining_requests', 'remaining_tokens',
  'cost_estimate', 'cost_source', 'latency_ms', 'created_at', 'date',
]; // prettier-ignore

describeOnEachEngine('what the database tells', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;
  let ledger: Ledger;

  beforeEach(() => {
    clock = new SteppingClock('2026-11-21T12:00:00.000Z');
    ledger = openTestLedger(database(), { clock });
  });

  async function send(
    request: Parameters<typeof chatRequest>[0],
    outcome = answered(100, 20),
  ): Promise<void> {
    const booking = await ledger.book(chatRequest(request));
    if (booking) await ledger.settle(booking, outcome);
  }

  async function threeDays(): Promise<void> {
    for (const day of ['2026-11-19', '2026-11-20', '2026-11-21']) {
      clock.set(`${day}T10:00:00Z`);
      await send({});
      await send({ userId: 8n, provider: 'cohere', model: 'command-a-03-2025' });
      await send({}, failed('timeout', 'timeout'));
    }
  }

  it('has the columns of the contract', async () => {
    await send({});
    const [row] = await database().client.$queryRawUnsafe<object[]>('SELECT * FROM ai_usage_tracking');
    expect(Object.keys(row ?? {})).toEqual(expect.arrayContaining(CONTRACT_COLUMNS));
  });

  it('keeps days as days and money as dollars in the table that people read', async () => {
    await send({});
    const { dialect, client } = database();
    const [row] = await client.$queryRawUnsafe<object[]>(
      `SELECT ${dialect.dayText('date')} AS day, CAST(ROUND(cost_estimate * 1000000) AS integer) AS micro ` +
        `FROM ai_usage_tracking WHERE date = ${dialect.day(1)}`,
      '2026-11-21',
    );
    // 100 tokens at $0.15 and 20 at $0.60 a million.
    expect(row).toMatchObject({ day: '2026-11-21' });
    expect(Number((row as { micro: number | bigint }).micro)).toBe(27);
  });

  it('shows each day and provider in daily_ai_usage', async () => {
    await threeDays();
    const { dialect, client } = database();
    const rows = await client.$queryRawUnsafe<Record<string, unknown>[]>(
      `SELECT ${dialect.dayText('date')} AS day, v.* FROM daily_ai_usage v ` +
        `WHERE date = ${dialect.day(1)} ORDER BY provider`,
      '2026-11-20',
    );
    expect(rows.map(toNumbers)).toMatchObject([
      { day: '2026-11-20', provider: 'cohere', total_requests: 1, failed_requests: 0, total_tokens: 120 },
      { provider: 'groq', total_requests: 2, failed_requests: 1, prompt_tokens: 100, completion_tokens: 20 },
    ]);
    expect(toNumbers(rows[1])['cost_estimate']).toBeCloseTo(0.000027, 12);
  });

  it('shows each provider in provider_ai_stats', async () => {
    await threeDays();
    const rows = await database().client.$queryRawUnsafe<object[]>(
      'SELECT * FROM provider_ai_stats ORDER BY provider',
    );
    expect(rows.map(toNumbers)).toMatchObject([
      { provider: 'cohere', total_requests: 3, failed_requests: 0, total_tokens: 360, average_tokens: 120 },
      { provider: 'groq', total_requests: 6, failed_requests: 3, total_tokens: 360, average_tokens: 60 },
    ]);
  });

  it('sums a period, both ends included', async () => {
    await threeDays();
    const store = createUsageStore(database());
    const rows = await store.totals('2026-11-20', '2026-11-21');
    expect(rows.map((row) => `${row.provider} ${row.status} ${row.requests}`).toSorted()).toEqual([
      'cohere ok 2',
      'groq ok 2',
      'groq timeout 2',
    ]);
    expect(rows.map(({ lastUsedAt }) => lastUsedAt)).toEqual(
      rows.map(() => new Date('2026-11-21T10:00:00Z')),
    );
    const days = await store.days('2026-11-20', '2026-11-21');
    expect(days.map((day) => `${day.date} ${day.provider} ${day.requests} ${day.totalTokens}`)).toEqual([
      '2026-11-20 cohere 1 120',
      '2026-11-20 groq 2 120',
      '2026-11-21 cohere 1 120',
      '2026-11-21 groq 2 120',
    ]);
  });

  it('sums one person’s days, failures and flat-rate costs apart', async () => {
    await threeDays();
    await send({ model: 'nobody-knows' });
    const store = createUsageStore(database());
    const sums = sumTotals(await store.totalsOfUser(7n, '2026-11-21', '2026-11-21'));
    expect(sums).toMatchObject({ requests: 3, failed: 1, totalTokens: 240, costPicoUsd: 99_000_000n });
    expect(sums.flatCostPicoUsd).toBe(72_000_000n);
    expect(await store.daysOfUser(7n, '2026-11-20', '2026-11-21')).toMatchObject([
      { date: '2026-11-20', provider: 'groq', requests: 2, totalTokens: 120 },
      { date: '2026-11-21', provider: 'groq', requests: 3, totalTokens: 240 },
    ]);
    expect(await store.totalsOfUser(9n, '2026-11-21', '2026-11-21')).toEqual([]);
  });

  it('counts requests since an instant: pending ones by the row, settled ones by the hour', async () => {
    clock.set('2026-11-21T08:59:59.999Z');
    await send({});
    clock.set('2026-11-21T09:00:00.000Z');
    await send({});
    await ledger.book(chatRequest());
    const store = createUsageStore(database());
    const since = new Date('2026-11-21T09:00:00Z');
    expect(await store.countRows(since)).toMatchObject([{ provider: 'groq', requests: 2 }]);
    expect(await store.countByHour(since)).toMatchObject([{ provider: 'groq', requests: 1 }]);
    expect(await store.countRows(new Date('2026-11-21T09:00:00.001Z'))).toEqual([]);
  });

  it('keeps the newest reading of a quota, whatever order they arrive in', async () => {
    const [older, newer] = await Promise.all([ledger.book(chatRequest()), ledger.book(chatRequest())]);
    if (!older || !newer) throw new Error('a booking was refused');
    await ledger.settle(newer, answered(1, 1, { rateLimits: requestsLeft(500) }));
    clock.advance(-5_000);
    await ledger.settle(older, answered(1, 1, { rateLimits: requestsLeft(600) }));
    const store = createUsageStore(database());
    expect(await store.quotaReadings()).toMatchObject([
      {
        unit: 'requests',
        window: 'day',
        limit: 1000,
        remaining: 500,
        observedAt: new Date('2026-11-21T12:00:00Z'),
      },
    ]);
    clock.advance(6_000);
    await send({}, answered(1, 1, { rateLimits: requestsLeft(400) }));
    expect(await store.quotaReadings()).toMatchObject([{ remaining: 400 }]);
  });

  it('keeps the newest of two readings that are written together', async () => {
    const bookings = await Promise.all([ledger.book(chatRequest()), ledger.book(chatRequest())]);
    const settling = bookings.map((booking, index) => {
      if (!booking) throw new Error('a booking was refused');
      const done = ledger.settle(booking, answered(1, 1, { rateLimits: requestsLeft(500 + index) }));
      clock.advance(-5_000);
      return done;
    });
    await Promise.all(settling);
    expect(await createUsageStore(database()).quotaReadings()).toMatchObject([{ remaining: 500 }]);
  });

  it('remembers how the last request to each provider ended', async () => {
    await send({}, failed('rate_limited', 'rate_limit', { retryAfterMs: 30_000 }));
    expect(await createUsageStore(database()).outcomes()).toMatchObject([
      {
        provider: 'groq',
        status: 'rate_limited',
        reason: 'rate_limit',
        retryAt: new Date('2026-11-21T12:00:30Z'),
      },
    ]);
    clock.advance(1_000);
    await send({});
    expect(await createUsageStore(database()).outcomes()).toMatchObject([
      { provider: 'groq', status: 'ok', reason: null, retryAt: null },
    ]);
  });
});

// The engines return sums as different kinds of numbers.
function toNumbers(row: object | undefined): Record<string, unknown> {
  const entries = Object.entries(row ?? {}).map(([name, value]): [string, unknown] => {
    const isNumber =
      typeof value === 'bigint' || (typeof value === 'object' && value !== null && 'toFixed' in value);
    return [name, isNumber ? Number(value) : value];
  });
  return Object.fromEntries(entries);
}
