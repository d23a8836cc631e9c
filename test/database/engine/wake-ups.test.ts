import type { WakeUps } from '../../../src/database/inbox/wake-ups.ts';
import { openWakeUps } from '../../../src/database/inbox/open-wake-ups.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { systemClock, type Clock } from '../../../src/foundation/clock.ts';
import { keepLogLines, type LogLines } from '../../support/bot/log-lines.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';
import { hasPooler, startPooler } from '../../support/database/pooler.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnPostgres } from '../../support/database/test-database.ts';

interface Opened {
  wakeUps: WakeUps;
  /** Resolves at the next call, or change. */
  next(): Promise<void>;
  untilThey(arrive: boolean): Promise<void>;
}

describeOnPostgres('wake-ups between replicas', () => {
  const database = shareTestDatabase('postgresql');
  const opened: WakeUps[] = [];
  afterEach(async () => {
    for (const wakeUps of opened.splice(0)) await wakeUps.close();
  });

  const open = async (
    scope: string,
    options: { clock?: Clock; through?: Database; log?: LogLines } = {},
  ): Promise<Opened> => {
    const { clock = systemClock, through = database(), log = keepLogLines() } = options;
    const wakeUps = await openWakeUps(through, scope, clock, log.logger);
    opened.push(wakeUps);
    let waiting: (() => void)[] = [];
    wakeUps.onCall(() => {
      for (const resolve of waiting) resolve();
      waiting = [];
    });
    const next = () => new Promise<void>((resolve) => waiting.push(resolve));
    return {
      wakeUps,
      next,
      untilThey: async (arrive) => {
        while (wakeUps.arrive !== arrive) await next();
      },
    };
  };
  const countListeners = async () => {
    const rows = await database().client.$queryRawUnsafe<unknown[]>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN inbox'`,
    );
    return rows.length;
  };
  const cutListeners = () =>
    database().client.$executeRawUnsafe(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity ` +
        `WHERE datname = current_database() AND query = 'LISTEN inbox'`,
    );

  it('reach the other replicas of the same bot, and nobody else', async () => {
    const [one, other, stranger] = [await open('bot'), await open('bot'), await open('another bot')];
    for (const { untilThey } of [one, other, stranger]) await untilThey(true);
    const heard: string[] = [];
    void one.next().then(() => heard.push('one'));
    void stranger.next().then(() => heard.push('stranger'));
    const called = other.next();
    one.wakeUps.call();
    await called;
    // What was notified before has arrived before.
    const answered = one.next();
    other.wakeUps.call();
    await answered;
    expect(heard).toEqual(['one']);
  });

  it('do not arrive while the connection is lost, are told to have been missed, and arrive again', async () => {
    const [one, other] = [await open('bot'), await open('bot')];
    await one.untilThey(true);
    await other.untilThey(true);
    await cutListeners();
    await one.untilThey(false);
    await one.untilThey(true);
    await other.untilThey(true);
    const called = one.next();
    other.wakeUps.call();
    await called;
  });

  it('leave no connection behind', async () => {
    const one = await open('bot');
    await one.untilThey(true);
    expect(await countListeners()).toBe(1);
    await one.wakeUps.close();
    while ((await countListeners()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  (hasPooler ? it : it.skip)('are not believed to arrive through PgBouncer in transaction mode', async () => {
    const [row] = await database().client.$queryRawUnsafe<{ name: string }[]>(
      'SELECT current_database() AS name',
    );
    const url = new URL(process.env['TEST_POSTGRES_SERVER'] ?? '');
    url.pathname = `/${row?.name}`;
    const pooler = await startPooler(url.toString(), { ignore_startup_parameters: 'options' });
    const pooled = await openDatabase({ url: pooler.url });
    const heard: string[] = [];
    const direct = await database().listen({
      channel: 'inbox',
      onNotice: (payload) => void heard.push(payload),
      onEnd: () => undefined,
    });
    const clock = new FakeClock();
    const log = keepLogLines();
    const one = await open('bot', { clock, through: pooled, log });
    while (heard.length === 0) await pooled.client.$queryRawUnsafe('SELECT 1');
    await clock.advance(5_000);
    expect(log.lines).toEqual([
      expect.objectContaining({ msg: expect.stringContaining('no notifications') }),
    ]);
    expect(one.wakeUps.arrive).toBe(false);
    await direct.close();
    await one.wakeUps.close();
    opened.length = 0;
    await pooled.close();
    await pooler.stop();
  });
});
