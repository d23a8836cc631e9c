import { writeBlocks } from './block-text.ts';
import { cleanMarkdown } from './clean-markdown.ts';
import { cutPlace, skipSpace } from './text/cut-text.ts';
import { directLines } from './direction/line-direction.ts';
import { readMarkdown } from './read-markdown.ts';
import { RichTextBuilder, type Mark, type RichText } from './text/rich-text.ts';
import { hasRightToLeft, runsRightToLeft } from './direction/right-to-left.ts';
import { spansWithin, toHtml, toPlain } from './text/to-html.ts';

/** One message of an answer: Telegram's HTML, and the same words for when Telegram refuses it. */
export interface AnswerPart {
  html: string;
  plain: string;
}

/** Telegram's limit is 4096 UTF-16 units; one is kept for the direction mark of a line that was cut. */
const MAX_LENGTH = 4_095;
const RLM = '\u200F';
const MAX_HTML_BYTES = 32_768;
const MAX_ENTITIES = 100;
const MAX_SAFE_ADDRESSES = 1_000;

/** An answer in Markdown as the messages to send, in order; none when there is nothing to see in it. */
export function renderAnswer(markdown: string): AnswerPart[] {
  return cutParts(readAnswer(markdown)).map((render) => render());
}

/** A text of Markdown as Telegram would keep it, however long. */
export function readAnswer(markdown: string): RichText {
  const builder = new RichTextBuilder();
  writeBlocks(builder, readMarkdown(cleanMarkdown(markdown)));
  return directLines(builder.finish());
}

/** A text in messages, each rendered when it is asked for. */
export function cutParts(source: RichText): (() => AnswerPart)[] {
  const parts: (() => AnswerPart)[] = [];
  let start = skipSpace(source.text, 0);
  while (start < source.text.length) {
    const slice = nextSlice(source, start);
    if (isVisible(source.text.slice(start, slice.end))) parts.push(() => renderSlice(source, slice));
    start = skipSpace(source.text, slice.end);
  }
  return parts;
}

interface Slice {
  start: number;
  end: number;
  /** Before a line that was cut in its middle. */
  mark: string;
}

/** The next message; made shorter for as long as Telegram would refuse it. */
function nextSlice(source: RichText, start: number): Slice {
  const mark = markOfCutLine(source, start);
  let limit = Math.min(source.text.length, start + MAX_LENGTH, entityLimit(source, start));
  for (;;) {
    const end = cutPlace(source, start, limit);
    const slice = { start, end, mark };
    const excess = excessOf(source, slice);
    if (limit - start < 2 || excess <= 0) return slice;
    // What is a little too long loses that little; addresses may be longer than all that is left.
    limit = Math.max(Math.min(end - excess, limit - 1), start + Math.floor((limit - start) * 0.8));
  }
}

/** By how many characters a message is too long at least. */
function excessOf(source: RichText, slice: Slice): number {
  const spans = spansWithin(source.spans, slice.start, slice.end);
  const added = spans.reduce((sum, { mark }) => sum + addedBy(mark), 0);
  const excess = slice.end - slice.start + added - MAX_LENGTH;
  // Escapes make five bytes of a character, so it takes many addresses to come to that many.
  if (excess > 0 || added < MAX_SAFE_ADDRESSES) return excess;
  return Buffer.byteLength(renderSlice(source, slice).html) - MAX_HTML_BYTES;
}

/** The characters that a mark adds to a text without markup; those of isolates are in every text. */
function addedBy(mark: Mark): number {
  if (mark.type === 'link') return mark.href.length + ' ()'.length;
  return mark.type === 'isolate' ? 2 : 0;
}

/** Where the first mark too many begins. */
function entityLimit({ spans, text }: RichText, start: number): number {
  const reaching = spans.filter(({ end, mark }) => end > start && mark.type !== 'isolate');
  return reaching[MAX_ENTITIES]?.start ?? text.length;
}

function renderSlice({ text, spans }: RichText, { start, end, mark }: Slice): AnswerPart {
  const trimmed = start + text.slice(start, end).trimEnd().length;
  return {
    html: mark + toHtml(text, spans, start, trimmed),
    plain: mark + toPlain(text, spans, start, trimmed),
  };
}

function markOfCutLine({ text, spans }: RichText, start: number): string {
  const isLineStart = start === 0 || text[start - 1] === '\n';
  if (isLineStart || spans.some((span) => span.mark.type === 'pre' && span.start < start && span.end > start))
    return '';
  if (!runsRightToLeft(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))) return '';
  return hasRightToLeft(text.charAt(start)) ? '' : RLM;
}

/** Telegram refuses a message of spaces and invisible characters. */
function isVisible(text: string): boolean {
  return /[^\s\p{Cf}\p{Cc}\u115F\u1160\u2800\u3164]/u.test(text);
}
