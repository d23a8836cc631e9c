import fc from 'fast-check';
import type { MessageEntity } from 'grammy/types';
import { cleanText } from '../../../src/tools/stand-ins/telegram/text/clean-text.ts';
import { fixEntities } from '../../../src/tools/stand-ins/telegram/text/fix-entities.ts';
import { parseHtml } from '../../../src/tools/stand-ins/telegram/text/parse-html.ts';
import { renderAnswer, type AnswerPart } from '../../../src/markdown/render-markdown.ts';
import { DraftRenderer, renderDraft } from '../../../src/markdown/render-draft.ts';

/** Words that no other piece has letters of, so that each can be looked for. */
const WORDS = ['kqé0', 'Zxö1', 'سلام2', 'می‌شود3', '٤٤', 'été5', '東6'];
const MARKUP = [
  '**',
  '*',
  '_',
  '~~',
  '`',
  '``',
  '```',
  '```ts\n',
  '\n```\n',
  '# ',
  '## ',
  '> ',
  '>> ',
  '- ',
  '  - ',
  '1. ',
  '7) ',
  '- [ ] ',
  '[',
  '](',
  ')',
  '](https://x.org/',
  '![',
  '|',
  '\n|',
  '|\n|---|---|\n',
  '---',
  '===',
  '$',
  '$$',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '^',
  '_{',
  '}',
  '<b>',
  '</b>',
  '<',
  '>',
  '&',
  '&amp;',
  '"',
  '\\',
  '||',
  '[^1]: ',
  '\n',
  '\n\n',
  '\n    ',
  ' ',
  '  \n',
  '	',
  '\r\n',
  '@',
  '/',
  ':',
  '.',
  '! ',
  '؟ ',
];
const ODD = [
  '😀',
  '👨‍👩‍👧‍👦',
  '🇮🇷',
  '\uD83D',
  '\uDE00',
  '\u200F',
  '\u202E',
  '\u2067',
  '\u2069',
  '\u200C',
  '\u0000',
  '\u0301',
  '\u2028',
];
/** What a line from right to left would scramble. */
const LATIN = [
  'C++ ',
  ' --save',
  '2 + 3 = 5',
  '$10',
  ' -5',
  '(a',
  '"',
  'f(x)',
  '`--x`',
  'سلام C# دنیا ',
  '، ',
];

const pieces = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS.map((word) => ` ${word} `)) },
  { weight: 5, arbitrary: fc.constantFrom(...MARKUP) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD) },
  { weight: 2, arbitrary: fc.constantFrom(...LATIN) },
);
const markdowns = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(''));
/** The same piece again and again: answers of many messages, or of many entities. */
const longMarkdowns = fc
  .tuple(markdowns, fc.integer({ min: 1, max: 120 }))
  .map(([markdown, times]) => markdown.repeat(times).slice(0, 30_000));

function wordsOf(text: string): Map<string, number> {
  return new Map(WORDS.map((word) => [word, text.split(word).length - 1]));
}

function expectAccepted({ html, plain }: AnswerPart): void {
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(32_768);
  const parsed = parseHtml(html);
  const kept = cleanText(parsed);
  expect(kept.text.length).toBeGreaterThan(0);
  expect(kept.text.length).toBeLessThanOrEqual(4_096);
  expect(kept.entities.length).toBeLessThanOrEqual(100);
  expect(plain.length).toBeLessThanOrEqual(4_096);
  expect(html + plain).not.toMatch(/\p{Surrogate}/u);
  expect(isolatesOf(kept.text)).toBe('');
  expect(isolatesOf(plain)).toBe('');
  for (const { type, offset, length } of kept.entities) {
    if (type === 'code' || type === 'pre')
      expect(kept.text.slice(offset, offset + length)).not.toMatch(ISOLATES);
  }
  // Nothing that Telegram drops was asked for, though it joins bold words that touch.
  expect(lengthsOf(fixEntities(kept.entities))).toEqual(lengthsOf(kept.entities));
}

const ISOLATES = /[\u2066-\u2069]/;

/** The isolates of a text that do not end, or begin, in their own line. */
function isolatesOf(text: string): string {
  return text
    .replaceAll(/[^\u2066-\u2069\n]/g, '')
    .replaceAll(/[\u2066\u2067]\u2069/g, '')
    .replaceAll('\n', '');
}

/** How much text is of each type. */
function lengthsOf(entities: readonly MessageEntity[]): Record<string, number> {
  const lengths: Record<string, number> = {};
  for (const { type, length } of entities) lengths[type] = (lengths[type] ?? 0) + length;
  return lengths;
}

