import { createReadiness } from '../../../src/web/numbers/readiness.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';

const never = () => new Promise<never>(() => undefined);

describe('createReadiness', () => {
  it('names what does not answer, however it fails, within a bounded time', async () => {
    const started = performance.now();
    const failing = createReadiness(
      {
        database: async () => 1,
        telegram: never,
        else: async () => {
          throw new Error('gone');
        },
      },
      new SteppingClock('2026-11-22T12:00:00Z'),
    );
    expect(await failing()).toEqual(['telegram', 'else']);
    expect(performance.now() - started).toBeLessThan(2_500);
  });

  it('looks once for all who ask within two seconds, and again after that', async () => {
    let looks = 0;
    const clock = new SteppingClock('2026-11-22T12:00:00Z');
    const failing = createReadiness({ database: async () => looks++ }, clock);
    await Promise.all(Array.from({ length: 50 }, failing));
    clock.advance(1_999);
    await failing();
    expect(looks).toBe(1);
    clock.advance(1);
    await failing();
    expect(looks).toBe(2);
  });
});
