import { shareRecent } from '../../../src/web/numbers/share-recent.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';

function countingWork() {
  const finish: (() => void)[] = [];
  const work = (key: string) =>
    new Promise<string>((resolve) => finish.push(() => resolve(`${key} ${finish.length}`)));
  return { work, finish };
}

describe('shareRecent', () => {
  it('lets callers wait for work in progress, however long it takes', async () => {
    const clock = new FakeClock();
    const { work, finish } = countingWork();
    const shared = shareRecent(work, { clock, maxAgeMs: 2_000 });
    const first = shared('a');
    await clock.advance(60_000);
    const second = shared('a');
    finish.forEach((end) => end());
    expect(await Promise.all([first, second])).toEqual(['a 1', 'a 1']);
  });

  it('shares a result until its age reaches the maximum, whatever the wall clock does', async () => {
    const clock = new FakeClock();
    let count = 0;
    const shared = shareRecent(async () => ++count, { clock, maxAgeMs: 2_000 });
    expect(await shared('a')).toBe(1);
    clock.setWall('2027-01-01T00:00:00Z');
    await clock.advance(1_999);
    expect(await shared('a')).toBe(1);
    await clock.advance(1);
    expect(await shared('a')).toBe(2);
  });

  it('keeps keys apart', async () => {
    const shared = shareRecent(async (key: string) => key, { clock: new FakeClock(), maxAgeMs: 2_000 });
    expect(await Promise.all([shared('a'), shared('b')])).toEqual(['a', 'b']);
  });

  it('shares a failure with those who waited for it, and retries for the next caller', async () => {
    let count = 0;
    const work = async () => {
      count++;
      if (count === 1) throw new Error('broken');
      return count;
    };
    const shared = shareRecent(work, { clock: new FakeClock(), maxAgeMs: 2_000 });
    const both = await Promise.allSettled([shared('a'), shared('a')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await settled();
    expect(await shared('a')).toBe(2);
  });
});
