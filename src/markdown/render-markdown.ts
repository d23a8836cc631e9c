import { cutPlace, skipSpace } from './text/cut-text.ts';
import { hasRightToLeft, runsRightToLeft } from './direction/right-to-left.ts';
import { readAnswer, type ReadOptions } from './read-answer.ts';
import { unmarked, type Mark, type RichText, type Span } from './text/rich-text.ts';
import { SpanWindow } from './text/span-window.ts';
import { disarm } from './text/disarm.ts';
import { cutSpans, toHtml, toPlain } from './text/to-html.ts';

/** One message of an answer: Telegram's HTML, and the same words for when Telegram refuses it. */
export interface AnswerPart {
  html: string;
  plain: string;
}

/** Telegram's limit is 4096 UTF-16 units; one is kept for the direction mark of a line that was cut. */
const MAX_LENGTH = 4_095;
const RLM = '\u200F';
const LRM = '\u200E';
const MAX_HTML_BYTES = 32_768;
const MAX_ENTITIES = 100;
const MAX_SAFE_ADDRESSES = 1_000;
const CODE: ReadonlySet<Mark['type']> = new Set(['code', 'pre']);

/** An answer in Markdown as the messages to send, in order; none when there is nothing to see in it. */
export function renderAnswer(markdown: string, options: ReadOptions = {}): AnswerPart[] {
  return cutParts(readAnswer(markdown, options)).map((render) => render());
}

/** A text in messages, each rendered when it is asked for. */
export function cutParts(source: RichText): (() => AnswerPart)[] {
  const parts: (() => AnswerPart)[] = [];
  const window = new SpanWindow(source.spans);
  let start = skipSpace(source.text, 0);
  while (start < source.text.length) {
    const slice = nextSlice(source, start, window.within(start, start + MAX_LENGTH));
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
  /** Those that reach into it, and maybe some behind it. */
  spans: readonly Span[];
}

/** The next message; made shorter for as long as Telegram would refuse it. */
function nextSlice(source: RichText, start: number, spans: readonly Span[]): Slice {
  const mark = markOfCutLine(source, start, spans);
  let limit = Math.min(source.text.length, start + MAX_LENGTH, entityLimit(spans));
  for (;;) {
    const end = cutPlace(source, spans, start, limit);
    const slice = { start, end, mark, spans };
    const excess = excessOf(source, slice);
    if (limit - start < 2 || excess <= 0) return slice;
    // What is a little too long loses that little; addresses may be longer than all that is left.
    limit = Math.max(Math.min(end - excess, limit - 1), start + Math.floor((limit - start) * 0.8));
  }
}

/** By how many characters a message is too long at least. */
function excessOf(source: RichText, slice: Slice): number {
  const spans = cutSpans(slice.spans, slice.start, slice.end);
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
function entityLimit(spans: readonly Span[]): number {
  const entities = spans.filter(({ mark }) => mark.type !== 'isolate');
  return entities[MAX_ENTITIES]?.start ?? Number.POSITIVE_INFINITY;
}

function renderSlice({ text }: RichText, { start, end, mark, spans }: Slice): AnswerPart {
  const trimmed = start + text.slice(start, end).trimEnd().length;
  const plain = mark + toPlain(text, spans, start, trimmed);
  return {
    html: mark + toHtml(text, spans, start, trimmed),
    // Where nothing marks the code, what is in it would be live.
    plain: spans.some(({ mark: { type } }) => CODE.has(type)) ? disarm(unmarked(plain)).text : plain,
  };
}

/** A line that was cut has its direction again: its first letter there may be one with another. */
function markOfCutLine({ text }: RichText, start: number, spans: readonly Span[]): string {
  const isLineStart = start === 0 || text[start - 1] === '\n';
  if (isLineStart || spans.some((span) => span.mark.type === 'pre' && span.start < start)) return '';
  const isRightToLeft = runsRightToLeft(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
  if (isRightToLeft) return hasRightToLeft(text.charAt(start)) ? '' : RLM;
  return runsRightToLeft(text.slice(start, start + MAX_LENGTH).split('\n', 1)[0] ?? '') ? LRM : '';
}

/** Telegram refuses a message of spaces and invisible characters. */
function isVisible(text: string): boolean {
  return /[^\s\p{Cf}\p{Cc}\u115F\u1160\u2800\u3164]/u.test(text);
}
