import { ATOM, latinRuns, scrambledRuns, WALL, type Run } from './latin-runs.ts';
import type { Mark, RichText, Span } from '../text/rich-text.ts';
import { runsRightToLeft } from './right-to-left.ts';

const BULLET = /^[\u200F\s]*(?:(?:[•◦]|\d{1,9}[.)])\s)?(?:[☑☐]\s)?/;
const MASKS: Partial<Record<Mark['type'], string>> = { code: ATOM, isolate: ATOM, pre: WALL };
const OUTER_FIRST: Partial<Record<Mark['type'], number>> = { quote: 0, isolate: 1 };

/** The text with an isolate around whatever a line from right to left would scramble: `C++`, dates, formulas. */
export function isolateRuns(source: RichText): RichText {
  const { text, spans } = source;
  const kept = spans.filter(({ mark }) => mark.type !== 'isolate');
  const isolates: Span[] = [];
  let next = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    while (next < spans.length && spans[next]!.end <= start) next++;
    const line = { start, end };
    if (runsRightToLeft(text.slice(start, end)))
      isolates.push(...isolatesOf(text, line, within(spans, next, line)));
    start = end + 1;
  }
  return isolates.length === 0 ? { ...source, spans: kept } : { ...source, spans: nested(kept, isolates) };
}

/** The spans that reach into a line, of which none is before the one at `first`. */
function within(spans: readonly Span[], first: number, line: Run): Span[] {
  const reaching: Span[] = [];
  for (let index = first; index < spans.length && spans[index]!.start < line.end; index++) {
    if (spans[index]!.end > line.start) reaching.push(spans[index]!);
  }
  return reaching;
}

function isolatesOf(text: string, line: Run, spans: readonly Span[]): Span[] {
  const masked = mask(text.slice(line.start, line.end), line.start, spans);
  const runs = latinRuns(masked).flatMap((run) => uncrossed(masked, run, line.start, spans));
  return scrambledRuns(text.slice(line.start, line.end), runs).map(({ start, end }) => ({
    start: line.start + start,
    end: line.start + end,
    mark: { type: 'isolate' },
  }));
}

/** The line with its code and mathematics as atoms; its bullet stays where the line begins, outside of every run. */
function mask(line: string, offset: number, spans: readonly Span[]): string {
  let masked = line.replace(BULLET, (bullet) => WALL.repeat(bullet.length));
  for (const span of spans) {
    const sign = MASKS[span.mark.type];
    if (!sign) continue;
    const start = Math.max(0, span.start - offset);
    const end = Math.min(line.length, span.end - offset);
    masked = masked.slice(0, start) + sign.repeat(end - start) + masked.slice(end);
  }
  return masked;
}

/** A run in pieces that neither begin nor end within bold words or a link that reach beyond it. */
function uncrossed(masked: string, run: Run, offset: number, spans: readonly Span[]): Run[] {
  const cuts = spans
    .filter(({ mark }) => mark.type !== 'isolate')
    .map(({ start, end }) => ({ start: start - offset, end: end - offset }))
    .flatMap(({ start, end }) => {
      if (start < run.start && end > run.start && end < run.end) return [end];
      return start > run.start && start < run.end && end > run.end ? [start] : [];
    });
  if (cuts.length === 0) return [run];
  const edges = [run.start, ...new Set(cuts.toSorted((a, b) => a - b)), run.end];
  return edges.slice(1).flatMap((end, index) => {
    const start = edges[index]!;
    return latinRuns(masked.slice(start, end)).map((piece) => ({
      start: start + piece.start,
      end: start + piece.end,
    }));
  });
}

/** All spans in their order: an isolate is within a quotation, and around whatever else begins where it does. */
function nested(spans: readonly Span[], isolates: readonly Span[]): Span[] {
  return [...spans, ...isolates].toSorted((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b));
}

function rank({ mark }: Span): number {
  return OUTER_FIRST[mark.type] ?? 2;
}
