import { completeMarkdown } from './complete-markdown.ts';
import { cutParts, readAnswer, type AnswerPart } from './render-markdown.ts';

/** An answer that is not finished, as one message: the last one, where it is longer than that. */
export function renderDraft(markdown: string): AnswerPart {
  return cutParts(readAnswer(completeMarkdown(markdown))).at(-1)?.() ?? { html: '', plain: '' };
}
