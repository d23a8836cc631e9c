import { createRateLimiter } from '../../../src/web/access/rate-limiter.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

function admitted(limiter: ReturnType<typeof createRateLimiter>, key: string, times: number): number {
  return Array.from({ length: times }, () => limiter.admit(key)).filter(Boolean).length;
}

describe('createRateLimiter', () => {
  it('admits a burst, then the steady rate', async () => {
    const clock = new FakeClock();
    const limiter = createRateLimiter({ clock, burst: 5, perSecond: 2 });
    expect(admitted(limiter, 'a', 10)).toBe(5);
    await clock.advance(499);
    expect(admitted(limiter, 'a', 10)).toBe(0);
    await clock.advance(1);
    expect(admitted(limiter, 'a', 10)).toBe(1);
  });

  it('refills to the burst and no further', async () => {
    const clock = new FakeClock();
    const limiter = createRateLimiter({ clock, burst: 5, perSecond: 2 });
    admitted(limiter, 'a', 5);
    await clock.advance(3_600_000);
    expect(admitted(limiter, 'a', 10)).toBe(5);
  });

  it('counts each key by itself', () => {
    const limiter = createRateLimiter({ clock: new FakeClock(), burst: 1, perSecond: 1 });
    expect([limiter.admit('a'), limiter.admit('a'), limiter.admit('b')]).toEqual([true, false, true]);
  });

  it('ignores jumps of the wall clock', () => {
    const clock = new FakeClock();
    const limiter = createRateLimiter({ clock, burst: 1, perSecond: 1 });
    limiter.admit('a');
    clock.setWall('2030-01-01T00:00:00Z');
    expect(limiter.admit('a')).toBe(false);
    clock.setWall('2020-01-01T00:00:00Z');
    expect(limiter.admit('a')).toBe(false);
  });

  it('forgets the key that was used least recently beyond ten thousand', () => {
    const limiter = createRateLimiter({ clock: new FakeClock(), burst: 1, perSecond: 1 });
    limiter.admit('oldest');
    for (let index = 0; index < 9_999; index++) limiter.admit(`${index}`);
    expect(limiter.admit('oldest')).toBe(false);
    limiter.admit('one more');
    // Whoever invents keys does not get rid of their own limit by it.
    expect(limiter.admit('oldest')).toBe(false);
    expect(limiter.admit('0')).toBe(true);
  });
});
