import * as fc from 'fast-check';
import { createPrivacyStore } from '../../../src/database/people/privacy-store.ts';
import { createRepriceStore } from '../../../src/database/ledger/reprice-store.ts';
import { createRetentionStore } from '../../../src/database/ledger/retention-store.ts';
import { cleanUp } from '../../../src/usage/maintenance/clean-up.ts';
import { createForgetting } from '../../../src/usage/maintenance/forget-person.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { reprice } from '../../../src/usage/maintenance/reprice.ts';
import type { Booking, Outcome } from '../../../src/usage/ledger/booking.ts';
import {
  expectLedgerInvariants,
  keepRemovedRows,
  readReservedTokens,
} from '../../support/database/ledger-invariants.ts';
import { emptyDatabase, shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import {
  answered,
  chatRequest,
  failed,
  openTestLedger,
  testPrices,
  wholeClaim,
} from '../../support/database/test-ledger.ts';

const RUNS = { sqlite: 40, postgresql: 12 };
const DAY_MS = 86_400_000;

/** One step of a history: several of a group happen at the same moment. */
type Step =
  | { type: 'book'; person: number; model: string; budget: boolean }
  | { type: 'settle'; which: number; outcome: Outcome }
  | { type: 'reprice'; input: number; apply: boolean }
  | { type: 'cleanup'; days: number }
  | { type: 'forget'; person: number }
  | { type: 'wait'; days: number };

const tokens = fc.nat(400);
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.tuple(tokens, tokens).map(([prompt, completion]) => answered(prompt, completion)),
  fc.constantFrom(failed(), failed('blocked', 'refused')),
  fc.nat(90).map((audioSeconds) => answered(0, 0, { usage: null, audioSeconds })),
  fc.string({ maxLength: 40 }).map((receivedText) => failed('unavailable', 'truncated', { receivedText })),
);
const person = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('book'),
      person,
      model: fc.constantFrom('openai/gpt-oss-120b', 'nobody-knows', 'whisper-large-v3'),
      budget: fc.boolean(),
    }),
  },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('settle'), which: fc.nat(40), outcome }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('reprice'), input: fc.nat(3), apply: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('cleanup'), days: fc.integer({ min: 1, max: 10 }) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('forget'), person }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('wait'), days: fc.nat(8) }) },
);
const history = fc.array(fc.array(step, { minLength: 1, maxLength: 10 }), { maxLength: 8 });

describeOnEachEngine('any life of the ledger', (engine) => {
  const database = shareTestDatabase(engine);
  let removed: string;
  let clock: SteppingClock;
  let ledger: Ledger;
  let bookings: Booking[];

  beforeAll(async () => {
    removed = await keepRemovedRows(database());
  });

  async function begin(): Promise<void> {
    await emptyDatabase(database());
    await database().client.$executeRawUnsafe(`DELETE FROM ${removed}`);
    clock = new SteppingClock('2026-11-01T12:00:00Z');
    ledger = openTestLedger(database(), { clock });
    bookings = [];
  }

  async function play(one: Step): Promise<unknown> {
    switch (one.type) {
      case 'book': {
        const userId = one.person === 0 ? null : BigInt(one.person);
        const budget = one.budget ? wholeClaim(300, 2_000) : null;
        const booking = await ledger.book(chatRequest({ userId, model: one.model, budget }));
        return booking && bookings.push(booking);
      }
      case 'settle': {
        const booking = bookings[one.which % Math.max(1, bookings.length)];
        return booking && ledger.settle(booking, one.outcome);
      }
      case 'reprice':
        return repriceAll(one.input, one.apply);
      case 'cleanup':
        return clean(one.days);
      case 'forget':
        return forget(BigInt(one.person));
      case 'wait':
        // The wall clock alone: a batch under way would seem to have taken days.
        return clock.set(new Date(clock.now().getTime() + one.days * DAY_MS).toISOString());
      default:
        return one satisfies never;
    }
  }

  async function repriceAll(input: number, apply = true) {
    const prices = testPrices({
      'groq/openai/gpt-oss-120b': { input, output: 2 * input, reasoning: 1 },
      ...(input === 2 ? {} : { 'groq/whisper-large-v3': { audioHour: input } }),
    });
    const shared = { since: '2026-11-01', timeZone: 'UTC', clock };
    return reprice({ store: createRepriceStore(database()), prices, apply, ...shared });
  }

  const clean = (retentionDays: number) =>
    cleanUp({
      store: createRetentionStore(database(), clock),
      retentionDays,
      keptTurns: 40,
      timeZone: 'UTC',
      clock,
    });

  async function forget(userId: bigint): Promise<void> {
    await createForgetting({ store: createPrivacyStore(database()), timeZone: 'UTC', clock })(userId);
    // The person's totals went with those of the rows that retention had deleted before.
    const sql = `UPDATE ${removed} SET user_id = NULL WHERE user_id = ${userId}`;
    await database().client.$executeRawUnsafe(sql);
  }

  it('leaves rows, deleted rows, totals and reservations that agree', async () => {
    const property = fc.asyncProperty(history, async (groups) => {
      await begin();
      for (const group of groups) await Promise.all(group.map(play));
      await expectLedgerInvariants(database(), removed);
      for (const booking of bookings) await ledger.settle(booking, answered(1, 1));
      await repriceAll(1);
      const again = await repriceAll(1);
      expect(again.models.filter(({ changed }) => changed > 0)).toEqual([]);
      expect(again.deleted).toBe(await countRemoved());
      await expectLedgerInvariants(database(), removed);
      expect(await readReservedTokens(database())).toBe(0);
    });
    await fc.assert(property, { numRuns: RUNS[engine], seed: 20_261_122 });
  }, 600_000);

  async function countRemoved(): Promise<number> {
    const [row] = await database().client.$queryRawUnsafe<{ count: number | bigint }[]>(
      `SELECT COUNT(*) AS count FROM ${removed}`,
    );
    return Number(row?.count);
  }
});
