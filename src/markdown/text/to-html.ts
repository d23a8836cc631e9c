import { escapeHtml } from '../../foundation/text/escape-html.ts';
import type { Mark, Span } from './rich-text.ts';

/** How text and the two ends of a mark are written. */
interface Notation {
  write: (text: string) => string;
  begin: (mark: Mark) => string;
  end: (mark: Mark) => string;
}

const LEFT_TO_RIGHT_ISOLATE = '\u2066';
const RIGHT_TO_LEFT_ISOLATE = '\u2067';
const POP_ISOLATE = '\u2069';
const HTML: Notation = { write: escapeText, begin: openingTag, end: closingTag };
const PLAIN: Notation = {
  write: (text) => text,
  begin: (mark) => (mark.type === 'isolate' ? isolateOf(mark) : ''),
  end: (mark) => (mark.type === 'link' ? ` (${mark.href})` : mark.type === 'isolate' ? POP_ISOLATE : ''),
};

/** The slice of a text as Telegram's HTML, with the marks that reach into it. */
export function toHtml(text: string, spans: readonly Span[], start: number, end: number): string {
  return notate(HTML, text, cutSpans(spans, start, end), start, end);
}

/** The slice of a text without markup; an address that stood behind words stands after them. */
export function toPlain(text: string, spans: readonly Span[], start: number, end: number): string {
  return notate(PLAIN, text, cutSpans(spans, start, end), start, end);
}

function notate(
  { write, begin, end: finish }: Notation,
  text: string,
  spans: readonly Span[],
  start: number,
  end: number,
): string {
  const open: Span[] = [];
  let written = '';
  let position = start;
  const writeTo = (next: number) => {
    written += write(text.slice(position, next));
    position = next;
  };
  const closeUntil = (limit: number) => {
    for (let last = open.at(-1); last && last.end <= limit; last = open.at(-1)) {
      writeTo(last.end);
      written += finish(last.mark);
      open.pop();
    }
  };
  for (const span of spans) {
    closeUntil(span.start);
    writeTo(span.start);
    written += begin(span.mark);
    open.push(span);
  }
  closeUntil(end);
  writeTo(end);
  return written;
}

/** The marks that reach into a slice, cut to it. */
export function cutSpans(spans: readonly Span[], start: number, end: number): Span[] {
  return spans
    .filter((span) => span.start < end && span.end > start)
    .map(({ mark, ...span }) => ({
      start: Math.max(span.start, start),
      end: Math.min(span.end, end),
      mark,
    }));
}

/** Quotation marks mean nothing between tags, and answers are full of them: escaped, each would take five bytes more. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const TAGS = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  quote: 'blockquote',
} as const;

function isolateOf({ isRightToLeft }: { isRightToLeft?: boolean }): string {
  return isRightToLeft ? RIGHT_TO_LEFT_ISOLATE : LEFT_TO_RIGHT_ISOLATE;
}

function openingTag(mark: Mark): string {
  if (mark.type === 'isolate') return isolateOf(mark);
  if (mark.type === 'link') return `<a href="${escapeHtml(mark.href)}">`;
  if (mark.type !== 'pre') return `<${TAGS[mark.type]}>`;
  return mark.language ? `<pre><code class="language-${mark.language}">` : '<pre>';
}

function closingTag(mark: Mark): string {
  if (mark.type === 'isolate') return POP_ISOLATE;
  if (mark.type === 'link') return '</a>';
  if (mark.type !== 'pre') return `</${TAGS[mark.type]}>`;
  return mark.language ? '</code></pre>' : '</pre>';
}
