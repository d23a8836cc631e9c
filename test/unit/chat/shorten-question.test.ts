import fc from 'fast-check';
import type { Question } from '../../../src/chat/question.ts';
import { shortenQuestion } from '../../../src/chat/shorten-question.ts';
import { estimateTokens } from '../../../src/usage/ledger/estimate-tokens.ts';

function asking(text: string): Question {
  const nobody = { userId: 1n, chatId: 1n, conversation: '1', chosenModel: null };
  return { ...nobody, text, signal: new AbortController().signal };
}

describe('a question that is too long', () => {
  it('keeps both its ends, and says to the model that something is left out', () => {
    const question = asking(`beginning ${'word '.repeat(20_000)}the question?`);
    const { text, shortened = '' } = shortenQuestion(question) ?? question;
    expect(shortened).toMatch(/^beginning word .*left out here.* word the question\?$/s);
    expect(estimateTokens(shortened)).toBeLessThanOrEqual(4_000);
    expect(text).toBe(question.text);
  });

  it.each(['', 'why?', 'word '.repeat(100)])('is not one that is short', (text) => {
    expect(shortenQuestion(asking(text))).toBeNull();
  });

  it('gets shorter each time until it is short, and never ends in half a character', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 300, maxLength: 3_000 });
    fc.assert(
      fc.property(text, (words) => {
        let question: Question | null = asking(words);
        let size = estimateTokens(words);
        while ((question = shortenQuestion(question))) {
          const { shortened = '' } = question;
          expect(estimateTokens(shortened)).toBeLessThanOrEqual(Math.floor(size / 2) + 1);
          expect(shortened.isWellFormed()).toBe(words.isWellFormed());
          size = estimateTokens(shortened);
        }
      }),
      { numRuns: 30 },
    );
  });
});
