import { endWork } from '../../../src/app/programs/end-work.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

describe('ending what is under way', () => {
  it('lets everything end by itself within the grace, and aborts afterwards', async () => {
    const clock = new FakeClock();
    const shutdown = new AbortController();
    const graces: number[] = [];
    const running = { stop: async (graceMs: number) => void graces.push(graceMs) };
    await endWork({ running, others: [async () => 'done'], shutdown, clock });
    expect(graces).toEqual([8_000, 8_000]);
    expect(shutdown.signal.aborted).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('waits ten seconds at most for a job that does not end', async () => {
    const clock = new FakeClock();
    const shutdown = new AbortController();
    let isOver = false;
    const never = new Promise<void>(() => undefined);
    const running = { stop: async () => undefined };
    const ending = endWork({ running, others: [() => never], shutdown, clock }).then(() => (isOver = true));
    await clock.advance(7_999);
    expect(shutdown.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(shutdown.signal.aborted).toBe(true);
    await clock.advance(1_999);
    expect(isOver).toBe(false);
    await clock.advance(1);
    await ending;
    expect(isOver).toBe(true);
  });
});
