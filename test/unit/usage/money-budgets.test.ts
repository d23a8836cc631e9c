import * as fc from 'fast-check';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import { createMoneyBudgets, type MoneyLimits } from '../../../src/usage/budgets/money-budgets.ts';
import { outputWithin, worstCost } from '../../../src/usage/budgets/worst-cost.ts';
import { testPrices } from '../../support/database/test-ledger.ts';

const NOW = new Date('2026-11-30T21:00:00Z');
const ADMIN = 1;
const NONE: MoneyLimits = { userDaily: 0n, groupDaily: 0n, monthly: 0n, providerMonthly: new Map() };
const BOUNDS = () => ({ minimumPicoUsd: 1n, wantedPicoUsd: 2n });

function open(limits: Partial<MoneyLimits>, own: Record<string, bigint> = {}, timeZone = 'UTC') {
  return createMoneyBudgets({
    limits: { ...NONE, ...limits },
    ownLimit: (key) => own[key] ?? null,
    raise: (key, date) => own[`raise ${key} ${date}`] ?? 0n,
    adminIds: [ADMIN],
    timeZone,
  });
}

const request = (userId: number, chatId = userId) => ({
  userId: BigInt(userId),
  chatId: BigInt(chatId),
  provider: 'groq',
});
const keys = (budgets: ReturnType<typeof open>, userId: number, chatId?: number) =>
  budgets.claim(request(userId, chatId), BOUNDS, NOW)?.scopes.map(({ key, date }) => `${key} ${date}`) ??
  null;

describe('budgets in money', () => {
  it('are none where nothing is limited', () => {
    expect(keys(open({}), 7)).toBeNull();
  });

  it('are those of the person, the group, the provider and all', () => {
    const budgets = open({
      userDaily: 5n,
      groupDaily: 6n,
      monthly: 7n,
      providerMonthly: new Map([
        ['groq', 8n],
        ['cohere', 9n],
      ]),
    });
    expect(keys(budgets, 7, -100)).toEqual([
      'user/7 2026-11-30',
      'group/-100 2026-11-30',
      'provider/groq 2026-11-01',
      'all 2026-11-01',
    ]);
    expect(keys(budgets, 7)).toEqual(['user/7 2026-11-30', 'provider/groq 2026-11-01', 'all 2026-11-01']);
  });

  it('of a day do not hold for admins; those of a month do', () => {
    const budgets = open({ userDaily: 5n, groupDaily: 6n, monthly: 7n });
    expect(keys(budgets, ADMIN, -100)).toEqual(['all 2026-11-01']);
  });

  it('charge whoever pays as a group once', () => {
    expect(keys(open({ userDaily: 5n, groupDaily: 6n }), -100, -100)).toEqual(['group/-100 2026-11-30']);
  });

  it('begin and end by the days of the time zone', () => {
    const claim = open({ userDaily: 5n, monthly: 7n }, {}, 'Asia/Tehran').claim(request(7), BOUNDS, NOW);
    expect(claim?.scopes).toMatchObject([
      { date: '2026-12-01', until: '2026-12-02' },
      { date: '2026-12-01', until: '2027-01-01' },
    ]);
  });

  it('are what an admin set instead, and more where they raised them', () => {
    const budgets = open(
      { userDaily: 5n, monthly: 7n },
      { 'user/7': 0n, all: 20n, 'raise all 2026-11-01': 3n },
    );
    expect(budgets.claim(request(7), BOUNDS, NOW)?.scopes).toMatchObject([{ key: 'all', limitPicoUsd: 23n }]);
    expect(budgets.day(7n, NOW)).toBeNull();
    expect(budgets.day(8n, NOW)).toMatchObject({ limitPicoUsd: 5n });
  });
});

describe('the most that a call can cost', () => {
  const prices = testPrices({ 'groq/m': { input: 1, output: 2, reasoning: 5 } });
  const call = { provider: 'groq', model: 'm', promptTokens: 1_000, audioSeconds: null, at: NOW } as const;

  it('takes all of the answer for the dearer kind', () => {
    expect(worstCost(prices, { ...call, completionTokens: 1_000 })).toBe(usdToPico('0.006'));
  });

  it('leaves as many tokens of answer as are certain to fit', () => {
    fc.assert(
      fc.property(fc.nat(20_000_000_000), fc.integer({ min: 1, max: 100_000 }), (room, most) => {
        const tokens = outputWithin(prices, call, most, BigInt(room));
        const cost = (completionTokens: number) => worstCost(prices, { ...call, completionTokens });
        if (tokens > 0) expect(cost(tokens)).toBeLessThanOrEqual(BigInt(room));
        if (tokens < most) expect(cost(tokens + 1)).toBeGreaterThan(BigInt(room));
      }),
    );
  });
});
