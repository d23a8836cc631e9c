import { createAnswerStore, type AnswerNote } from '../../../src/database/people/answer-store.ts';
import type { Transaction } from '../../../src/database/engine/connection.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { createPrivacyStore } from '../../../src/database/people/privacy-store.ts';
import { createForgetting } from '../../../src/usage/maintenance/forget-person.ts';
import { holdTransaction } from '../../support/database/hold-transaction.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnPostgres } from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger } from '../../support/database/test-ledger.ts';

const PERSON = 7n;
const CHAT = 70n;

// SQLite has one writer: there nothing is at the same moment.
describeOnPostgres('what is written of a person who is being forgotten at the same moment', () => {
  const database = shareTestDatabase('postgresql');
  const clock = new SteppingClock('2026-11-21T12:00:00Z');
  let replica: Awaited<ReturnType<typeof openReplica>>;
  let note: AnswerNote;

  beforeEach(async () => {
    replica = await openReplica(database());
    const ledger = openTestLedger(database(), { clock });
    const booking = await ledger.book(chatRequest({ userId: PERSON, chatId: CHAT }));
    if (booking) await ledger.settle(booking, answered(100, 20));
    note = { userId: PERSON, conversation: '70', question: { text: '?' }, requestIds: [booking?.id ?? ''] };
  });

  afterEach(() => replica.close());

  const keep = (to: Database) => createAnswerStore(to).keep(CHAT, [1], note, clock.now());
  const answers = () => database().client.answer.count();

  /** Resolves when somebody waits for another's lock. */
  async function untilWaiting(count: number): Promise<void> {
    for (;;) {
      const waiting = await database().client.$queryRawUnsafe<unknown[]>(
        `SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted ` +
          `AND a.datname = current_database()`,
      );
      if (waiting.length >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Takes back what open transactions wrote, of those that wait for nobody. */
  const endIdleTransactions = () =>
    database().client.$queryRawUnsafe(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() ` +
        `AND state = 'idle in transaction'`,
    );

  /** The store's own statements, in a transaction that stays open. */
  const within = (transaction: Transaction): Database => ({
    ...database(),
    client: transaction as unknown as Database['client'],
    transaction: (work) => work(transaction),
  });

  it.each([
    ['the first steps', (on: Database) => createPrivacyStore(on).anonymiseRequests(PERSON, '2100-01-01', 10)],
    [
      'the last step',
      (on: Database) => createPrivacyStore(on).closeAccount(PERSON, '2026-11-21', new Date()),
    ],
  ])('is not kept when it comes after %s', async (_, step) => {
    const forgetting = await holdTransaction(database(), (transaction) => step(within(transaction)));
    const keeping = keep(replica.database);
    await untilWaiting(1);
    await forgetting.release();
    await keeping;
    expect(await answers()).toBe(0);
  });

  it('is forgotten with the rest when it comes before', async () => {
    // The same answer, half written: the writer, which has the request's row by then, waits whether it stays.
    const half = await holdTransaction(database(), (transaction) =>
      createAnswerStore(within(transaction)).keep(CHAT, [1], { ...note, requestIds: [] }, clock.now()),
    );
    const keeping = keep(replica.database);
    await untilWaiting(1);
    const store = createPrivacyStore(replica.database);
    const forgetting = createForgetting({ store, timeZone: 'UTC', clock })(PERSON);
    await untilWaiting(2);
    await endIdleTransactions();
    await half.release().catch(() => undefined);
    await Promise.all([keeping, forgetting]);
    expect(await answers()).toBe(0);
  });

  it('is kept of everybody else', async () => {
    await keep(database());
    expect(await answers()).toBe(1);
  });
});
