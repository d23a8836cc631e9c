import { renderAnswer } from '../../src/markdown/render-markdown.ts';
import { DraftRenderer, renderDraft } from '../../src/markdown/render-draft.ts';
import { ratioOf } from '../support/timing.ts';

const PARAGRAPH = 'Kubernetes یک **سامانهٔ** متن‌باز است و `kubectl` فرمان آن. '.repeat(6);
const SECTION = `## بخش\n\n${PARAGRAPH}\n\n- یک\n- Docker دو\n\n\`\`\`ts\nconst a = 1;\n\`\`\`\n\n`;

/** What takes a parser time by the square, or worse, where it looks ahead or tries again. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['lists in lists', '1. '],
  ['quotations in quotations', '> '],
  ['items', '- a\n'],
  ['brackets', '['],
  ['brackets and stars', '[*a\n\n'],
  ['addresses that never end', '[a]('],
  ['emphasis that never ends', '*a '],
  ['underscores', '__a'],
  ['strikes', '~a~~'],
  ['emphasis of every kind', '*a _b **c ~~d '],
  ['bold words', '**a** '],
  ['a Persian line with code', 'این یک متن است `code()` و '],
  ['a Persian line with brackets', 'سلام (a(b'],
  ['a Persian line with quotation marks', 'سلام "a'],
  ['fences', '```\n'],
  ['fences in lists', '- ```\n'],
  ['dollars', '$a '],
  ['mathematics that never ends', '\\[a\n'],
  ['mathematics without dollars', '\\alpha_1 + (x '],
  ['powers that never end', 'x^{'],
  ['functions', '\\sin\\left('],
  ['environments that never end', '\\begin{align}\n'],
  ['HTML that never ends', '<b>'],
  ['code in HTML that never ends', '<pre>\n'],
  ['links in HTML', '<a href="'],
  ['rows of tables', 'a|b\n'],
  ['lines', 'a\n'],
  ['underlined lines', 'a\n=\n'],
  ['addresses', 'https://a.b/( '],
  ['mentions', '@a'],
  ['backslashes', '\\'],
  ['paths', 'C:\\'],
  ['flags', '🇮🇷'],
  ['accents', '\u0301'],
  ['links', '[a](https://x.org) '],
];

/** Runs of backticks of every length, of which each might end at any other. */
function backticks(length: number): string {
  const runs = Array.from({ length: Math.sqrt(2 * length) }, (_, index) => '`'.repeat(index + 1));
  return runs.join('a').slice(0, length);
}

/**
 * How many times as long one text takes as two of half its length. What both make is the same, so the garbage collector
 * has as much to do for either.
 */
function ratioToHalves(render: (markdown: string) => unknown, text: (length: number) => string): number {
  const [half, whole] = [text(4_000), text(8_000)];
  return ratioOf(
    () => render(whole),
    () => [render(half), render(half)],
    60,
  );
}

describe('rendering an answer', () => {
  it('takes little more time than rendering its halves', () => {
    const sections = (length: number) => SECTION.repeat(length / 530);
    expect(ratioToHalves(renderAnswer, sections)).toBeLessThan(1.5);
    expect(ratioToHalves(renderDraft, sections)).toBeLessThan(1.5);
  });

  it.each(HOSTILE)('takes little more time than rendering its halves, whatever it holds: %s', (_, piece) => {
    const text = (length: number) => piece.repeat(Math.ceil(length / piece.length));
    expect(ratioToHalves(renderAnswer, text)).toBeLessThan(1.75);
    expect(ratioToHalves(renderDraft, text)).toBeLessThan(1.75);
  });

  it('takes little more time than rendering its halves, for runs of backticks of every length', () => {
    expect(ratioToHalves(renderAnswer, backticks)).toBeLessThan(1.75);
  });
});

describe('an answer that is written twice as long', () => {
  /** Everything that is shown while an answer is written. */
  const write = (sections: number) => {
    const draft = new DraftRenderer('fa');
    for (let written = 1; written <= sections; written++) draft.render(SECTION.repeat(written));
  };

  it('takes its drafts less than twice the time of two halves, since they read only what is new', () => {
    const ratio = ratioOf(
      () => write(60),
      () => [write(30), write(30)],
      20,
    );
    expect(ratio).toBeLessThan(1.75);
  });
});
