import { AnswerSection } from './answer-section.ts';
import { cleanMarkdown } from './clean-markdown.ts';
import { readMarkdown } from './parser/read-markdown.ts';
import { composeAnswer } from './read-answer.ts';
import { cutParts, type AnswerPart } from './render-markdown.ts';

const LINE_END = /\r\n?|[\n\u2028\u2029]/g;

/** An answer that is not finished, as one message: the last one, where it is longer than that. */
export function renderDraft(markdown: string, language?: string): AnswerPart {
  return new DraftRenderer(language).render(markdown);
}

/** Renders an answer that grows, reading again only the blocks at its end. */
export class DraftRenderer {
  readonly #language: string | undefined;
  readonly #sections: AnswerSection[] = [];
  /** What the sections were read from. */
  #settled = '';

  constructor(language?: string) {
    this.#language = language;
  }

  render(markdown: string): AnswerPart {
    if (!markdown.startsWith(this.#settled)) this.#forget();
    const rest = markdown.slice(this.#settled.length);
    const { blocks, settled, settledLines } = readMarkdown(cleanMarkdown(rest), 'growing');
    const growing = new AnswerSection(blocks.slice(settled));
    if (settled > 0) {
      this.#sections.push(new AnswerSection(blocks.slice(0, settled)));
      this.#settled += rest.slice(0, lineStart(rest, settledLines));
    }
    const text = composeAnswer([...this.#sections, growing], { language: this.#language });
    return cutParts(text).at(-1)?.() ?? { html: '', plain: '' };
  }

  #forget(): void {
    this.#settled = '';
    this.#sections.length = 0;
  }
}

/** Where a line begins in a text that was not cleaned yet. */
function lineStart(text: string, line: number): number {
  let left = line;
  for (const { 0: end, index } of text.matchAll(LINE_END)) {
    left--;
    if (left === 0) return index + end.length;
  }
  return 0;
}
