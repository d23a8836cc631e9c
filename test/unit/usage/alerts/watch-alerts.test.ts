import type { Lookout } from '../../../../src/foundation/lookout.ts';
import { watchAlerts } from '../../../../src/usage/alerts/watch-alerts.ts';
import type { AlertFacts } from '../../../../src/usage/alerts/alert-facts.ts';
import { delay } from '../../../../src/foundation/delay.ts';
import { keepLogLines } from '../../../support/bot/log-lines.ts';
import { FakeClock } from '../../../support/clocks/fake-clock.ts';

describe('the alert watch', () => {
  let clock: FakeClock;
  /** Milliseconds at which it read the facts. */
  let reads: number[];
  /** How long reading takes. */
  let readingMs: number;
  let watch: Lookout;
  const log = keepLogLines();

  beforeEach(() => {
    clock = new FakeClock();
    reads = [];
    readingMs = 0;
    log.lines.length = 0;
    watch = watchAlerts({
      readFacts: async (): Promise<AlertFacts | null> => {
        reads.push(clock.monotonicMs());
        if (readingMs > 0) await delay(clock, readingMs);
        return null;
      },
      alerts: { advance: async () => true },
      send: async () => true,
      clock,
      logger: log.logger,
    });
  });

  it('looks every minute', async () => {
    await clock.advance(59_999);
    expect(reads).toEqual([]);
    await clock.advance(120_001);
    expect(reads).toEqual([60_000, 120_000, 180_000]);
  });

  it('looks at once when asked to', async () => {
    await watch.look();
    expect(reads).toEqual([0]);
  });

  it('shares a look with all who ask for one while it runs', async () => {
    readingMs = 100;
    const looks = [watch.look(), watch.look()];
    await clock.advance(100);
    await Promise.all(looks);
    expect(reads).toEqual([0]);
  });

  it('looks 300 ms after trouble, once for much of it', async () => {
    for (let call = 0; call < 50; call++) watch.soon();
    await clock.advance(200);
    watch.soon();
    await clock.advance(99);
    expect(reads).toEqual([]);
    await clock.advance(1);
    expect(reads).toEqual([300]);
    await clock.advance(59_000);
    expect(reads).toEqual([300]);
  });

  it('pauses for a second after a look has ended, however much trouble there is', async () => {
    readingMs = 400;
    for (let ms = 0; ms < 5_000; ms += 50) {
      watch.soon();
      await clock.advance(50);
    }
    // Each look takes 400 ms, and the next one begins a second after its end.
    expect(reads).toEqual([300, 1_700, 3_100, 4_500]);
  });

  it('looks again when trouble came while a look was running, which may have read before it', async () => {
    readingMs = 1_000;
    void watch.look();
    await clock.advance(500);
    watch.soon();
    await clock.advance(299);
    expect(reads).toEqual([0]);
    await clock.advance(1_200);
    expect(reads).toEqual([0]);
    await clock.advance(1);
    expect(reads).toEqual([0, 2_000]);
  });

  it('looks at nothing after it was stopped, and waits for the look that runs', async () => {
    readingMs = 1_000;
    void watch.look();
    watch.soon();
    let hasStopped = false;
    const stopping = watch.stop().then(() => (hasStopped = true));
    await clock.advance(999);
    expect(hasStopped).toBe(false);
    await clock.advance(1);
    await stopping;
    await watch.look();
    await clock.advance(300_000);
    expect(reads).toEqual([0]);
    expect(clock.pending).toBe(0);
  });

  it('logs a look that failed, and looks again', async () => {
    let looks = 0;
    const failing = watchAlerts({
      readFacts: async () => {
        looks += 1;
        throw new Error('no such table');
      },
      alerts: { advance: async () => true },
      send: async () => true,
      clock,
      logger: log.logger,
    });
    await failing.look();
    expect(log.lines).toMatchObject([{ level: 'warn', error: 'no such table' }]);
    await clock.advance(60_000);
    expect(looks).toBe(2);
    await failing.stop();
  });
});
