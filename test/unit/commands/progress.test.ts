import { createProgress } from '../../../src/commands/progress.ts';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { stream, written };
}

describe('the progress of long work', () => {
  it('is one line on a terminal, written again a few times a second, and taken away at the end', () => {
    const { stream, written } = terminal(true);
    const progress = createProgress('moving', stream);
    for (let done = 0; done <= 1_000; done++) progress.show(done * 200, 200_000);
    progress.end();
    expect(written[0]).toBe('\r\u001B[Kmoving: 0 of 200,000 rows (0 %)');
    expect(written.at(-2)).toBe('\r\u001B[Kmoving: 200,000 of 200,000 rows (100 %)');
    expect(written.at(-1)).toBe('\r\u001B[K');
    expect(written.length).toBeLessThan(1_000);
  });

  it('is nothing in a file or a pipe', () => {
    const { stream, written } = terminal(false);
    const progress = createProgress('moving', stream);
    progress.show(1, 2);
    progress.end();
    expect(written).toEqual([]);
  });

  it('of an empty database is all of it', () => {
    const { stream, written } = terminal(true);
    createProgress('moving', stream).show(0, 0);
    expect(written).toEqual(['\r\u001B[Kmoving: 0 of 0 rows (100 %)']);
  });
});
