import { AnswerSection } from './answer-section.ts';
import { cleanMarkdown } from './clean-markdown.ts';
import { addCounts, directionOf } from './direction/answer-direction.ts';
import { directLines } from './direction/line-direction.ts';
import { readMarkdown } from './parser/read-markdown.ts';
import type { Ending } from './parser/syntax-tree.ts';
import { joinTexts } from './text/join-texts.ts';
import { unmarked, type RichText } from './text/rich-text.ts';

export interface ReadOptions {
  /** How the Markdown ends. */
  ending?: Ending;
  /** The asker's language, by which an answer in two scripts is laid out. */
  language?: string;
  /** Words of ours below the answer. */
  note?: string;
}

const DIRECTION_MARKS = /^[\u200E\u200F]+/gm;

/** A text of Markdown as Telegram would keep it, however long. */
export function readAnswer(markdown: string, options: ReadOptions = {}): RichText {
  const { blocks } = readMarkdown(cleanMarkdown(markdown), options.ending ?? 'whole');
  return composeAnswer([new AnswerSection(blocks)], options);
}

/** Some sections as one text in one direction, whose words and asker decide it. */
export function composeAnswer(sections: readonly AnswerSection[], options: ReadOptions): RichText {
  const { language, note } = options;
  const written = sections.filter(({ isEmpty }) => !isEmpty);
  const direction = directionOf(addCounts(written.map(({ words }) => words)), language);
  const texts = written.map((section) => section.directed(direction));
  if (note) {
    const text = note.replaceAll(DIRECTION_MARKS, '');
    texts.push(directLines(unmarked(text), direction));
  }
  return joinTexts(texts, (index) => written[index]?.endsWithHeading ?? false);
}
