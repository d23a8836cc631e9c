import { createRequestRate, type RequestRate } from '../../../src/access/request-rate.ts';
import type { RateTaken, RequestRateStore } from '../../../src/database/people/request-rate-store.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

const AWAY: RequestRateStore = { take: () => Promise.reject(new Error('away')) };

/** `store` stands for the database; `null` is one that is away. */
function open(clock: FakeClock, store: RequestRateStore | null, perMinute = 2): RequestRate {
  const tolerate = <Result>(work: () => Promise<Result>, fallback: Result) => work().catch(() => fallback);
  return createRequestRate({ perMinute, store: store ?? AWAY, tolerate, clock });
}

/** A database that says this of every message. */
function saying(clock: FakeClock, verdict: RateTaken['verdict'], freeInMs: number): RequestRateStore {
  return { take: async () => ({ verdict, freeAt: new Date(clock.now().getTime() + freeInMs) }) };
}

describe('the messages of one person in a minute', () => {
  it('are what the database says', async () => {
    const clock = new FakeClock();
    expect(await open(clock, saying(clock, 'free', 0)).take(7, 'a')).toEqual({
      verdict: 'free',
      freeInMs: 0,
    });
    const rate = open(clock, saying(clock, 'told', 40_000));
    expect(await rate.take(7, 'a')).toEqual({ verdict: 'told', freeInMs: 40_000 });
  });

  it('are not asked about again while somebody was told to wait', async () => {
    const clock = new FakeClock();
    const rate = open(clock, saying(clock, 'refused', 40_000));
    expect(rate.toldToWait(7)).toBeNull();
    await rate.take(7, 'a');
    await clock.advance(39_000);
    expect(rate.toldToWait(7)).toBe(1_000);
    expect(rate.toldToWait(8)).toBeNull();
    await clock.advance(1_000);
    expect(rate.toldToWait(7)).toBeNull();
  });

  it('keep nobody waiting for more than a minute, whatever the clock of another replica says', async () => {
    const clock = new FakeClock();
    const rate = open(clock, saying(clock, 'refused', 3_600_000));
    expect(await rate.take(7, 'a')).toMatchObject({ freeInMs: 60_000 });
    expect(await open(clock, saying(clock, 'refused', -9)).take(7, 'a')).toMatchObject({ freeInMs: 1 });
  });

  it('are counted here while the database is away, with those that it let through', async () => {
    const clock = new FakeClock();
    let isAway = false;
    const store = saying(clock, 'free', 0);
    const rate = open(clock, { take: (ask) => (isAway ? AWAY : store).take(ask) });
    await rate.take(7, 'a');
    isAway = true;
    await clock.advance(20_000);
    const verdicts = [await rate.take(7, 'b'), await rate.take(7, 'c'), await rate.take(7, 'd')];
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['free', 'told', 'refused']);
    expect(rate.toldToWait(7)).toBe(40_000);
    await clock.advance(40_000);
    expect(await rate.take(7, 'e')).toMatchObject({ verdict: 'free' });
    expect(await rate.take(8, 'f')).toMatchObject({ verdict: 'free' });
  });

  it('have no limit at 0', async () => {
    const rate = open(new FakeClock(), null, 0);
    const verdicts = await Promise.all(Array.from({ length: 100 }, (_, index) => rate.take(7, `${index}`)));
    expect(verdicts.every(({ verdict }) => verdict === 'free')).toBe(true);
  });
});
