import { createJobStore, type JobStore } from '../../src/database/job-store.ts';
import { systemClock } from '../../src/foundation/clock.ts';
import { startScheduler, type Job, type Scheduler } from '../../src/schedule/scheduler.ts';
import { keepLogLines, type LogLines } from '../support/log-lines.ts';
import { openReplica } from '../support/open-replica.ts';
import { shareTestDatabase } from '../support/share-test-database.ts';
import { describeOnEachEngine } from '../support/test-database.ts';

const EVERY_SECOND = '* * * * * *';

function start(
  claims: JobStore,
  jobs: readonly Job[],
  options: { timeZone?: string; log?: LogLines } = {},
): Scheduler {
  const { logger } = options.log ?? keepLogLines();
  return startScheduler({ jobs, timeZone: options.timeZone ?? 'UTC', claims, clock: systemClock, logger });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it never happened');
    await pause(10);
  }
}

describeOnEachEngine('the scheduler', (engine) => {
  const database = shareTestDatabase(engine);

  it('runs each moment of a job once for two replicas', async () => {
    const replica = await openReplica(database());
    const runs: number[] = [];
    const job = {
      name: 'report',
      cron: EVERY_SECOND,
      run: async () => void runs.push(Math.floor(Date.now() / 1000)),
    };
    const schedulers = [database(), replica.database].map((one) => start(createJobStore(one), [job]));
    await until(() => runs.length >= 2);
    await Promise.all(schedulers.map((one) => one.stop()));
    const ticks = await database().client.jobRun.findMany();
    expect(runs).toHaveLength(ticks.length);
    expect(new Set(runs).size).toBe(runs.length);
    await replica.close();
  });
});

describe('the scheduler', () => {
  /** Every moment is ours. */
  const alone: JobStore = { claim: async () => true };

  it('waits at the end for the job that runs, and starts none after it', async () => {
    const seen: string[] = [];
    const run = async () => {
      seen.push('begins');
      await pause(300);
      seen.push('ends');
    };
    const scheduler = start(alone, [{ name: 'slow', cron: EVERY_SECOND, run }]);
    await until(() => seen.length > 0);
    await scheduler.stop();
    expect(seen).toEqual(['begins', 'ends']);
    await pause(1_100);
    expect(seen).toHaveLength(2);
  });

  it('logs a job that fails and keeps running it and others', async () => {
    const log = keepLogLines();
    const runs = { bad: 0, good: 0 };
    const bad = async () => {
      runs.bad += 1;
      throw new Error('no way to the chat');
    };
    const good = async () => void (runs.good += 1);
    const jobs = [
      { name: 'bad', cron: EVERY_SECOND, run: bad },
      { name: 'good', cron: EVERY_SECOND, run: good },
      { name: 'never', cron: null, run: bad },
    ];
    const scheduler = start(alone, jobs, { log });
    await until(() => runs.bad >= 2 && runs.good >= 2);
    await scheduler.stop();
    expect(log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', job: 'bad', error: 'no way to the chat', msg: 'job failed' }),
    );
    expect(log.lines.filter(({ job }) => job === 'never')).toEqual([]);
  });

  it('logs a claim that fails and does not run the job', async () => {
    const log = keepLogLines();
    const claim = () => Promise.reject(new Error('database is gone'));
    let runs = 0;
    const job = { name: 'report', cron: EVERY_SECOND, run: async () => void (runs += 1) };
    const scheduler = start({ claim }, [job], { log });
    await until(() => log.lines.length > 0);
    await scheduler.stop();
    expect(log.lines[0]).toMatchObject({ level: 'error', error: 'database is gone' });
    expect(runs).toBe(0);
  });

  it('runs what passed while the process could not, as late as it is', async () => {
    const soon = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 1_000);
    const [hour, minute, second] = soon.toISOString().slice(11, 19).split(':').map(Number);
    const ticks: Date[] = [];
    const claim = async (_: string, tick: Date) => ticks.push(tick) > 0;
    const job = { name: 'report', cron: `${second} ${minute} ${hour} * * *`, run: async () => undefined };
    const scheduler = start({ claim }, [job]);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_000);
    await until(() => ticks.length > 0);
    await scheduler.stop();
    expect(ticks).toEqual([soon]);
  });

  it('counts hours in its own time zone', async () => {
    // The hour now in Kathmandu, whose minutes differ from everybody's by 45.
    const parts = new Intl.DateTimeFormat('en', {
      timeZone: 'Asia/Kathmandu',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const soon = new Date(Date.now() + 2_000);
    const [hour, minute] = parts.format(soon).split(':').map(Number);
    const cron = `${soon.getUTCSeconds()} ${minute} ${hour} * * *`;
    const runs: string[] = [];
    const jobs = (where: string) => [{ name: where, cron, run: async () => void runs.push(where) }];
    const schedulers = ['Asia/Kathmandu', 'UTC'].map((timeZone) =>
      start(alone, jobs(timeZone), { timeZone }),
    );
    await until(() => runs.length > 0);
    await Promise.all(schedulers.map((one) => one.stop()));
    expect(runs).toEqual(['Asia/Kathmandu']);
  });
});
