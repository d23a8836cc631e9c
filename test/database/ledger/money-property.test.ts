import * as fc from 'fast-check';
import { createSettingStore } from '../../../src/database/admin/setting-store.ts';
import { createRepriceStore } from '../../../src/database/ledger/reprice-store.ts';
import { readMoneySpent } from '../../../src/database/ledger/money-store.ts';
import { createPrivacyStore } from '../../../src/database/people/privacy-store.ts';
import type { MoneyScope } from '../../../src/database/totals/ledger-rows.ts';
import { picoToDecimal } from '../../../src/foundation/money/money.ts';
import { createPseudonyms } from '../../../src/foundation/pseudonym.ts';
import { readBudgetStates, openMoneyBudgets } from '../../../src/app/services/read-month-budgets.ts';
import { openRuntimeSettings, type RuntimeSettings } from '../../../src/usage/settings/runtime-settings.ts';
import { worstCost } from '../../../src/usage/budgets/worst-cost.ts';
import { createForgetting } from '../../../src/usage/maintenance/forget-person.ts';
import { reprice } from '../../../src/usage/maintenance/reprice.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import type { Booking } from '../../../src/usage/ledger/booking.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { emptyDatabase, shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import {
  answered,
  chatRequest,
  failed,
  openTestLedger,
  testPrices,
} from '../../support/database/test-ledger.ts';

const RUNS = { sqlite: 30, postgresql: 12 };
const MODEL = 'openai/gpt-oss-120b';
const GROUP = -100n;
const PROMPT = 40;
const MOST_OUTPUT = 600;
const pseudonymOf = createPseudonyms('secret');
const prices = testPrices();
/** Of a token of answer. */
const TOKEN = 600_000n;

/** One step of a history. Several of a group happen at the same moment, over two replicas. */
type Step =
  | { type: 'book'; person: number; inGroup: boolean; replica: number }
  | { type: 'settle'; which: number; share: number; twice: boolean; replica: number }
  | { type: 'fail'; which: number; text: string }
  | { type: 'crash' }
  | { type: 'forget'; person: number }
  | { type: 'cheaper'; tenths: number }
  | { type: 'dearer' }
  | { type: 'limit'; key: string; tokens: number | null }
  | { type: 'raise'; key: string; tokens: number };

const keys = ['all', 'provider/groq', 'user/1', 'user/2', `group/${GROUP}`];
const person = fc.integer({ min: 1, max: 2 });
const which = fc.nat(20);
const replica = fc.nat(1);
const record = <Type extends string, Rest extends object>(
  type: Type,
  rest: { [Name in keyof Rest]: fc.Arbitrary<Rest[Name]> },
) => fc.record({ type: fc.constant(type), ...rest }) as unknown as fc.Arbitrary<{ type: Type } & Rest>;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: record('book', { person, inGroup: fc.boolean(), replica }) },
  { weight: 6, arbitrary: record('settle', { which, share: fc.nat(100), twice: fc.boolean(), replica }) },
  { weight: 2, arbitrary: record('fail', { which, text: fc.constantFrom('', 'Some words.') }) },
  { weight: 1, arbitrary: record('crash', {}) },
  { weight: 2, arbitrary: record('forget', { person }) },
  { weight: 1, arbitrary: record('cheaper', { tenths: fc.integer({ min: 1, max: 10 }) }) },
  { weight: 1, arbitrary: record('dearer', {}) },
  {
    weight: 3,
    arbitrary: record('limit', {
      key: fc.constantFrom(...keys),
      tokens: fc.option<number>(fc.integer({ min: 1, max: 3_000 }), { nil: null }),
    }),
  },
  { weight: 1, arbitrary: record('raise', { key: fc.constantFrom(...keys), tokens: fc.nat(1_000) }) },
);
const history = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { maxLength: 8 });

