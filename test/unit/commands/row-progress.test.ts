import { rowProgress } from '../../../src/commands/console/row-progress.ts';

describe('the progress of rows', () => {
  it('is told a few times a second, and always at the end', () => {
    const shown: string[] = [];
    const progress = rowProgress('moving', {
      show: (text) => shown.push(text),
      end: () => shown.push('end'),
    });
    for (let done = 0; done <= 1_000; done++) progress.show(done * 200, 200_000);
    progress.end();
    expect(shown[0]).toBe('moving: 0 of 200,000 rows (0 %)');
    expect(shown.slice(-2)).toEqual(['moving: 200,000 of 200,000 rows (100 %)', 'end']);
    expect(shown.length).toBeLessThan(1_000);
  });

  it('of an empty database is all of it', () => {
    const shown: string[] = [];
    rowProgress('moving', { show: (text) => shown.push(text), end: () => undefined }).show(0, 0);
    expect(shown).toEqual(['moving: 0 of 0 rows (100 %)']);
  });
});
