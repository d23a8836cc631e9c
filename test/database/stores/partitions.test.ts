import { randomBytes } from 'node:crypto';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { monthsFrom, partitionOf } from '../../../src/database/ledger/month-partition.ts';
import { createPartitionStore } from '../../../src/database/ledger/partition-store.ts';
import { createRetentionStore } from '../../../src/database/ledger/retention-store.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { createAnswerStore } from '../../../src/database/people/answer-store.ts';
import { createRepriceStore } from '../../../src/database/ledger/reprice-store.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { withTimeout } from '../../../src/foundation/with-timeout.ts';
import { createLedgerStore } from '../../../src/database/ledger/ledger-store.ts';
import { cleanUp } from '../../../src/usage/maintenance/clean-up.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { holdTransaction } from '../../support/database/hold-transaction.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import {
  createTestDatabase,
  describeOnPostgres,
  type TestDatabase,
} from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger, wholeClaim } from '../../support/database/test-ledger.ts';

// What was there before holds everything up to the end of the server's own month: these are months after it.
const YEAR = new Date().getUTCFullYear() + 1;
const MARCH = new Date(`${YEAR}-03-15T12:00:00Z`);
const nameOf = (month: string) => `ai_usage_tracking_${YEAR}_${month}`;

/** What settling made of a request of these tests, as repricing reads it. */
const answeredRow = {
  status: 'ok',
  promptTokens: 10,
  completionTokens: 1,
  totalTokens: 11,
  cachedTokens: null,
  reasoningTokens: null,
  audioSeconds: null,
  tokensEstimated: false,
  latencyMs: 120,
};

