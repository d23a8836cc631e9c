import { insertMarks, type Insertion } from '../text/insert-marks.ts';
import type { RichText } from '../text/rich-text.ts';
import { SpanWindow } from '../text/span-window.ts';
import type { Direction } from './answer-direction.ts';
import { isolateRuns } from './isolate-runs.ts';
import { firstStrong, hasRightToLeft } from './right-to-left.ts';

const MARKS: Readonly<Record<Direction, string>> = { rtl: '\u200F', ltr: '\u200E' };

/**
 * The text with all of its lines in one direction, code blocks aside: Telegram takes each line's from its first letter,
 * so that those with another one get a mark, and isolates keep what runs against it in order.
 */
export function directLines(source: RichText, direction: Direction): RichText {
  return isolateRuns(
    hasRightToLeft(source.text) || direction === 'rtl' ? markLines(source, direction) : source,
  );
}

function markLines(source: RichText, direction: Direction): RichText {
  const { text } = source;
  const spans = new SpanWindow(source.spans.filter(({ mark }) => mark.type === 'pre'));
  const insertions: Insertion[] = [];
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const isCode = spans.within(start, end).length > 0;
    if (!isCode && !isSure(text.slice(start, end), direction))
      insertions.push({ at: start, mark: MARKS[direction] });
    start = end + 1;
  }
  return insertMarks(source, insertions);
}

/** Whether a line says of itself that it runs in this direction, to every client. */
function isSure(line: string, direction: Direction): boolean {
  const first = firstStrong(line);
  if (line.trim() === '') return true;
  if (direction === 'ltr') return !hasRightToLeft(first) && first !== MARKS.rtl;
  // Some clients take an emoji or a digit for the direction too.
  return first === MARKS.rtl || (hasRightToLeft(first) && line.trimStart().startsWith(first));
}
