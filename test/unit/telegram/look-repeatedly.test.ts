import { lookRepeatedly } from '../../../src/telegram/delivery/look-repeatedly.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

function start(isLeft: () => boolean | Promise<boolean>) {
  const clock = new FakeClock();
  const at: number[] = [];
  const look = async () => {
    at.push(clock.monotonicMs());
    return isLeft();
  };
  const looks = lookRepeatedly({ look, clock, logger: keepLogLines().logger });
  return { clock, looks, at };
}

describe('repeated looks', () => {
  it('are seldom while nothing is left', async () => {
    const { clock, looks, at } = start(() => false);
    await looks.start();
    await clock.advance(10_000);
    expect(at).toEqual([0, 5_000, 10_000]);
  });

  it('follow each other soon while something is left, and after one that failed', async () => {
    const answers = [true, new Error('away'), false];
    const { clock, looks, at } = start(() => {
      const answer = answers.shift() ?? false;
      if (answer instanceof Error) throw answer;
      return answer;
    });
    await looks.start();
    await clock.advance(5_500);
    expect(at).toEqual([0, 250, 500, 5_500]);
  });

  it('come soon after a wake-up, once for many, and also after one during a look', async () => {
    let finish = (): void => undefined;
    const { clock, looks, at } = start(() =>
      at.length === 2 ? new Promise((resolve) => (finish = () => resolve(false))) : false,
    );
    await looks.start();
    await clock.advance(1_000);
    looks.wake();
    await clock.advance(100);
    looks.wake();
    await clock.advance(150);
    expect(at).toEqual([0, 1_250]);
    looks.wake();
    await clock.advance(1_000);
    finish();
    await clock.advance(1_000);
    expect(at).toEqual([0, 1_250, 2_500]);
    expect(clock.pending).toBe(1);
  });

  it('end with a last one', async () => {
    const { clock, looks, at } = start(() => true);
    await looks.start();
    await looks.close();
    looks.wake();
    expect(at).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });
});