describeOnEachEngine('any life of budgets in money', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;
  let replicas: { ledger: Ledger; settings: RuntimeSettings }[];
  let bookings: Booking[];
  let lives: number;
  let cheapest: number;

  const limits = {
    userDaily: 1_500n * TOKEN,
    groupDaily: 1_200n * TOKEN,
    monthly: 4_000n * TOKEN,
    providerMonthly: new Map([['groq', 3_000n * TOKEN]]),
  };
  const moneyOf = (settings: RuntimeSettings) =>
    openMoneyBudgets(settings, { money: limits, timeZone: 'UTC' });

  async function openReplica() {
    const settings = await openRuntimeSettings({
      store: createSettingStore(database()),
      defaults: { reportCron: null, alertPercent: 90, dailyTokens: 0, reportLocale: 'en' },
      isCron: () => true,
    });
    const ledger = openTestLedger(database(), { clock, owner: `other/1/${lives++}`, pseudonymOf });
    return { settings, ledger };
  }

  async function begin(): Promise<void> {
    await emptyDatabase(database());
    clock = new SteppingClock('2026-11-21T08:00:00Z');
    lives = 0;
    cheapest = 10;
    replicas = [await openReplica(), await openReplica()];
    bookings = [];
  }

  /** Every budget as it is now, whatever the replicas know of it, with what is spent and held of it. */
  async function readUse(): Promise<Map<string, { limit: bigint; use: bigint }>> {
    const { settings } = await openReplica();
    const money = moneyOf(settings);
    const days = [1n, 2n, GROUP].map((id) => money.day(id, clock.now()));
    const scopes = [...money.months(clock.now()), ...days].filter((one): one is MoneyScope => one !== null);
    const spent = await readMoneySpent(database(), pseudonymOf, scopes);
    return new Map(
      scopes.map(({ key, limitPicoUsd: limit }, index) => [key, { limit, use: spent[index] ?? 0n }]),
    );
  }

  async function book({ person: id, inGroup, replica: at }: Extract<Step, { type: 'book' }>): Promise<void> {
    const { ledger, settings } = replicas[at]!;
    const [userId, chatId] = [BigInt(id), inGroup ? GROUP : BigInt(id)];
    const call = { provider: 'groq' as const, model: MODEL, audioSeconds: null, at: clock.now() };
    const costOf = (completionTokens: number) =>
      worstCost(prices, { ...call, promptTokens: PROMPT, completionTokens });
    const bounds = () => ({ minimumPicoUsd: costOf(1), wantedPicoUsd: costOf(MOST_OUTPUT) });
    const money = moneyOf(settings).claim({ userId, chatId, provider: 'groq' }, bounds, clock.now());
    const booked = await ledger.tryBook(
      chatRequest({ model: MODEL, userId, chatId, estimatedPromptTokens: PROMPT, budget: null, money }),
    );
    if (!('refusedBy' in booked)) bookings.push(booked);
  }

  async function play(one: Step): Promise<unknown> {
    switch (one.type) {
      case 'book':
        return book(one);
      case 'settle': {
        const booking = bookings[one.which % Math.max(1, bookings.length)];
        if (!booking) return null;
        const room = (booking.grantedPicoUsd ?? 0n) - (BigInt(PROMPT) * TOKEN) / 4n;
        const outcome = answered(PROMPT, Number((room * BigInt(one.share)) / (100n * TOKEN)));
        await replicas[one.replica]!.ledger.settle(booking, outcome);
        return one.twice && replicas[1 - one.replica]!.ledger.settle(booking, outcome);
      }
      case 'fail': {
        const booking = bookings[one.which % Math.max(1, bookings.length)];
        const outcome = failed('unavailable', 'truncated', { receivedText: one.text });
        return booking && replicas[0]!.ledger.settle(booking, outcome);
      }
      case 'forget': {
        const store = createPrivacyStore(database(), pseudonymOf);
        return createForgetting({ store, timeZone: 'UTC', clock })(BigInt(one.person));
      }
      case 'cheaper':
        // What was made cheaper once becomes dearer only between two groups.
        return repriceAll((cheapest = Math.min(cheapest, one.tenths)));
      case 'crash':
      case 'dearer':
      case 'limit':
      case 'raise':
        // Played before.
        return null;
      default:
        return one satisfies never;
    }
  }

  /** What happens between groups: nobody could say which limit held within one. */
  async function playAlone(one: Step): Promise<void> {
    if (one.type === 'crash') {
      clock.advance(200_000);
      replicas = [await openReplica(), await openReplica()];
      await replicas[0]!.ledger.recover();
    }
    if (one.type === 'dearer') await repriceAll((cheapest = 10));
    if (one.type !== 'limit' && one.type !== 'raise') return;
    const { settings } = await openReplica();
    const key = one.type === 'limit' ? (`usd/${one.key}` as const) : raiseOf(one.key);
    const value = one.tokens === null ? null : picoToDecimal(BigInt(one.tokens) * TOKEN);
    await settings.change({ key, value, seen: settings.stored(key), by: 9n, at: clock.now() });
  }

  const raiseOf = (key: string) =>
    `usd_raise/${key}/${/^(?:user|group)/.test(key) ? '2026-11-21' : '2026-11-01'}` as const;

  async function repriceAll(tenths: number): Promise<void> {
    const cheaper = testPrices({
      [`groq/${MODEL}`]: { input: 0.015 * tenths, output: 0.06 * tenths },
    });
    const shared = { since: '2026-11-01', timeZone: 'UTC', clock };
    await reprice({ store: createRepriceStore(database()), prices: cheaper, apply: true, ...shared });
  }

  it('exceeds no limit that holds, and leaves nothing reserved', async () => {
    const property = fc.asyncProperty(history, async (groups) => {
      await begin();
      let before = await readUse();
      for (const group of groups) {
        for (const one of group) await playAlone(one);
        const recovered = await readUse();
        // A crash costs no more than what was held for it.
        for (const [key, { use }] of group.some(({ type }) => type === 'dearer') ? [] : recovered)
          expect({ key, isMore: use > (before.get(key)?.use ?? use) }).toEqual({ key, isMore: false });
        await Promise.all(group.map(play));
        const after = await readUse();
        for (const [key, { limit, use }] of after) {
          const was = recovered.get(key)?.use ?? 0n;
          // Only what was spent before a limit was lowered may be more than it.
          expect({ key, isExceeded: use > limit && use > was }).toEqual({ key, isExceeded: false });
        }
        before = after;
        await expectLedgerInvariants(database());
      }
      for (const booking of bookings) await replicas[0]!.ledger.settle(booking, failed());
      expect(await database().client.budgetHold.count()).toBe(0);
      const [all] = await readBudgetStates(database(), moneyOf(replicas[0]!.settings).months(clock.now()));
      const rows = await database().client.aiUsage.findMany();
      expect(all?.spentPicoUsd).toBe(rows.reduce((sum, { costPicoUsd }) => sum + (costPicoUsd ?? 0n), 0n));
      await expectLedgerInvariants(database());
    });
    await fc.assert(property, { numRuns: RUNS[engine], seed: 20_261_129, endOnFailure: true });
  }, 600_000);
});
