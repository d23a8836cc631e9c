import { Client } from 'pg';
import { readDatabaseConfig } from '../../../src/config/read-config.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { openServices, type Services } from '../../../src/app/services/open-services.ts';
import type { Report } from '../../../src/reports/model/report.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import {
  findBinaries,
  startStandby,
  startTemporaryServer,
  type OwnServer,
} from '../../support/database/postgres-server.ts';
import { ADMIN, OMID, startBotIn, startSurroundings } from '../../support/bot/running-bot.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { engines } from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger, wholeClaim } from '../../support/database/test-ledger.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const binaries = engines.includes('postgresql') ? await findBinaries() : null;
// Where a server was lent and nothing is installed, there is none to copy.
const describeWithStandby = binaries ? describe : describe.skip;

describeWithStandby('reports with a streaming standby', () => {
  let primary: OwnServer;
  let standby: OwnServer;

  beforeAll(async () => {
    primary = await startTemporaryServer(binaries ?? '');
    standby = await startStandby(binaries ?? '', primary);
  }, 600_000);

  afterAll(async () => {
    await standby.stop();
    await primary.stop();
  });

  async function onStandby(sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: standby.url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  }

  const environment = () => ({ DATABASE_URL: primary.url, DATABASE_READ_URL: standby.url });

  /** What `npm run report` has, with a clock that leaves nothing alone. */
  async function openReports(
    maxReplicaLagMs?: number,
  ): Promise<{ services: Services; report(): Promise<Report> }> {
    const clock = new SteppingClock(systemClock.now().toISOString());
    const services = await openServices(readDatabaseConfig(environment()), clock, keepLogLines().logger, {
      maxReplicaLagMs,
    });
    const report = () => {
      clock.advance(6_000);
      return services.reports.report({ days: 2 });
    };
    return { services, report };
  }

  async function chat(ledger: Ledger): Promise<void> {
    const booking = await ledger.book(chatRequest());
    if (booking) await ledger.settle(booking, answered(10, 1));
  }

  it('show what was just written, read there', async () => {
    const { services, report } = await openReports();
    const ledger = openTestLedger(services.database, { clock: systemClock });
    const before = (await report()).totals.requests;
    for (let count = 1; count <= 20; count++) {
      await chat(ledger);
      expect(await report()).toMatchObject({ replica: 'used', totals: { requests: before + count } });
    }
    await services.close();
  }, 600_000);

  it('are those of the standby while it lags a little, and of the primary when it lags too much', async () => {
    const patient = await openReports();
    const strict = await openReports(400);
    const ledger = openTestLedger(patient.services.database, { clock: systemClock });
    await chat(ledger);
    const before = (await patient.report()).totals.requests;
    await onStandby('SELECT pg_wal_replay_pause()');
    await chat(ledger);
    expect(await patient.report()).toMatchObject({ replica: 'used', totals: { requests: before } });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const late = await strict.report();
    expect(late).toMatchObject({ replica: 'behind', totals: { requests: before + 1 } });
    // What a person has used up is known at once, whatever the standby knows.
    const own = chatRequest({ userId: 9n });
    const booking = await ledger.book(own);
    if (booking) await ledger.settle(booking, answered(10, 1));
    expect(await ledger.book({ ...own, budget: wholeClaim(1, 11) })).toBeNull();
    expect(await patient.report()).toMatchObject({ replica: 'used', totals: { requests: before } });
    await onStandby('SELECT pg_wal_replay_resume()');
    expect(await strict.report()).toMatchObject({ replica: 'used', totals: { requests: before + 2 } });
    await patient.services.close();
    await strict.services.close();
  }, 600_000);

  it('keep the sums of people on the primary, and read them on the standby after that', async () => {
    const { services, report } = await openReports();
    const ledger = openTestLedger(services.database, {
      clock: new SteppingClock(new Date(Date.now() - 86_400_000).toISOString()),
    });
    await chat(ledger);
    const windows = 'SELECT COUNT(*)::int AS kept FROM ai_usage_user_window WHERE user_id = 0';
    await services.database.client.$executeRawUnsafe('DELETE FROM ai_usage_user_window');
    const first = await report();
    expect(first.replica).toBe('used');
    expect(first.users.map(({ userId }) => userId)).toContain(7n);
    expect(await services.database.client.$queryRawUnsafe(windows)).toEqual([{ kept: 1 }]);
    expect((await report()).users).toEqual(first.users);
    expect(await onStandby(windows)).toEqual([{ kept: 1 }]);
    await services.close();
  }, 600_000);

  it('never hang for a standby that takes connections and answers nothing', async () => {
    const { services, report } = await openReports();
    expect((await report()).replica).toBe('used');
    await standby.freeze();
    // The standby answers nothing until the report is there.
    const late = await report();
    await standby.thaw();
    expect(late.replica).toBe('unreachable');
    expect((await report()).replica).toBe('used');
    await services.close();
  }, 600_000);

  it('are read from the primary where that does not tell how far it is', async () => {
    const client = new Client({ connectionString: primary.url });
    await client.connect();
    await client.query('CREATE ROLE bot LOGIN IN ROLE pg_read_all_data, pg_write_all_data');
    await client.query('REVOKE EXECUTE ON FUNCTION pg_current_wal_flush_lsn() FROM PUBLIC');
    const url = new URL(primary.url);
    url.username = 'bot';
    const config = readDatabaseConfig({ ...environment(), DATABASE_URL: url.toString() });
    const services = await openServices(config, systemClock, keepLogLines().logger);
    expect((await services.reports.report({ days: 2 })).replica).toBe('unknown');
    await services.close();
    await client.query('GRANT EXECUTE ON FUNCTION pg_current_wal_flush_lsn() TO PUBLIC');
    await client.end();
  });

  it('are read from the primary where the other was promoted, since that goes its own way', async () => {
    const other = await startStandby(binaries ?? '', primary);
    const client = new Client({ connectionString: other.url });
    await client.connect();
    await client.query('SELECT pg_promote()');
    await client.end();
    const config = readDatabaseConfig({ ...environment(), DATABASE_READ_URL: other.url });
    const services = await openServices(config, systemClock, keepLogLines().logger);
    expect((await services.reports.report({ days: 2 })).replica).toBe('unknown');
    await services.close();
    await other.stop();
  }, 600_000);

  it('come from the primary as long as the standby is gone, and say so to admins', async () => {
    const surroundings = await startSurroundings({ providers: { [MAIN]: { answer: () => 'An answer.' } } });
    const bot = await startBotIn({
      ...surroundings,
      environment: { ...surroundings.environment, ...environment() },
    });
    expect(await bot.ask(OMID, 'hello')).toBe('An answer.');
    expect(await bot.ask(ADMIN, '/ai_usage')).not.toContain('main database');
    await standby.halt();
    expect(await bot.ask(ADMIN, '/ai_usage')).toContain(
      'Read from the main database: its replica does not answer.',
    );
    expect(await bot.ask(OMID, 'and now?')).toBe('An answer.');
    await standby.resume();
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    expect(await bot.ask(ADMIN, '/ai_usage')).not.toContain('main database');
    const told = bot.log.join('');
    expect(told).toContain('reports read the primary');
    expect(told).toContain('reports read the replica again');
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  }, 600_000);
});
