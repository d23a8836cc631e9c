import { startScheduler, type Scheduler } from '../../../src/schedule/scheduler.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';
import { MemoryJobStore } from './memory-job-store.ts';

/** The moments come from the store here: node-cron, which has its own timers, adds none before the year ends. */
const CRON = '0 0 1 1 *';
const MINUTE_MS = 60_000;

describe("the scheduler's looks", () => {
  let clock: FakeClock;
  let store: MemoryJobStore;
  /** Minutes at which the job ran. */
  let runs: number[];
  let isDone: boolean;
  let scheduler: Scheduler;

  beforeEach(async () => {
    clock = new FakeClock('2026-11-21T09:00:00Z');
    store = new MemoryJobStore();
    runs = [];
    isDone = true;
  });

  afterEach(() => scheduler.stop());

  function start(): void {
    const run = async () => {
      runs.push(clock.monotonicMs() / MINUTE_MS);
      return isDone;
    };
    scheduler = startScheduler({
      jobs: [
        { name: 'report', cron: CRON, run },
        { name: 'off', cron: null, run },
      ],
      timeZone: 'UTC',
      claims: store,
      signal: new AbortController().signal,
      clock,
      logger: keepLogLines().logger,
    });
  }

  const noteNow = (job = 'report') => store.note(job, `${CRON} UTC`, [clock.now()]);

  it('run at the start what an earlier process noted', async () => {
    await noteNow();
    start();
    await settled();
    expect(runs).toEqual([0]);
  });

  it('run every minute what another process left', async () => {
    start();
    await settled();
    await clock.advance(10_000);
    await noteNow();
    await clock.advance(5 * MINUTE_MS);
    expect(runs).toEqual([1]);
  });

  it('try again what failed, less and less often, until its six hours are over', async () => {
    isDone = false;
    await noteNow();
    start();
    await clock.advance(24 * 60 * MINUTE_MS);
    expect(runs.slice(0, 7)).toEqual([0, 1, 3, 7, 14, 24, 34]);
    expect(Math.max(...runs)).toBeLessThanOrEqual(360);
    expect(runs.length).toBe(5 + Math.floor((360 - 14) / 10));
  });

  it('never run a job without a schedule', async () => {
    await noteNow('off');
    start();
    await clock.advance(10 * MINUTE_MS);
    expect(runs).toEqual([]);
  });

  it('end with the scheduler', async () => {
    start();
    await settled();
    await scheduler.stop();
    await noteNow();
    await clock.advance(10 * MINUTE_MS);
    expect([runs, clock.pending]).toEqual([[], 0]);
  });
});
