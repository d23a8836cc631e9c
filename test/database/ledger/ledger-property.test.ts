import * as fc from 'fast-check';
import type { Database } from '../../../src/database/engine/database.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import type { Booking, Outcome } from '../../../src/usage/ledger/booking.ts';
import { expectLedgerInvariants, readReservedTokens } from '../../support/database/ledger-invariants.ts';
import { emptyDatabase, shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, failed, openTestLedger } from '../../support/database/test-ledger.ts';

const LIMIT = 2_000;
const RUNS = { sqlite: 60, postgresql: 12 };

/** One step of a history: several of a group happen at the same moment. */
type Step =
  | { type: 'book'; replica: number; person: number; provider: 'groq' | 'cohere'; wanted: number }
  | { type: 'settle'; replica: number; which: number; outcome: Outcome }
  | { type: 'recover'; replica: number }
  | { type: 'crash'; replica: number }
  | { type: 'wait'; ms: number };

const replica = fc.nat(1);
const tokens = fc.nat(400);
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.tuple(tokens, tokens).map(([prompt, completion]) => answered(prompt, completion)),
  fc.constantFrom(failed(), failed('rate_limited', 'rate_limit'), failed('blocked', 'refused')),
  fc.string({ maxLength: 40 }).map((receivedText) => failed('unavailable', 'truncated', { receivedText })),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('book'),
      replica,
      person: fc.nat(2),
      provider: fc.constantFrom('groq', 'cohere'),
      wanted: fc.integer({ min: 1, max: 900 }),
    }),
  },
  // Which booking is drawn from all there ever were, so that replays are frequent.
  { weight: 6, arbitrary: fc.record({ type: fc.constant('settle'), replica, which: fc.nat(30), outcome }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('recover'), replica }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('crash'), replica }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('wait'), ms: fc.constantFrom(50, 70_000, 7_200_000) }),
  },
);
const history = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { maxLength: 8 });

/** Two replicas that book, settle, die and come back under other names. */
class Replicas {
  readonly #database: Database;
  readonly #clock = new SteppingClock('2026-11-21T20:00:00Z');
  readonly #bookings: Booking[] = [];
  readonly #ledgers: Ledger[] = [];
  #started = 0;

  constructor(database: Database) {
    this.#database = database;
    for (const index of [0, 1]) this.#start(index);
  }

  async play(one: Step): Promise<unknown> {
    switch (one.type) {
      case 'book':
        return this.#book(one);
      case 'settle':
        return this.#settle(one);
      case 'recover':
        return this.#ledgers[one.replica]?.recover();
      case 'crash':
        return this.#start(one.replica);
      case 'wait':
        return this.#clock.advance(one.ms);
      default:
        return one satisfies never;
    }
  }

  /** Settles all that is left, as the next start of some replica does. */
  async finish(): Promise<void> {
    this.#clock.advance(3_600_000);
    this.#start(0);
    await this.#ledgers[0]?.recover();
  }

  #start(index: number): void {
    this.#started += 1;
    const owner = `replica-${index}/1/${this.#started}`;
    this.#ledgers[index] = openTestLedger(this.#database, { clock: this.#clock, owner });
  }

  async #book({ replica, person, provider, wanted }: Extract<Step, { type: 'book' }>): Promise<void> {
    const budget = { limitTokens: LIMIT, minimumTokens: Math.ceil(wanted / 2), wantedTokens: wanted };
    const userId = person === 0 ? null : BigInt(person);
    const chatId = person % 2 === 0 ? -100n : 70n;
    const booking = await this.#ledgers[replica]?.book(chatRequest({ provider, userId, chatId, budget }));
    if (booking) this.#bookings.push(booking);
  }

  async #settle({ replica, which, outcome }: Extract<Step, { type: 'settle' }>): Promise<void> {
    const booking = this.#bookings[which % Math.max(1, this.#bookings.length)];
    if (booking) await this.#ledgers[replica]?.settle(booking, outcome);
  }
}

describeOnEachEngine('any history of the ledger', (engine) => {
  const database = shareTestDatabase(engine);

  it('leaves rows, totals and reservations that agree', async () => {
    const property = fc.asyncProperty(history, async (groups) => {
      await emptyDatabase(database());
      const replicas = new Replicas(database());
      for (const group of groups) await Promise.all(group.map((one) => replicas.play(one)));
      await expectLedgerInvariants(database());
      await replicas.finish();
      await expectLedgerInvariants(database());
      expect(await readReservedTokens(database())).toBe(0);
      expect(await database().client.aiUsage.count({ where: { status: 'pending' } })).toBe(0);
    });
    await fc.assert(property, { numRuns: RUNS[engine], seed: 20_261_121 });
  });
});
