import { endWork } from '../../../src/app/programs/end-work.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

function noteWarnings() {
  const warnings: unknown[] = [];
  return {
    warnings,
    logger: { warn: (fields: object, text?: string) => void warnings.push({ ...fields, text }) },
  };
}

describe('ending what is under way', () => {
  it('lets everything end by itself within the grace, and aborts afterwards', async () => {
    const clock = new FakeClock();
    const shutdown = new AbortController();
    const graces: number[] = [];
    const { warnings, logger } = noteWarnings();
    const running = { stop: async (graceMs: number) => graces.push(graceMs) > 0 };
    await endWork({ running, others: [async () => 'done'], shutdown, clock, logger });
    expect(warnings).toEqual([]);
    expect(graces).toEqual([8_000, 8_000]);
    expect(shutdown.signal.aborted).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('waits ten seconds at most for a job that does not end', async () => {
    const clock = new FakeClock();
    const shutdown = new AbortController();
    let isOver = false;
    const never = new Promise<void>(() => undefined);
    const { warnings, logger } = noteWarnings();
    const running = { stop: async () => true };
    const ending = endWork({ running, others: [() => never], shutdown, clock, logger }).then(
      () => (isOver = true),
    );
    await clock.advance(7_999);
    expect(shutdown.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(shutdown.signal.aborted).toBe(true);
    await clock.advance(1_999);
    expect(isOver).toBe(false);
    await clock.advance(1);
    await ending;
    expect(isOver).toBe(true);
    const text = 'work in progress is left to the next start: it did not end in time';
    expect(warnings).toEqual([{ graceMs: 8_000, text }]);
  });

  it('says so, too, when an answer does not end', async () => {
    const clock = new FakeClock();
    const { warnings, logger } = noteWarnings();
    const running = { stop: async () => false };
    await endWork({ running, others: [], shutdown: new AbortController(), clock, logger });
    expect(warnings).toHaveLength(1);
  });
});
