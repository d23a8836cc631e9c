import { delay } from '../../../src/foundation/delay.ts';
import { createJobLook, type JobLook } from '../../../src/schedule/job-look.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';
import { MemoryJobStore } from './memory-job-store.ts';

const START = '2026-11-21T08:00:00.000Z';
const HOUR_MS = 3_600_000;
const NINE = new Date('2026-11-21T09:00:00Z');
const TEN = new Date('2026-11-21T10:00:00Z');

describe("a process's look at a job", () => {
  let clock: FakeClock;
  let store: MemoryJobStore;
  let runs: number;
  let ending: AbortController;
  const log = keepLogLines();

  beforeEach(() => {
    clock = new FakeClock(START);
    store = new MemoryJobStore();
    runs = 0;
    ending = new AbortController();
    log.lines.length = 0;
  });

  interface LookOptions {
    next?: Date | null;
    schedule?: string;
    run?: () => Promise<boolean>;
    signal?: AbortSignal;
  }

  /** A process that follows a schedule whose next moment is nine o'clock. */
  function process({
    next = NINE,
    schedule = 'daily',
    run,
    signal = ending.signal,
  }: LookOptions = {}): JobLook {
    const countRun = async () => {
      runs += 1;
      return true;
    };
    const job = { name: 'report', cron: null, run: run ?? countRun };
    const options = { job, nextTick: () => next, claims: store, signal, clock, logger: log.logger };
    const look = createJobLook(options);
    look.follow(schedule);
    return look;
  }

  it('notes a moment before it comes, and runs it once when it has', async () => {
    const look = process();
    await look.now();
    expect(store.runs).toMatchObject([{ tick: NINE, schedule: 'daily', ranAt: null }]);
    expect(runs).toBe(0);
    await clock.advance(HOUR_MS);
    await look.now();
    await look.now();
    expect(runs).toBe(1);
  });

  it('runs a moment that its timer reports while the wall clock is behind it', async () => {
    const look = process({ next: TEN });
    clock.setWall('2026-11-21T08:59:00Z');
    look.at(NINE);
    await settled();
    expect(runs).toBe(1);
    expect(store.runs.map(({ tick }) => tick)).toEqual([NINE, TEN]);
  });

  it('finds a later moment though no timer reported it, as after a stall', async () => {
    const look = process({ next: TEN });
    look.at(NINE);
    await settled();
    await clock.advance(2 * HOUR_MS);
    await look.now();
    expect(runs).toBe(2);
  });

  it.each([
    [6, 1],
    [6.001, 0],
  ])('%d hours after a moment runs it %d times', async (hours, expected) => {
    await process().now();
    await clock.advance(HOUR_MS + hours * HOUR_MS);
    await process({ next: null }).now();
    expect(runs).toBe(expected);
  });

  it('makes up for nothing that was not noted before', async () => {
    await clock.advance(2 * HOUR_MS);
    await process({ next: new Date('2026-11-22T09:00:00Z') }).now();
    expect(runs).toBe(0);
  });

  it('runs a moment in one of two processes', async () => {
    const both = [process(), process()];
    for (const look of both) await look.now();
    await clock.advance(HOUR_MS);
    await Promise.all(both.map((look) => look.now()));
    expect(runs).toBe(1);
  });

  it('takes over from a process that was killed once its lease of a minute has passed', async () => {
    const killed = new AbortController();
    const lost = process({ run: () => new Promise<boolean>(() => undefined), signal: killed.signal });
    await lost.now();
    await clock.advance(HOUR_MS);
    void lost.now();
    await settled();
    // A killed process renews nothing.
    store.renew = async () => undefined;
    const other = process({ next: null });
    await clock.advance(59_999);
    await other.now();
    expect(runs).toBe(0);
    await clock.advance(1);
    await other.now();
    expect([runs, store.runs[0]?.tries]).toEqual([1, 2]);
    killed.abort();
    await clock.advance(500);
  });

  it('forgets the moments of another schedule that nobody began with', async () => {
    await process().now();
    await process({ schedule: 'weekly', next: TEN }).now();
    expect(store.runs).toMatchObject([{ tick: TEN, schedule: 'weekly' }]);
  });

  it('forgets every moment, and runs none, while it follows no schedule', async () => {
    const look = process();
    await look.now();
    look.follow(null);
    await clock.advance(HOUR_MS);
    await look.now();
    expect([runs, store.runs]).toEqual([0, []]);
  });

  it('does not run a moment that came from the schedule before', async () => {
    const look = process({ next: TEN });
    void look.now();
    look.at(NINE);
    look.follow('weekly');
    await settled();
    expect(runs).toBe(0);
    look.at(NINE);
    await settled();
    expect(runs).toBe(1);
  });

  it('logs that the database is away, and catches up with all it missed', async () => {
    await process({ schedule: 'weekly', next: TEN }).now();
    const look = process();
    store.failure = new Error('database is gone');
    await look.now();
    expect(log.lines).toMatchObject([{ level: 'warn', job: 'report', error: 'database is gone' }]);
    look.at(NINE);
    await settled();
    store.failure = null;
    await look.now();
    expect(runs).toBe(1);
    expect(store.runs.map(({ schedule }) => schedule)).toEqual(['daily']);
  });

  it('looks once more for all who asked while it looked', async () => {
    let claims = 0;
    const look = process();
    const { claim } = store;
    store.claim = (options) => {
      claims += 1;
      return claim.call(store, options);
    };
    await Promise.all([look.now(), look.now(), look.now(), look.now()]);
    expect(claims).toBe(2);
  });

  it('waits at its end for the job that runs, and starts no other', async () => {
    const look = process({ run: () => delay(clock, 5_000).then(() => Boolean(++runs)) });
    await look.now();
    await clock.advance(HOUR_MS);
    void look.now();
    await settled();
    let hasStopped = false;
    const stopping = look.stop().then(() => (hasStopped = true));
    await clock.advance(4_999);
    expect(hasStopped).toBe(false);
    await clock.advance(1);
    await stopping;
    look.at(TEN);
    await look.now();
    expect(runs).toBe(1);
    expect(clock.pending).toBe(0);
  });
});
