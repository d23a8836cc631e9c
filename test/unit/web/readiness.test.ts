import { createReadiness } from '../../../src/web/numbers/readiness.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';

const never = () => new Promise<never>(() => undefined);

describe('createReadiness', () => {
  it('names the checks that fail, throw or take two seconds', async () => {
    const clock = new FakeClock();
    const checks = {
      database: async () => 1,
      telegram: never,
      other: async () => {
        throw new Error('gone');
      },
    };
    const failing = createReadiness(checks, clock)();
    let isAnswered = false;
    void failing.then(() => (isAnswered = true));
    await clock.advance(1_999);
    expect(isAnswered).toBe(false);
    await clock.advance(1);
    expect(await failing).toEqual(['telegram', 'other']);
    expect(clock.pending).toBe(0);
  });

  it('shares one round of checks for two seconds', async () => {
    let rounds = 0;
    const clock = new FakeClock();
    const failing = createReadiness({ database: async () => rounds++ }, clock);
    await Promise.all(Array.from({ length: 50 }, failing));
    await clock.advance(1_999);
    await failing();
    expect(rounds).toBe(1);
    await clock.advance(1);
    await failing();
    await settled();
    expect(rounds).toBe(2);
  });
});
