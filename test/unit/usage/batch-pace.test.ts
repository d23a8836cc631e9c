import { delay } from '../../../src/foundation/delay.ts';
import { createBatchPace, type BatchPace } from '../../../src/usage/maintenance/batch-pace.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

describe('the pace of batches', () => {
  let clock: FakeClock;
  let pace: BatchPace;

  beforeEach(() => {
    clock = new FakeClock();
    pace = createBatchPace(clock);
  });

  /** Runs a batch of this duration; returns how many milliseconds passed until the next one could begin. */
  async function run(ms: number): Promise<number> {
    const startedAt = clock.monotonicMs();
    const ends: number[] = [];
    void pace.run(() => delay(clock, ms)).then(() => ends.push(clock.monotonicMs()));
    while (ends.length === 0) await clock.advance(1);
    return (ends[0] ?? 0) - startedAt;
  }

  it('begins with 50 rows and doubles them after fast batches, up to 200', async () => {
    const taken = [];
    for (let batch = 0; batch < 4; batch++) {
      taken.push(pace.take());
      await run(7);
    }
    expect(taken).toEqual([50, 100, 200, 200]);
  });

  it('halves the rows after slow batches, down to 10', async () => {
    const taken = [];
    for (let batch = 0; batch < 5; batch++) {
      taken.push(pace.take());
      await run(21);
    }
    expect(taken).toEqual([50, 25, 12, 10, 10]);
  });

  it.each([8, 20])('keeps the number of rows after a batch of %d ms', async (ms) => {
    await run(ms);
    expect(pace.take()).toBe(50);
  });

  it('pauses as long as the batch took, and at least 10 ms', async () => {
    expect(await run(300)).toBe(600);
    expect(await run(10)).toBe(20);
    expect(await run(1)).toBe(11);
  });

  it('pauses for a second at most, however long the process was stopped meanwhile', async () => {
    expect(await run(5_000)).toBe(6_000);
  });

  it('returns the result of the batch', async () => {
    const result = pace.run(async () => 'result');
    await clock.advance(10);
    expect(await result).toBe('result');
  });
});
