import { escapeHtml } from '../../reports/escape-html.ts';
import type { Mark, Span } from './rich-text.ts';

/** The slice of a text as Telegram's HTML, with the marks that reach into it. */
export function toHtml(text: string, spans: readonly Span[], start: number, end: number): string {
  const open: Span[] = [];
  let html = '';
  let position = start;
  const writeTo = (next: number) => {
    html += escapeText(text.slice(position, next));
    position = next;
  };
  const closeUntil = (limit: number) => {
    for (let last = open.at(-1); last && last.end <= limit; last = open.at(-1)) {
      writeTo(last.end);
      html += closingTag(last.mark);
      open.pop();
    }
  };
  for (const span of spansWithin(spans, start, end)) {
    closeUntil(span.start);
    writeTo(span.start);
    html += openingTag(span.mark);
    open.push(span);
  }
  closeUntil(end);
  writeTo(end);
  return html;
}

/** The marks that reach into a slice, cut to it. */
export function spansWithin(spans: readonly Span[], start: number, end: number): Span[] {
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

const TAGS = { bold: 'b', italic: 'i', strikethrough: 's', code: 'code', quote: 'blockquote' } as const;

function openingTag(mark: Mark): string {
  if (mark.type === 'link') return `<a href="${escapeHtml(mark.href)}">`;
  if (mark.type !== 'pre') return `<${TAGS[mark.type]}>`;
  return mark.language ? `<pre><code class="language-${mark.language}">` : '<pre>';
}

function closingTag(mark: Mark): string {
  if (mark.type === 'link') return '</a>';
  if (mark.type !== 'pre') return `</${TAGS[mark.type]}>`;
  return mark.language ? '</code></pre>' : '</pre>';
}
