import fc from 'fast-check';
import { splitText } from '../../src/telegram/split-text.ts';

function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, '');
}

describe('splitText', () => {
  it('leaves a text that fits as it is', () => {
    expect(splitText('hello')).toEqual(['hello']);
    expect(splitText('x'.repeat(4_096))).toHaveLength(1);
    expect(splitText('x'.repeat(4_097))).toHaveLength(2);
  });

  it('makes nothing of nothing', () => {
    expect(splitText('')).toEqual([]);
    expect(splitText(' \n ')).toEqual([]);
  });

  it('cuts between paragraphs first, then lines, then words', () => {
    expect(splitText('aaa aaa\nbbb\n\nccc ddd', 14)).toEqual(['aaa aaa\nbbb', 'ccc ddd']);
    expect(splitText('aaa aaa\nbbb bbb', 12)).toEqual(['aaa aaa', 'bbb bbb']);
    expect(splitText('aaaa bbbb cccc', 10)).toEqual(['aaaa bbbb', 'cccc']);
  });

  it('does not cut in the first half, where many short messages would come of it', () => {
    expect(splitText(`a\n\n${'b'.repeat(20)}`, 10)).toEqual([`a\n\n${'b'.repeat(7)}`, 'b'.repeat(10), 'bbb']);
  });

  it('never cuts a surrogate pair', () => {
    expect(splitText(`x${'😀'.repeat(4)}`, 4)).toEqual(['x😀', '😀😀', '😀']);
  });

  it('loses nothing but space, keeps to the limit and leaves no half character, whatever it is given', () => {
    const piece = fc.constantFrom(
      ' ',
      '\n',
      '\n\n',
      'word',
      '😀',
      'سلام',
      '👨‍👩‍👧',
      'longer-word-than-the-limit-allows',
    );
    const text = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 40 }), (given, limit) => {
        const parts = splitText(given, limit);
        expect(withoutSpace(parts.join(''))).toBe(withoutSpace(given));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part.trim()).not.toBe('');
          expect(part).not.toMatch(/\p{Cs}/u);
        }
      }),
      { numRuns: 500 },
    );
  });
});
