import type { JobClaim } from '../../../src/database/admin/job-store.ts';
import { delay } from '../../../src/foundation/delay.ts';
import { runClaim, type RunClaimOptions } from '../../../src/schedule/run-claim.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';
import { MemoryJobStore } from './memory-job-store.ts';

const START = '2026-11-21T09:00:00.000Z';
const instant = (secondsAfterStart: number) => new Date(Date.parse(START) + secondsAfterStart * 1_000);
const NEVER = new Promise<boolean>(() => undefined);

describe('a claimed job', () => {
  let clock: FakeClock;
  let store: MemoryJobStore;
  let ending: AbortController;
  const log = keepLogLines();

  beforeEach(() => {
    clock = new FakeClock(START);
    store = new MemoryJobStore();
    ending = new AbortController();
    log.lines.length = 0;
  });

  afterEach(() => {
    expect(clock.pending).toBe(0);
  });

  /** Claims the moment at the start for the `tries`th time. */
  async function claim(tries = 1): Promise<JobClaim> {
    await store.note('report', 'daily', [instant(0)]);
    const window = { between: [instant(0), instant(0)], now: instant(0), until: instant(0) } as const;
    for (let attempt = 1; attempt < tries; attempt++)
      await store.claim({ job: 'report', schedule: 'daily', ...window });
    const claimed = await store.claim({ job: 'report', schedule: 'daily', ...window, until: instant(60) });
    if (!claimed) throw new Error('the moment was not free');
    return claimed;
  }

  const start = (claimed: JobClaim, run: RunClaimOptions['run']) =>
    runClaim(claimed, { run, claims: store, signal: ending.signal, clock, logger: log.logger });

  it('is marked as done when it ends, with its last lease renewed 15 seconds before at most', async () => {
    const running = start(await claim(), () => delay(clock, 100_000).then(() => true));
    await clock.advance(14_999);
    expect(store.runs[0]?.leaseUntil).toEqual(instant(60));
    await clock.advance(1);
    expect(store.runs[0]?.leaseUntil).toEqual(instant(75));
    await clock.advance(85_000);
    await running;
    expect(store.runs[0]).toMatchObject({ leaseUntil: instant(90 + 60), ranAt: instant(100) });
    expect(log.lines).toMatchObject([{ level: 'info', job: 'report', msg: 'job done' }]);
  });

  it('runs on when its lease could not be renewed', async () => {
    const running = start(await claim(), () => delay(clock, 40_000).then(() => true));
    store.failure = new Error('database is gone');
    await clock.advance(35_000);
    store.failure = null;
    await clock.advance(5_000);
    await running;
    expect(store.runs[0]?.ranAt).toEqual(instant(40));
  });

  it.each([
    [1, 50],
    [2, 100],
    [3, 200],
    [4, 400],
    [5, 600],
    [9, 600],
  ])('is given back after a failure: the %dth time for %d seconds', async (tries, seconds) => {
    await start(await claim(tries), async () => false);
    expect(store.runs[0]).toMatchObject({ leaseUntil: instant(seconds), ranAt: null });
  });

  it('is given back with an error in the log when it throws', async () => {
    await start(await claim(), async () => {
      throw new Error('no way to the chat');
    });
    expect(store.runs[0]).toMatchObject({ leaseUntil: instant(50), ranAt: null });
    expect(log.lines).toMatchObject([{ level: 'error', error: 'no way to the chat' }]);
  });

  it('has half a second to end after the signal, and is then free at once', async () => {
    const running = start(await claim(), () => NEVER);
    await clock.advance(10_000);
    ending.abort();
    await clock.advance(499);
    expect(store.runs[0]?.leaseUntil).toEqual(instant(60));
    await clock.advance(1);
    await running;
    expect(store.runs[0]).toMatchObject({ leaseUntil: instant(10.5), ranAt: null });
    expect(log.lines).toMatchObject([{ level: 'info' }]);
  });

  it('is done when it ends within half a second of the signal', async () => {
    const running = start(await claim(), (signal) => {
      const ended = new Promise<boolean>((resolve) => {
        signal.addEventListener('abort', () => void delay(clock, 400).then(() => resolve(true)));
      });
      return ended;
    });
    ending.abort();
    await clock.advance(400);
    await running;
    expect(store.runs[0]?.ranAt).toEqual(instant(0.4));
  });

  it('has half a second, too, when the signal came before it began', async () => {
    ending.abort();
    const running = start(await claim(), () => NEVER);
    await clock.advance(500);
    await running;
    expect(store.runs[0]?.leaseUntil).toEqual(instant(0.5));
  });

  it('is marked as done once the database is back, and keeps its lease until then', async () => {
    const claimed = await claim();
    store.failure = new Error('database is gone');
    const running = start(claimed, async () => true);
    await clock.advance(20_500);
    store.failure = null;
    await clock.advance(499);
    expect(store.runs[0]?.ranAt).toBeNull();
    await clock.advance(1);
    await running;
    expect(store.runs[0]?.ranAt).toEqual(instant(21));
  });

  it('leaves the mark to its lease when the process ends while the database is away', async () => {
    const claimed = await claim();
    store.failure = new Error('database is gone');
    const running = start(claimed, async () => true);
    await clock.advance(5_000);
    ending.abort();
    await settled();
    await running;
    expect(store.runs[0]).toMatchObject({ leaseUntil: instant(60), ranAt: null });
    expect(log.lines).toMatchObject([{ level: 'warn', error: 'database is gone' }]);
  });
});
