import { createJobStore, type JobStore } from '../../../src/database/admin/job-store.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import type { Job } from '../../../src/schedule/job.ts';
import { startScheduler, type Scheduler } from '../../../src/schedule/scheduler.ts';
import { keepLogLines, type LogLines } from '../../support/bot/log-lines.ts';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const EVERY_SECOND = '* * * * * *';
const HOUR_MS = 3_600_000;

interface StartOptions {
  timeZone?: string;
  log?: LogLines;
  clock?: MovableClock;
  signal?: AbortSignal;
}

function start(claims: JobStore, jobs: readonly Job[], options: StartOptions = {}): Scheduler {
  return startScheduler({
    jobs,
    timeZone: options.timeZone ?? 'UTC',
    claims,
    signal: options.signal ?? new AbortController().signal,
    clock: options.clock ?? new MovableClock(),
    logger: (options.log ?? keepLogLines()).logger,
    lookEveryMs: 100,
  });
}

/** Every day at this many hours from now. */
function hoursFromNow(hours: number): string {
  return `0 0 ${new Date(Date.now() + hours * HOUR_MS).getUTCHours()} * * *`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 8_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it never happened');
    await pause(10);
  }
}

async function untilNoted({ client }: Database): Promise<void> {
  await until(async () => (await client.jobRun.count()) > 0);
}

/** Resolves after some looks. */
const someLooks = () => pause(500);

/** A job that counts its runs, and says of each whether it is done. */
function counting(cron: string | null, isDone: (run: number) => boolean = () => true) {
  const job = { name: 'report', cron, runs: 0, run: async () => isDone(++job.runs) };
  return job;
}

describeOnEachEngine('the scheduler', (engine) => {
  const database = shareTestDatabase(engine);
  const store = () => createJobStore(database());
  const done = () => database().client.jobRun.count({ where: { NOT: { ranAt: null } } });

  it('runs each moment of a job once for two replicas', async () => {
    const replica = await openReplica(database());
    const job = counting(EVERY_SECOND);
    const schedulers = [database(), replica.database].map((one) => start(createJobStore(one), [job]));
    await until(() => job.runs >= 2);
    await Promise.all(schedulers.map((one) => one.stop()));
    expect(job.runs).toBe(await done());
    await replica.close();
  });

  it('runs what came while no process was there, once', async () => {
    const clock = new MovableClock();
    const job = counting(hoursFromNow(2));
    const before = start(store(), [job], { clock });
    await untilNoted(database());
    await before.stop();
    clock.move(2.5 * HOUR_MS);
    const replica = await openReplica(database());
    const after = [database(), replica.database].map((one) => start(createJobStore(one), [job], { clock }));
    await until(() => job.runs > 0);
    await someLooks();
    await Promise.all(after.map((one) => one.stop()));
    expect(job.runs).toBe(1);
    await replica.close();
  });

  it('takes over what a process had in hand that was killed, when its lease has passed', async () => {
    const clock = new MovableClock();
    const killed = new AbortController();
    const never = new Promise<boolean>(() => undefined);
    const lost = start(store(), [{ name: 'report', cron: hoursFromNow(2), run: () => never }], {
      clock,
      signal: killed.signal,
    });
    await untilNoted(database());
    clock.move(2 * HOUR_MS);
    await until(async () => (await database().client.jobRun.count({ where: { tries: 1 } })) === 1);
    const job = counting(hoursFromNow(2));
    const next = start(store(), [job], { clock });
    await someLooks();
    expect(job.runs).toBe(0);
    clock.move(61_000);
    await until(() => job.runs === 1);
    await next.stop();
    killed.abort();
    await lost.stop();
  });
});

describe('the scheduler', () => {
  /** Every moment that is noted is ours, once. */
  const alone = (): JobStore => {
    let noted: Date | undefined;
    return {
      note: async (_job, _schedule, [tick]) => void (noted = tick),
      forgetOthers: async () => undefined,
      claim: async ({ job, between: [, latest] }) => {
        if (!noted || noted > latest) return null;
        const tick = noted;
        noted = undefined;
        return { job, tick, tries: 1 };
      },
      renew: async () => undefined,
      finish: async () => undefined,
      release: async () => undefined,
    };
  };

  it('keeps running other jobs when one fails, and never one that has no time', async () => {
    const log = keepLogLines();
    const good = counting(EVERY_SECOND);
    const bad = counting(EVERY_SECOND, () => {
      throw new Error('no way to the chat');
    });
    const never = counting(null);
    const each = [
      { ...bad, name: 'bad' },
      { ...good, name: 'good' },
      { ...never, name: 'never' },
    ];
    const schedulers = each.map((job) => start(alone(), [job], { log }));
    await until(() => bad.runs >= 2 && good.runs >= 2);
    await Promise.all(schedulers.map((one) => one.stop()));
    expect(never.runs).toBe(0);
  });

  it('runs what passed while the process could not, as late as it is', async () => {
    const soon = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 1_000);
    const [hour, minute, second] = soon.toISOString().slice(11, 19).split(':').map(Number);
    const log = keepLogLines();
    const scheduler = start(alone(), [counting(`${second} ${minute} ${hour} * * *`)], { log });
    await pause(50);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_000);
    await until(() => log.lines.some(({ msg }) => msg === 'job done'));
    await scheduler.stop();
    expect(log.lines.at(-1)).toMatchObject({ tick: soon.toISOString() });
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
    const jobs = (where: string) => [{ name: where, cron, run: async () => runs.push(where) > 0 }];
    const schedulers = ['Asia/Kathmandu', 'UTC'].map((timeZone) =>
      start(alone(), jobs(timeZone), { timeZone }),
    );
    await until(() => runs.length > 0);
    await Promise.all(schedulers.map((one) => one.stop()));
    expect(runs).toEqual(['Asia/Kathmandu']);
  });
});
