import { judgeHostility, type Stretch } from '../../../src/tools/benchmarks/soak/hostility-verdict.ts';

const QUICK = Array.from({ length: 200 }, (_, index) => 1_000 + index);

function stretches(beside: Partial<Stretch> = {}): Stretch[] {
  const alone = { hostile: false, chatMs: QUICK, unanswered: 0 };
  return [alone, { ...alone, hostile: true, ...beside }, alone];
}

const slower = (factor: number, from = 0) => QUICK.map((ms, index) => (index < from ? ms : ms * factor));

describe('judgeHostility', () => {
  it.each([
    ['nothing changes', {}, true],
    ['all answers take a little longer', { chatMs: slower(1.15) }, true],
    ['all answers take much longer', { chatMs: slower(1.3) }, false],
    ['only the slowest take much longer', { chatMs: slower(1.3, 195) }, false],
    ['one gets no answer', { unanswered: 1 }, false],
  ])('where %s', (_, beside, isFair) => {
    expect(judgeHostility(stretches(beside)).isFair).toBe(isFair);
  });

  it('shows both, and their ratio', () => {
    expect(judgeHostility(stretches({ chatMs: slower(2) })).table).toContain(
      '| median | 1100 ms | 2200 ms | 2.00 |',
    );
  });
});
