import { Client } from 'pg';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { isOutage } from '../../../src/database/engine/is-outage.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { hasPooler, startPooler, type Pooler } from '../../support/database/pooler.ts';
import {
  createTestDatabase,
  describeOnPostgres,
  engines,
  openTestDatabase,
  type TestDatabase,
} from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger, wholeClaim } from '../../support/database/test-ledger.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';

if (!hasPooler && engines.includes('postgresql'))
  process.stderr.write('\n!! SKIPPED: the tests behind PgBouncer, which is not installed.\n');
const describeBehindPooler = hasPooler && engines.includes('postgresql') ? describe : describe.skip;

const IGNORING = { ignore_startup_parameters: 'options' };

/** A database of its own in a zone that is not UTC, as its owner may have set it up. */
describeBehindPooler('a database behind PgBouncer in transaction mode', () => {
  let created: TestDatabase;
  let direct: Database;
  let pooler: Pooler | undefined;
  let database: Database;

  beforeEach(async () => {
    created = await createTestDatabase('postgresql');
    direct = await openDatabase({ url: created.url });
    await setUp(`TimeZone = 'Asia/Tehran'`);
  });

  afterEach(async () => {
    await database.close();
    await pooler?.stop();
    await direct.close();
    await created.remove();
  });

  const name = () => new URL(created.url).pathname.slice(1);
  const setUp = (setting: string) =>
    direct.client.$executeRawUnsafe(`ALTER DATABASE ${name()} SET ${setting}`);
  const openThroughPooler = async (settings: Record<string, string>) => {
    pooler = await startPooler(created.url, settings);
    database = await openDatabase({ url: pooler.url });
  };

  it('is refused with every setting that got lost, and with what to do', async () => {
    await openThroughPooler(IGNORING);
    await expect(database.migrate()).rejects.toThrow(
      /^DATABASE_URL leads through a pooler .*PgBouncer.*: TimeZone is Asia\/Tehran instead of UTC, lock_timeout is 0 instead of 5000 ms\. Either .* ALTER ROLE "postgres" SET TimeZone = 'UTC'/,
    );
    await expect(direct.client.$queryRawUnsafe('SELECT 1 FROM person')).rejects.toThrow(/does not exist/);
  });

  it('is refused when one of both got lost', async () => {
    await setUp(`TimeZone = 'Europe/London'`);
    await setUp(`lock_timeout = '5s'`);
    await openThroughPooler(IGNORING);
    await expect(database.migrate()).rejects.toThrow(/: TimeZone is Europe\/London instead of UTC\. Either/);
  });

  it('is refused in words when the pooler refuses the settings', async () => {
    await openThroughPooler({});
    await expect(database.migrate()).rejects.toThrow(
      /^DATABASE_URL leads to a pooler that refuses the settings of a session \(unsupported startup parameter: options\)\. .*ignore_startup_parameters = options/,
    );
  });

  it('works once the settings are those of the role or the database', async () => {
    await setUp(`TimeZone = 'UTC'`);
    await setUp(`lock_timeout = '200ms'`);
    await openThroughPooler(IGNORING);
    await database.migrate();
    const clock = new SteppingClock('2026-11-21T12:00:00Z');
    const ledger = openTestLedger(database, { clock });
    const chats = Array.from({ length: 20 }, async (_, index) => {
      const budget = wholeClaim(200, 1_000_000);
      const booking = await ledger.book(chatRequest({ userId: BigInt(index % 3), budget }));
      if (booking) await ledger.settle(booking, answered(100, 20));
    });
    await Promise.all(chats);
    await expectLedgerInvariants(database);
    const [request] = await database.client.aiUsage.findMany({ take: 1, orderBy: { id: 'asc' } });
    expect(request?.createdAt).toEqual(new Date('2026-11-21T12:00:00Z'));
    // Whoever waits for a locked table is told so, instead of waiting for as long as it is locked.
    const failure = await direct.client.$transaction(async (locking) => {
      await locking.$executeRawUnsafe('LOCK TABLE person IN ACCESS EXCLUSIVE MODE');
      return database.client.person.count().catch((error: unknown) => error);
    });
    expect(isOutage(failure)).toBe(true);
  });
});

describeOnPostgres('a database whose zone is Tehran’s, without a pooler', () => {
  it('is read and written in UTC, by migrations and by every session', async () => {
    const created = await createTestDatabase('postgresql');
    const client = new Client({ connectionString: created.url });
    await client.connect();
    await client.query(
      `ALTER DATABASE ${new URL(created.url).pathname.slice(1)} SET TimeZone = 'Asia/Tehran'`,
    );
    const database = await openDatabase({ url: created.url });
    await database.migrate();
    await expect(database.expectSession()).resolves.toBeUndefined();
    const clock = new SteppingClock('2026-11-21T21:12:00Z');
    const ledger = openTestLedger(database, { clock });
    const booking = await ledger.book(chatRequest());
    if (booking) await ledger.settle(booking, answered(100, 20));
    const [request] = await database.client.aiUsage.findMany();
    expect(request?.createdAt).toEqual(new Date('2026-11-21T21:12:00Z'));
    // In the zone of the database it is the next day by then.
    const stored = `SELECT created_at::text AS at, date::text AS day FROM ai_usage_tracking`;
    const { rows } = await client.query<{ at: string; day: string }>(stored);
    expect(rows).toEqual([{ at: expect.stringMatching(/^2026-11-21 21:12:00/), day: '2026-11-21' }]);
    await expectLedgerInvariants(database);
    await client.end();
    await database.close();
    await created.remove();
  });
});

describe.each(engines)('a database without a pooler (%s)', (engine) => {
  it('has the settings of its sessions', async () => {
    const { database, remove } = await openTestDatabase(engine);
    await expect(database.expectSession()).resolves.toBeUndefined();
    await remove();
  });
});
