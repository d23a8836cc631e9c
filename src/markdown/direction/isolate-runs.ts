import { ATOM, latinRuns, scrambledRuns, WALL, type Run } from './latin-runs.ts';
import type { Mark, RichText, Span } from '../text/rich-text.ts';
import { SpanWindow } from '../text/span-window.ts';
import { hasRightToLeft, RIGHT_TO_LEFT, runsRightToLeft } from './right-to-left.ts';
import { phoneRuns, wholeRuns } from './whole-runs.ts';

const BULLET = /^[\u200E\u200F\s]*(?:(?:[•◦]|\d{1,9}[.)])\s)?(?:[☑☐]\s)?/;
/** From the first letter from right to left to the end of the last one's sentence. */
const RIGHT_TO_LEFT_RUN = new RegExp(`[${RIGHT_TO_LEFT}].*`, 'su');
const LATIN = new RegExp(`(?![${RIGHT_TO_LEFT}])\\p{L}`, 'u');
const MASKS: Partial<Record<Mark['type'], string>> = { code: ATOM, isolate: ATOM, pre: WALL };
const OUTER_FIRST: Partial<Record<Mark['type'], number>> = { quote: 0, isolate: 1 };

/** The text with an isolate around whatever a line would scramble: `C++`, dates, formulas; a sentence in Persian. */
export function isolateRuns(source: RichText): RichText {
  const { text, spans } = source;
  const kept = spans.filter(({ mark }) => mark.type !== 'isolate');
  const window = new SpanWindow(spans);
  const isolates: Span[] = [];
  const lines: string[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const inLine = window.within(start, end);
    isolates.push(...isolatesOf(text, { start, end }, inLine));
    lines.push(lineOf(text, { start, end }, inLine), text.slice(end, end + 1));
    start = end + 1;
  }
  return {
    ...source,
    text: lines.join(''),
    spans: isolates.length === 0 ? kept : nested(kept, isolates),
  };
}

function lineOf(text: string, { start, end }: Run, spans: readonly Span[]): string {
  const line = text.slice(start, end);
  const isCode = spans.some(({ mark }) => mark.type === 'pre');
  return isCode || !runsRightToLeft(line) ? line : unbroken(line, spans, start);
}

function isolatesOf(text: string, { start, end }: Run, spans: readonly Span[]): Span[] {
  const line = text.slice(start, end);
  if (spans.some((span) => span.mark.type === 'pre')) return [];
  if (runsRightToLeft(line)) return leftToRight(line, start, spans);
  return hasRightToLeft(line) ? rightToLeft(line, start, spans) : [];
}

function leftToRight(line: string, offset: number, spans: readonly Span[]): Span[] {
  const masked = withAtoms(mask(line, offset, spans));
  const whole = hasRightToLeft(line) ? null : wholeLine(line, bulletEnd(line, offset, spans));
  const found = whole ? [aroundCode(whole, offset, spans)] : latinRuns(masked);
  const runs = uncrossed(found, masked, offset, spans);
  return scrambledRuns(line, runs).map((run) => isolate(run, offset, false));
}

/** The line with an atom in the place of what is read as a whole. */
function withAtoms(masked: string): string {
  return replaceRuns(masked, wholeRuns(masked), (run) => ATOM.repeat(run.length));
}

/** The line with spaces that do not break in the numbers of phones and cards. */
function unbroken(line: string, spans: readonly Span[], offset: number): string {
  return replaceRuns(line, phoneRuns(mask(line, offset, spans)), (run) => run.replaceAll(' ', '\u00A0'));
}

/** The line with something as long in the place of each run, of which those that overlap are taken one after the other. */
function replaceRuns(line: string, runs: readonly Run[], replace: (run: string) => string): string {
  const pieces: string[] = [];
  let position = 0;
  for (const { start, end } of runs.toSorted((one, other) => one.start - other.start)) {
    if (end <= position) continue;
    const from = Math.max(start, position);
    pieces.push(line.slice(position, from), replace(line.slice(from, end)));
    position = end;
  }
  return pieces.join('') + line.slice(position);
}

/** A sentence from right to left of its own in a text from left to right, with the signs at its end. */
function rightToLeft(line: string, offset: number, spans: readonly Span[]): Span[] {
  if (LATIN.test(line)) return [];
  const { 0: words, index } = RIGHT_TO_LEFT_RUN.exec(line)!;
  const run = aroundCode({ start: index, end: index + words.trimEnd().length }, offset, spans);
  const isCrossed = spans.some(
    ({ start, end }) => cutsOf(run, { start: start - offset, end: end - offset }).length > 0,
  );
  return isCrossed ? [] : [isolate(run, offset, true)];
}

/** A run that neither begins nor ends within code, into which no mark may come. */
function aroundCode(run: Run, offset: number, spans: readonly Span[]): Run {
  const code = spans.filter(
    ({ start, end, mark }) => mark.type === 'code' && start - offset < run.end && end - offset > run.start,
  );
  return {
    start: Math.min(run.start, ...code.slice(0, 1).map(({ start }) => start - offset)),
    end: Math.max(run.end, ...code.slice(-1).map(({ end }) => end - offset)),
  };
}

function isolate({ start, end }: Run, offset: number, isRightToLeft: boolean): Span {
  return {
    start: offset + start,
    end: offset + end,
    mark: isRightToLeft ? { type: 'isolate', isRightToLeft } : { type: 'isolate' },
  };
}

/** The words of a line without any letter from right to left, its last full stop among them. */
function wholeLine(line: string, start: number): Run | null {
  return LATIN.test(line) ? { start, end: line.trimEnd().length } : null;
}

/** Where the bullet of a line ends; what looks like one in code is none. */
function bulletEnd(line: string, offset: number, spans: readonly Span[]): number {
  const code = spans.find(({ mark }) => mark.type === 'code');
  return Math.min(
    BULLET.exec(line)![0].length,
    Math.max(0, (code?.start ?? Number.POSITIVE_INFINITY) - offset),
  );
}

/** The line with its code and mathematics as atoms; its bullet stays where the line begins, outside of every run. */
function mask(line: string, offset: number, spans: readonly Span[]): string {
  const bullet = bulletEnd(line, offset, spans);
  const pieces = [WALL.repeat(bullet)];
  let position = bullet;
  for (const span of spans) {
    const sign = MASKS[span.mark.type];
    const start = Math.max(position, span.start - offset);
    const end = Math.min(line.length, span.end - offset);
    if (!sign || end <= start) continue;
    pieces.push(line.slice(position, start), sign.repeat(end - start));
    position = end;
  }
  return [...pieces, line.slice(position)].join('');
}

/** The runs in pieces that neither begin nor end within bold words or a link that reach beyond them. */
function uncrossed(runs: readonly Run[], masked: string, offset: number, spans: readonly Span[]): Run[] {
  const styled = spans.filter(({ mark }) => mark.type !== 'isolate');
  const window = new SpanWindow(
    styled.map(({ start, end, mark }) => ({ start: start - offset, end: end - offset, mark })),
  );
  return runs.flatMap((run) => {
    const cuts = window.within(run.start, run.end).flatMap((span) => cutsOf(run, span));
    return cuts.length === 0 ? [run] : piecesOf(run, cuts, masked);
  });
}

function cutsOf(run: Run, { start, end }: Run): number[] {
  if (start < run.start && end > run.start && end < run.end) return [end];
  return start > run.start && start < run.end && end > run.end ? [start] : [];
}

function piecesOf(run: Run, cuts: readonly number[], masked: string): Run[] {
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