describeOnPostgres('requests by month', () => {
  let created: TestDatabase;
  let database: Database;
  let clock: SteppingClock;
  let ledger: Ledger;

  beforeEach(async () => {
    created = await createTestDatabase('postgresql');
    database = await openDatabase({ url: created.url });
    await database.migrate();
    clock = new SteppingClock(MARCH.toISOString());
    ledger = openTestLedger(database, { clock });
  });

  afterEach(async () => {
    await database.close();
    await created.remove();
  });

  const make = (now = MARCH, ahead = 2, on = database) =>
    createPartitionStore(on, systemClock).make(now, ahead);

  async function book(instant: string) {
    clock.set(`${YEAR}-${instant}Z`);
    const booking = await ledger.book(chatRequest());
    if (!booking) throw new Error('refused');
    return booking;
  }

  async function send(instant: string): Promise<void> {
    await ledger.settle(await book(instant), answered(10, 1));
  }

  /** Where the requests are, in the order of their time. */
  async function places(): Promise<string[]> {
    const rows = await database.client.$queryRawUnsafe<{ place: string }[]>(
      'SELECT CAST(tableoid::regclass AS text) AS place FROM ai_usage_tracking ORDER BY created_at',
    );
    return rows.map(({ place }) => place);
  }

  async function exists(table: string): Promise<boolean> {
    const [row] = await database.client.$queryRawUnsafe<{ there: boolean }[]>(
      `SELECT to_regclass('${table}') IS NOT NULL AS there`,
    );
    return row?.there ?? false;
  }

  it('has each request in the table of its month, to the millisecond', async () => {
    expect(await make()).toEqual({ made: [nameOf('03'), nameOf('04'), nameOf('05')], refused: [] });
    expect(await make()).toEqual({ made: [], refused: [] });
    for (const at of ['03-31T23:59:59.999', '04-01T00:00:00.000', '04-30T23:59:59.999', '05-01T00:00:00.000'])
      await send(at);
    expect(await places()).toEqual([nameOf('03'), nameOf('04'), nameOf('04'), nameOf('05')]);
  });

  it('makes nothing for a month that the table from before holds', async () => {
    expect((await make(new Date(), 0)).made).toEqual([]);
    clock.set(new Date().toISOString());
    await ledger.book(chatRequest());
    expect(await places()).toEqual(['ai_usage_tracking_first']);
  });

  it('never refuses a request for want of a table, and leaves such a month where it is', async () => {
    await send('04-02T12:00:00');
    expect(await places()).toEqual(['ai_usage_tracking_other']);
    expect((await make()).made).toEqual([nameOf('03'), nameOf('05')]);
    await send('04-03T12:00:00');
    await send('05-03T12:00:00');
    expect(await places()).toEqual(['ai_usage_tracking_other', 'ai_usage_tracking_other', nameOf('05')]);
  });

  it('books and settles once, also across the end of a month and where a replay begins again', async () => {
    await make();
    const booking = await book('03-31T23:59:59.900');
    clock.advance(2_000);
    await ledger.settle(booking, answered(10, 1));
    await ledger.settle(booking, answered(99, 99));
    const store = createLedgerStore(database);
    const kept = { ...chatRequest(), ...booking, leaseOwner: 'host/1/a', leaseUntil: clock.now() };
    await store.apply({ bookings: [kept], settlements: [], now: clock.now(), today: `${YEAR}-04-01` });
    const rows = await database.client.aiUsage.findMany();
    expect(rows).toMatchObject([{ id: booking.id, status: 'ok', totalTokens: 11 }]);
    const again = `INSERT INTO ai_usage_tracking SELECT * FROM ai_usage_tracking`;
    await expect(database.client.$executeRawUnsafe(again)).rejects.toThrow(/unique|duplicate/i);
  });

  it('reads one table to find a request by its id', async () => {
    await make();
    const booking = await book('04-10T12:00:00');
    const plan = await database.client.$queryRawUnsafe<object[]>(
      `EXPLAIN SELECT * FROM ai_usage_tracking WHERE id = '${booking.id}'`,
    );
    const touched = JSON.stringify(plan).match(/ai_usage_tracking_(\d{4}_\d\d|first|other)/g);
    expect(new Set(touched)).toEqual(new Set([nameOf('04')]));
  });

  it('does not touch the tables of other months to settle a request, to keep and show its answer and budget, to reprice it', async () => {
    await make();
    await send('03-10T12:00:00');
    const replica = await openReplica(database);
    const lock = await holdTransaction(replica.database, (connection) =>
      connection.$executeRawUnsafe(`LOCK TABLE ${nameOf('03')} IN ACCESS EXCLUSIVE MODE`),
    );
    clock.set(`${YEAR}-04-10T12:00:00Z`);
    const work = async () => {
      const booking = await ledger.book(chatRequest({ budget: wholeClaim(100, 1000) }));
      if (!booking) throw new Error('refused');
      await ledger.settle(booking, answered(10, 1));
      const answers = createAnswerStore(database);
      const note = { userId: 7n, conversation: '7', question: null, requestIds: [booking.id] };
      await answers.keep(70n, [1], note, clock.now());
      await createUsageStore(database).heardTokensOfUser(7n, `${YEAR}-04-10`, clock.now());
      const [row] = await answers.requests([booking.id]);
      const priced = { ...booking, ...answeredRow, costPicoUsd: row?.costPicoUsd ?? null };
      const repricing = {
        row: { ...priced, costSource: row?.costSource ?? null },
        costPicoUsd: 5n,
        costSource: 'flat',
      };
      return createRepriceStore(database).apply([repricing], `${YEAR}-04-11`);
    };
    try {
      expect(await withTimeout(systemClock, 5_000, work())).toHaveLength(1);
    } finally {
      await lock.release();
    }
    await replica.close();
  });

  it('is made once by replicas that start together, while people chat', async () => {
    const replicas = await Promise.all([1, 2, 3].map(() => openReplica(database)));
    const making = replicas.map((replica) => make(MARCH, 11, replica.database));
    const chats = Array.from({ length: 50 }, () => send('03-15T12:00:00'));
    const made = (await Promise.all(making)).flatMap((one) => one.made);
    await Promise.all(chats);
    // A month into which somebody wrote before its table was there stays without one.
    const months = monthsFrom(MARCH, 11).map((month) => partitionOf(month).name);
    expect(months.filter((name) => made.includes(name))).toEqual(made.toSorted());
    expect(made.length).toBeGreaterThanOrEqual(11);
    expect(await places()).toHaveLength(50);
    await Promise.all(replicas.map((replica) => replica.close()));
  });

  it('drops a month that is over for everybody, and every total stays', async () => {
    await make(MARCH, 2);
    for (const at of ['03-01T00:00:00', '03-31T23:59:59', '04-20T12:00:00', '05-15T12:00:00']) await send(at);
    const usage = createUsageStore(database);
    const totals = async () => [
      await usage.totals(`${YEAR}-01-01`, `${YEAR}-12-31`),
      await usage.daysOfUser(7n, `${YEAR}-01-01`, `${YEAR}-12-31`),
    ];
    const before = await totals();
    const clean = (now: string) =>
      cleanUp({
        store: createRetentionStore(database, systemClock),
        retentionDays: 30,
        keptTurns: 40,
        timeZone: 'UTC',
        clock: new SteppingClock(`${YEAR}-${now}T12:00:00Z`),
      });
    expect(await clean('04-30')).toBe(1);
    expect(await exists(nameOf('03'))).toBe(true);
    expect(await clean('05-01')).toBe(1);
    expect(await exists(nameOf('03'))).toBe(false);
    expect(await exists(nameOf('04'))).toBe(true);
    expect(await clean('06-10')).toBe(1);
    expect(await exists(nameOf('04'))).toBe(false);
    expect(await places()).toEqual([nameOf('05')]);
    expect(await totals()).toEqual(before);
  });

  it('keeps a month in which a request still has to be settled', async () => {
    await make();
    await send('03-10T12:00:00');
    const booking = await book('03-20T12:00:00');
    const drop = () => createPartitionStore(database, systemClock).drop(new Date(`${YEAR}-05-01T00:00:00Z`));
    expect(await drop()).toBe(0);
    expect(await places()).toHaveLength(2);
    await ledger.settle(booking, answered(10, 1));
    expect(await drop()).toBe(2);
    expect(await exists(nameOf('03'))).toBe(false);
    // A settlement that comes after all of it finds nothing, and counts nothing.
    await ledger.settle(booking, answered(10, 1));
    expect(await places()).toEqual([]);
  });

  it('does not make people wait for a table that somebody else holds', async () => {
    await make();
    await send('03-10T12:00:00');
    const replica = await openReplica(database);
    const reading = await holdTransaction(replica.database, (connection) =>
      connection.$queryRawUnsafe(`SELECT 1 FROM ${nameOf('03')}`),
    );
    const dropping = createPartitionStore(database, systemClock).drop(new Date(`${YEAR}-05-01T00:00:00Z`));
    // The table is held until all of them are answered.
    for (let question = 0; question < 20; question++) await send('04-10T12:00:00');
    await reading.release();
    await dropping;
    await replica.close();
  }, 600_000);

  it('is not changed by a role that does not own it, which is told so', async () => {
    await send('03-10T12:00:00');
    const role = `bot_${randomBytes(4).toString('hex')}`;
    await database.client.$executeRawUnsafe(`CREATE ROLE ${role} LOGIN`);
    await database.client.$executeRawUnsafe(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`,
    );
    const url = new URL(created.url);
    url.username = role;
    const bot = await openDatabase({ url: url.toString() });
    expect(await make(MARCH, 1, bot)).toEqual({ made: [], refused: [`${YEAR}-04`] });
    expect((await make(MARCH, 1)).made).toEqual([nameOf('04')]);
    // What the owner makes later needs no right of its own.
    const own = openTestLedger(bot, { clock: new SteppingClock(`${YEAR}-04-10T12:00:00Z`) });
    const booking = await own.book(chatRequest());
    if (booking) await own.settle(booking, answered(10, 1));
    expect(await places()).toEqual(['ai_usage_tracking_other', nameOf('04')]);
    expect(await createPartitionStore(bot, systemClock).drop(new Date(`${YEAR}-12-01T00:00:00Z`))).toBe(0);
    await bot.close();
    await database.client.$executeRawUnsafe(`DROP OWNED BY ${role}`);
    await database.client.$executeRawUnsafe(`DROP ROLE ${role}`);
  });
});
