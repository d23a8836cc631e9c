import * as fc from 'fast-check';
import type { Database } from '../../../src/database/engine/database.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import type { RateLimitSnapshot } from '../../../src/providers/contract/measurement.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { readQuotas } from '../../../src/usage/quotas/read-quotas.ts';
import { reconcileProvider } from '../../../src/usage/quotas/unexplained-use.ts';
import type { Booking } from '../../../src/usage/ledger/booking.ts';
import { emptyDatabase, shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger } from '../../support/database/test-ledger.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const LIMIT = 10_000;
const RUNS = { sqlite: 40, postgresql: 10 };

/** A key whose requests are renewed at midnight, used by a bot whose answers overlap and by somebody else. */
class SharedKey {
  /** Of this day, by others. */
  others = 0;
  /** Answers without headers: of one that ends before a window's first reading does, nobody knows the order. */
  untold = 0;
  readonly #clock = new SteppingClock('2026-11-21T20:00:00Z');
  readonly #database: Database;
  readonly #ledger: Ledger;
  readonly #running: { booking: Booking; rateLimits: RateLimitSnapshot }[] = [];
  #used = 0;
  #day = 21;

  constructor(database: Database) {
    this.#database = database;
    this.#ledger = openTestLedger(database, { clock: this.#clock });
  }

  get inFlight(): number {
    return this.#running.length;
  }

  useElsewhere(requests: number): void {
    this.#used += requests;
    this.others += requests;
  }

  wait(ms: number): void {
    this.#clock.advance(ms);
    const day = this.#clock.now().getUTCDate();
    if (day !== this.#day) Object.assign(this, { others: 0, untold: 0 });
    if (day !== this.#day) this.#used = 0;
    this.#day = day;
  }

  async send(): Promise<void> {
    const booking = await this.#ledger.book(chatRequest({ provider: 'cerebras', model: 'm' }));
    this.#used += 1;
    if (booking) this.#running.push({ booking, rateLimits: this.#headers() });
  }

  async end(which: number, told: boolean): Promise<void> {
    const [one] = this.#running.splice(which % Math.max(1, this.#running.length), 1);
    if (!one) return;
    if (!told) this.untold += 1;
    await this.#ledger.settle(one.booking, answered(1, 1, told ? { rateLimits: one.rateLimits } : {}));
  }

  async found(): Promise<number> {
    const now = this.#clock.now();
    const quotas = await readQuotas(createUsageStore(this.#database), now);
    return reconcileProvider({ id: 'cerebras', keyHash: '', refills: false }, quotas, now)?.requests ?? 0;
  }

  #headers(): RateLimitSnapshot {
    const observedAt = this.#clock.now();
    const resetAt = new Date(Math.floor(observedAt.getTime() / DAY + 1) * DAY);
    const remaining = LIMIT - this.#used;
    const reading = {
      unit: 'requests',
      window: 'day',
      limit: LIMIT,
      remaining,
      resetAt,
      source: 'reported',
    } as const;
    return { limits: [reading], raw: {}, observedAt };
  }
}

const send = fc.constant({ type: 'send' as const });
const end = fc.record({ type: fc.constant('end' as const), which: fc.nat(9), told: fc.boolean() });
const elsewhere = fc.record({ type: fc.constant('elsewhere' as const), requests: fc.nat(30) });
const wait = (longest: number) =>
  fc.record({ type: fc.constant('wait' as const), ms: fc.constantFrom(0, 400, 5 * MINUTE, longest) });
type Step =
  | { type: 'send' }
  | { type: 'end'; which: number; told: boolean }
  | { type: 'elsewhere'; requests: number }
  | { type: 'wait'; ms: number };

async function take(key: SharedKey, step: Step): Promise<void> {
  if (step.type === 'send') await key.send();
  else if (step.type === 'end') await key.end(step.which, step.told);
  else if (step.type === 'wait') key.wait(step.ms);
  else key.useElsewhere(step.requests);
}

describeOnEachEngine('a key that others use too', (engine) => {
  const database = shareTestDatabase(engine);

  it('is never suspected of more than others did, however answers overlap', async () => {
    const steps = fc.array(fc.oneof(send, end, elsewhere, wait(4 * 60 * MINUTE)), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        await emptyDatabase(database());
        const key = new SharedKey(database());
        for (const step of steps) {
          await take(key, step);
          expect(await key.found()).toBeLessThanOrEqual(key.others + key.inFlight + key.untold);
        }
      }),
      { numRuns: RUNS[engine] },
    );
  });

  it('is found out to the request while answers follow each other', async () => {
    const ask = fc.record({ type: fc.constant('ask' as const), told: fc.boolean() });
    const steps = fc.array(fc.oneof(ask, elsewhere, wait(10 * MINUTE)), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        await emptyDatabase(database());
        const key = new SharedKey(database());
        const askOnce = async (told: boolean) => {
          await key.send();
          await key.end(0, told);
        };
        await askOnce(true);
        for (const step of steps) await (step.type === 'ask' ? askOnce(step.told) : take(key, step));
        await askOnce(true);
        expect(await key.found()).toBe(key.others >= 3 ? key.others : 0);
      }),
      { numRuns: RUNS[engine] },
    );
  });
});
