import type { MessageEntity } from 'grammy/types';
import { listOf } from './list-of.ts';

/** What a mark puts around its words. */
interface Mark {
  from: number;
  to: number;
  open: string;
  close: string;
}

/**
 * A text with what its marks show as Markdown, which models read: addresses of links, code, quotations, what is struck
 * out. Emphasis is left out, as it changes no meaning.
 */
export function markedText(text: string, entities: readonly MessageEntity[] | undefined): string {
  if (typeof text !== 'string') return '';
  const marks = listOf(entities).flatMap((entity) => toMarks(text, entity));
  if (marks.length === 0) return text;
  // Of marks that end in one place the inner one ends first; of those that begin there the outer one begins first.
  const ends = marks.toReversed().toSorted((a, b) => b.from - a.from);
  const begins = marks.toSorted((a, b) => b.to - a.to);
  const inserted = new Map<number, string>();
  const insert = (place: number, mark: string) => inserted.set(place, (inserted.get(place) ?? '') + mark);
  for (const { to, close } of ends) insert(to, close);
  for (const { from, open } of begins) insert(from, open);
  let shown = '';
  let last = 0;
  for (const [place, mark] of [...inserted].toSorted(([a], [b]) => a - b)) {
    shown += text.slice(last, place) + mark;
    last = place;
  }
  return shown + text.slice(last);
}

function toMarks(text: string, entity: MessageEntity): Mark[] {
  const { offset: from, length } = entity;
  const to = from + length;
  const isWithin = Number.isInteger(from) && Number.isInteger(length) && from >= 0 && length > 0;
  if (!isWithin || to > text.length) return [];
  const words = text.slice(from, to);
  const { type } = entity;
  if (type === 'text_link')
    return words === entity.url ? [] : [{ from, to, open: '[', close: `](${entity.url})` }];
  if (type === 'pre') return [{ from, to, ...fence(text, from, to, entity.language) }];
  if (type === 'code') return [{ from, to, ...codeSpan(words) }];
  if (type === 'date_time') return [{ from, to, open: '', close: timeOf(entity.unix_time, words) }];
  if (type === 'strikethrough') return [{ from, to, open: '~~', close: '~~' }];
  return type === 'blockquote' || type === 'expandable_blockquote' ? quotation(text, from, to) : [];
}

/** The moment that each reader sees in the form of their own clock; the text may say less. */
function timeOf(unixTime: unknown, words: string): string {
  const date = new Date(Number(unixTime) * 1_000);
  const time = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 16);
  return time && !words.includes(time) ? ` (${time.replace('T', ' ')} UTC)` : '';
}

function codeSpan(words: string): Pick<Mark, 'open' | 'close'> {
  const ticks = '`'.repeat(longestRun(words) + 1);
  const space = /^`|`$/.test(words) ? ' ' : '';
  return { open: ticks + space, close: space + ticks };
}

/** Code between fences that nothing in it can close, each on a line of its own. */
function fence(text: string, from: number, to: number, language = ''): Pick<Mark, 'open' | 'close'> {
  const ticks = '`'.repeat(Math.max(3, longestRun(text.slice(from, to)) + 1));
  const before = from === 0 || text[from - 1] === '\n' ? '' : '\n';
  const atEnd = text[to - 1] === '\n' ? '' : '\n';
  const after = to === text.length || text[to] === '\n' ? '' : '\n';
  return { open: `${before}${ticks}${language}\n`, close: `${atEnd}${ticks}${after}` };
}

function longestRun(words: string): number {
  return Math.max(0, ...(words.match(/`+/g) ?? []).map((run) => run.length));
}

/** A mark at the beginning of each line. */
function quotation(text: string, from: number, to: number): Mark[] {
  const starts = [from];
  for (let at = text.indexOf('\n', from); at >= 0 && at < to - 1; at = text.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts.map((start) => ({ from: start, to, open: '> ', close: '' }));
}