/** Letters of no tag, command, address or language of code below; digits that no list is counted by. */
const SEEN = /[qzjvyQZ4-9سلامکپچ]/gu;
const SOURCES = [
  'q',
  'zj',
  'vyq',
  'Qz',
  '45',
  '6',
  '7.8',
  'سلام',
  'کپچ',
  'q9',
  'z_j',
  'v-y',
  '*',
  '**',
  '***',
  '_',
  '__',
  '~',
  '~~',
  '`',
  '``',
  '*4*',
  '**z**',
  '__q__',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '|',
  '\n',
  '\n\n',
  ' ',
  ' ',
  ' ',
  '\n    ',
  '\n```ts\n',
  '\n```\n',
  '\n- ',
  '\n  - ',
  '\n1. ',
  '\n> ',
  '\n# ',
  '\n| ',
  '|\n|---|---|\n',
  '\n---\n',
  '](https://h.org)',
  '![',
  '](',
  '<b>',
  '</b>',
  '<sub>',
  '</sub>',
  '<pre>',
  '</pre>',
  '<br>',
  '<a href="https://h.org">',
  '</a>',
  '<',
  '>',
  '&amp;',
  '&',
  '\\',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '$',
  '$$',
  '^',
  '_',
  '=',
  '\\frac',
  '\\frac{q}{4}',
  '\\dfrac12',
  '\\alpha',
  '\\in ',
  '\\left(',
  ' \\right)',
  '\\sin ',
  '_{q}',
  '^{4',
  '}',
  '\\,',
  '\n```math\n',
  '$`',
  '`$',
  '\\begin{align}',
  '\\end{align}',
  '\\\\',
  '+',
  '/',
  '@',
  '#',
  '$5',
];
const sources = fc
  .array(fc.constantFrom(...SOURCES), { minLength: 1, maxLength: 50 })
  .map((list) => list.join('').slice(0, 300));

function countSeen(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [character] of text.normalize('NFKC').matchAll(SEEN)) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return counts;
}

/** The letters and digits of a source that are not in its answer, but for languages of code and numbers of lists. */
function missingIn(parts: readonly AnswerPart[], source: string): string[] {
  const seen = countSeen(parts.map(({ html }) => parseHtml(html).text).join(''));
  const counted = source.replaceAll(/(?:`{3,}|~{3,})[^\n`]*|\d+[.)](?=\s|$)/g, '');
  return [...countSeen(counted)]
    .filter(([letter, count]) => (seen.get(letter) ?? 0) < count)
    .map(([letter]) => letter);
}

const characters = new Intl.Segmenter();
const charactersOf = (text: string) =>
  Array.from(characters.segment(text), ({ segment }) => segment).filter(
    (character) => character.trim() !== '',
  );

describe('any answer', () => {
  it('is accepted by Telegram, in each of its parts', () => {
    fc.assert(
      fc.property(fc.oneof(markdowns, longMarkdowns), (markdown) => {
        for (const part of renderAnswer(markdown)) expectAccepted(part);
      }),
      { numRuns: 250 },
    );
  });

  it('loses none of its words, with markup or without', () => {
    fc.assert(
      fc.property(fc.oneof(markdowns, longMarkdowns), (markdown) => {
        const parts = renderAnswer(markdown);
        const asPlain = wordsOf(parts.map(({ plain }) => plain).join(' '));
        const asHtml = wordsOf(parts.map(({ html }) => html).join(' '));
        for (const [word, count] of wordsOf(markdown)) {
          expect([word, asPlain.get(word)! >= count]).toEqual([word, true]);
          expect([word, asHtml.get(word)! >= count]).toEqual([word, true]);
        }
      }),
      { numRuns: 250 },
    );
  });

  it('can be shown while it grows', () => {
    fc.assert(
      fc.property(markdowns, fc.integer({ min: 0, max: 400 }), (markdown, length) => {
        const part = renderDraft(markdown.slice(0, length));
        if (part.html !== '') expectAccepted(part);
      }),
      { numRuns: 250 },
    );
  });

  it('shows every letter and digit of its source, whole or stopped anywhere', () => {
    fc.assert(
      fc.property(sources, fc.nat(300), (source, length) => {
        expect([source, missingIn(renderAnswer(source), source)]).toEqual([source, []]);
        const begun = source.slice(0, length);
        const stopped = renderAnswer(begun, { ending: 'stopped', note: '⏹' });
        expect([begun, missingIn(stopped, begun)]).toEqual([begun, []]);
        for (const part of stopped) expectAccepted(part);
        expect(stopped.at(-1)!.html.endsWith('⏹')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is at each moment of its growth what it would be if it were read anew', () => {
    fc.assert(
      fc.property(
        fc.oneof(sources, markdowns),
        fc.constantFrom('fa', 'en', undefined),
        (source, language) => {
          const draft = new DraftRenderer(language);
          for (let end = 0; end <= source.length; end += 3) {
            const begun = source.slice(0, end);
            const part = draft.render(begun);
            expect([begun, part.html]).toEqual([begun, renderDraft(begun, language).html]);
            if (part.html !== '') expectAccepted(part);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it('is cut between characters as they are seen', () => {
    const emoji = ['🇮🇷', '🇩🇪', '👍🏽', '👨‍👩‍👧‍👦', '🏳️‍🌈', '1️⃣', 'é', 'कि', 'a', 'س', ' '];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...emoji), { minLength: 20, maxLength: 60 }), (list) => {
        const text = list.join('').repeat(Math.ceil(9_000 / list.join('').length));
        const cut = renderAnswer(text).flatMap(({ plain }) =>
          charactersOf(plain.replaceAll(/[\u200E\u200F\u2066-\u2069]/g, '')),
        );
        expect(cut).toEqual(charactersOf(text));
      }),
      { numRuns: 12 },
    );
  });
});
