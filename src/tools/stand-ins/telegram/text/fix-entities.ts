import type { MessageEntity } from 'grammy/types';

type EntityType = MessageEntity['type'];
interface Range {
  start: number;
  end: number;
}

const STYLES: readonly EntityType[] = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler'];
const QUOTES: readonly EntityType[] = ['blockquote', 'expandable_blockquote'];
const CODE: readonly EntityType[] = ['code', 'pre'];
/** Telegram silently drops entities beyond this number. */
const MAX_ENTITIES = 100;

/**
 * Corrects given entities like Telegram, which refuses none and drops what does not fit: a quote in a quote,
 * a link that contains code or a quote, and code or a link in either. Styles are dropped inside code and
 * inside the same style.
 */
export function fixEntities(given: readonly MessageEntity[]): MessageEntity[] {
  const sorted = given.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const quotes = outermost(sorted.filter(({ type }) => QUOTES.includes(type)));
  const others = sorted.filter(({ type }) => !QUOTES.includes(type) && !STYLES.includes(type));
  const continuous = outermost(others).filter((entity) => !quotes.some((quote) => crosses(entity, quote)));
  const code = continuous.filter(({ type }) => CODE.includes(type)).map(rangeOf);
  const styles = STYLES.flatMap((type) =>
    without(merged(sorted.filter((entity) => entity.type === type).map(rangeOf)), code).map(
      ({ start, end }) => ({ type, offset: start, length: end - start }) as MessageEntity,
    ),
  );
  return [...quotes, ...continuous, ...styles]
    .toSorted((a, b) => a.offset - b.offset || b.length - a.length)
    .slice(0, MAX_ENTITIES);
}

function rangeOf({ offset, length }: MessageEntity): Range {
  return { start: offset, end: offset + length };
}

/** Of overlapping entities, the first and longest. */
function outermost(sorted: readonly MessageEntity[]): MessageEntity[] {
  let end = 0;
  return sorted.filter((entity) => {
    const isFree = entity.offset >= end;
    if (isFree) end = entity.offset + entity.length;
    return isFree;
  });
}

/** Whether they overlap without the entity being inside the quote. */
function crosses(entity: MessageEntity, quote: MessageEntity): boolean {
  const [a, b] = [rangeOf(entity), rangeOf(quote)];
  return a.start < b.end && b.start < a.end && (a.start < b.start || a.end > b.end);
}

function merged(sorted: readonly Range[]): Range[] {
  const ranges: Range[] = [];
  for (const range of sorted) {
    const last = ranges.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else ranges.push({ ...range });
  }
  return ranges;
}

function without(ranges: readonly Range[], holes: readonly Range[]): Range[] {
  return holes.reduce<Range[]>(
    (left, hole) =>
      left.flatMap((range) => {
        if (hole.end <= range.start || hole.start >= range.end) return [range];
        const sides = [
          { start: range.start, end: hole.start },
          { start: hole.end, end: range.end },
        ];
        return sides.filter(({ start, end }) => end > start);
      }),
    [...ranges],
  );
}
