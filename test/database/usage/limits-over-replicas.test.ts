import { createSettingStore } from '../../../src/database/admin/setting-store.ts';
import { createUserBudgetStore } from '../../../src/database/admin/user-budget-store.ts';
import { createJointReader } from '../../../src/database/engine/read-together.ts';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import { openMoneyBudgets } from '../../../src/app/services/read-month-budgets.ts';
import { createBudgets } from '../../../src/usage/budgets/budgets.ts';
import { openRuntimeSettings, type SettingKey } from '../../../src/usage/settings/runtime-settings.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { chatRequest, openTestLedger } from '../../support/database/test-ledger.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';

const NOW = new Date('2026-11-21T20:00:00Z');
const CENT = usdToPico('0.01');
const BOUNDS = { minimumPicoUsd: 1n, wantedPicoUsd: CENT };

describeOnEachEngine('a limit that an admin changes on one replica', (engine) => {
  const database = shareTestDatabase(engine);

  /** A replica of a bot whose environment sets this limit for everybody's month. */
  async function openReplica(monthly = usdToPico('1')) {
    const reader = createJointReader(database());
    const settings = await openRuntimeSettings({
      store: createSettingStore(database(), reader),
      defaults: { reportCron: null, alertPercent: 90, dailyTokens: 0, reportLocale: 'en' },
      isCron: () => true,
    });
    const limits = { userDaily: 0n, groupDaily: 0n, monthly, providerMonthly: new Map() };
    const money = openMoneyBudgets(settings, { money: limits, timeZone: 'UTC', adminIds: [900] });
    const budgets = createBudgets({
      store: createUserBudgetStore(database(), reader),
      adminIds: [900],
      get defaultTokens() {
        return settings.dailyTokens;
      },
      catchUp: () => settings.catchUp(),
      timeZone: 'UTC',
      clock: { now: () => NOW },
    });
    const ledger = openTestLedger(database(), { clock: new SteppingClock(NOW.toISOString()) });
    const change = (key: SettingKey, value: string | null) =>
      settings.change({ key, value, seen: settings.stored(key), by: 900n, at: NOW });
    const claim = () => money.claim({ userId: 7n, chatId: 7n, provider: 'groq' }, () => BOUNDS, NOW);
    return {
      settings,
      change,
      claim,
      limitFor: (userId: bigint) => budgets.limitFor(userId, NOW),
      book: (made = claim()) => ledger.tryBook(chatRequest({ money: made })),
    };
  }

  it.each([
    ['lowered', '0.004', { grantedPicoUsd: (CENT / 10n) * 4n }],
    ['lowered to less than was spent', '0.000000000001', { grantedPicoUsd: 1n }],
    ['lifted', '0', { grantedPicoUsd: CENT }],
  ])('holds for a claim that another one made before it was %s', async (_, value, result) => {
    const [one, other] = [await openReplica(), await openReplica()];
    const claim = other.claim();
    await one.change('usd/all', value);
    expect(await other.book(claim)).toMatchObject(result);
  });

  it('holds for a claim that another one made before it was raised for the month', async () => {
    const [one, other] = [await openReplica(1n), await openReplica(1n)];
    const claim = { ...other.claim()!, minimumPicoUsd: CENT };
    expect(await other.book(claim)).toHaveProperty('refusedBy.limitPicoUsd', 1n);
    await one.change('usd_raise/all/2026-11-01', '0.01');
    expect(await other.book(claim)).toMatchObject({ grantedPicoUsd: CENT });
  });

  it.each([7n, 900n])('is known to another one that asks for %s, where none was before', async (userId) => {
    const [one, other] = [await openReplica(0n), await openReplica(0n)];
    await other.limitFor(userId);
    expect(other.claim()).toBeNull();
    await one.change('usd/all', '0.004');
    await one.change('default_budget', '50');
    expect(await other.limitFor(userId)).toBe(userId === 7n ? 50 : 0);
    expect(other.claim()).toMatchObject({ scopes: [{ key: 'all', limitPicoUsd: usdToPico('0.004') }] });
  });

  it('is a usual one again when it is removed and another one set, at the same moment', async () => {
    const [one, other] = [await openReplica(), await openReplica()];
    await one.change('usd/user/7', '1');
    await other.limitFor(7n);
    await one.change('usd/user/7', null);
    await one.change('usd/user/8', '1');
    await other.limitFor(7n);
    expect(other.claim()?.scopes.map(({ key }) => key)).toEqual(['all']);
  });
});
