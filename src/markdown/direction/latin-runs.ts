import { RIGHT_TO_LEFT } from './right-to-left.ts';

/** A stretch of a line, from `start` to before `end`. */
export interface Run {
  start: number;
  end: number;
}

/** What stands for each character of code or mathematics in a line whose runs are looked for. */
export const ATOM = '\uE000';
/** What stands for each character that no run may reach into. */
export const WALL = '\uE001';

/** What stands for each character of words in brackets or quotation marks. */
const GROUP = '\uE002';

const CORE = `(?![${RIGHT_TO_LEFT}\\uFE0F\\u20E3])[\\p{L}\\p{M}\\p{Nl}\\p{No}0-9${ATOM}]`;
const PART = `(?:${CORE}|${GROUP})`;
const MAX_GROUP = 160;
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const NOT_LATIN = new RegExp(`[${RIGHT_TO_LEFT}${WALL}]`);
/** What may stand between two letters or digits without a space: of dates, paths, addresses, formulas. */
const SIGN = `[!#$%&'*+,\\-./:;<=>?@\\\\^_\`|~°·‐–—…′’\\p{Sm}\\p{Sc}]`;
const OPERATOR = `[-+*/=<>&|^%–—·\\p{Sm}]`;
/** Signs that belong to what follows them, unless a letter stands before: `--save`, `.NET`, `$10`; but not `کووید-19`. */
const BEFORE = `(?:(?<![\\p{L}\\p{N}\\p{M}])[#$@.~+\\-/\\\\<>=*_^%&|°\\p{Sm}\\p{Sc}]{1,4}|(?<![\\p{L}\\p{N}\\p{M}:])::)?`;
/** Signs that belong to what they follow: `C++`, `C#`, `10%`, `src/`. */
const BEHIND = `(?:[+#%‰°*>\\p{Sc}]{1,3}|[/\\\\](?![\\p{L}\\p{N}\\p{M}])|(?<=['’′][0-9]{1,2})["”″])?`;
const REST = `(?:${SIGN}{0,4}${PART})*${BEHIND}`;
const SPACE = `[ \\u00A0]{1,2}`;
const CALCULATION = `${SPACE}${OPERATOR}{1,3}${SPACE}`;
const JOIN = `(?:${CALCULATION}|(?:(?<!${ATOM})[,;:.!?])?${SPACE})`;
/** A digit that a Persian letter stands before is of that word. */
const GLUED = `(?<=[${RIGHT_TO_LEFT}][0-9]{0,9})[0-9]`;
/** Words in brackets are a remark in a Persian sentence, unless a calculation goes on behind them. */
const HEAD = `(?:(?!${GLUED})${CORE}|(?<!${GROUP})${GROUP}+(?!${GROUP})(?=(?:${CALCULATION}|${SIGN}{0,4})${BEFORE}${PART}))`;
const RUN = new RegExp(`${BEFORE}${HEAD}${REST}(?:${JOIN}${BEFORE}${PART}${REST})*`, 'gu');

const LATIN_LETTER = `(?![${RIGHT_TO_LEFT}])\\p{L}`;
const NUMBER = /^[0-9]+(?:[.,:/][0-9]+)*$/;
/** From a letter to a letter or digit, everything between takes their direction. */
const FROM_LETTER = new RegExp(
  `^${LATIN_LETTER}(?:[^${RIGHT_TO_LEFT}]*(?:(?![${RIGHT_TO_LEFT}])[\\p{L}\\p{M}]|[0-9²³¹⁰-⁹₀-₉]))?$`,
  'u',
);
const PERSIAN_DIGIT_NEXT = /^[^\p{L}\p{N}]{0,8}[\u06F0-\u06F9]/u;
const STRONG_RIGHT_TO_LEFT = new RegExp(`(?=[${RIGHT_TO_LEFT}])\\p{L}`, 'u');

/**
 * The maximal runs of Latin words, numbers, code and mathematics in a line that is masked by `ATOM` and `WALL`. A remark in
 * brackets has runs of its own.
 */
export function latinRuns(masked: string): Run[] {
  const groups = groupsOf(masked);
  const line = maskGroups(masked, groups);
  const runs = Array.from(line.matchAll(RUN), ({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
  }));
  const remarks = outside(groups, runs).flatMap(({ start, end }) => {
    const words = masked.slice(start + 1, end - 1);
    if (isSafe(words)) return [];
    return latinRuns(words).map((run) => ({ start: start + 1 + run.start, end: start + 1 + run.end }));
  });
  return remarks.length === 0
    ? runs
    : [...runs, ...remarks].toSorted((one, other) => one.start - other.start);
}

/** Those groups that are in no run; both are in their order. */
function outside(groups: readonly Run[], runs: readonly Run[]): Run[] {
  let next = 0;
  return groups.filter(({ start, end }) => {
    while (next < runs.length && runs[next]!.end <= start) next += 1;
    return !(next < runs.length && runs[next]!.start < end);
  });
}

/** The line with each pair of brackets or quotation marks that holds nothing from right to left as one part. */
function maskGroups(line: string, groups: readonly Run[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const { start, end } of groups) {
    pieces.push(line.slice(position, start), GROUP.repeat(end - start));
    position = end;
  }
  return pieces.join('') + line.slice(position);
}

/** The outermost pairs that are not too long. */
function groupsOf(line: string): Run[] {
  const open: number[] = [];
  const groups: Run[] = [];
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!;
    if (NOT_LATIN.test(sign)) open.length = 0;
    const start = groupStart(line, at, open);
    if (start === undefined && '([{"'.includes(sign)) open.push(at);
    if (start === undefined || at - start > MAX_GROUP) continue;
    while (groups.length > 0 && groups.at(-1)!.start > start) groups.pop();
    groups.push({ start, end: at + 1 });
  }
  return groups;
}

/** Where the group begins that a sign closes, taken from those that are open. */
function groupStart(line: string, at: number, open: number[]): number | undefined {
  const last = open.at(-1);
  if (last === undefined) return undefined;
  const begin = line[last]!;
  if (line[at] === '"' ? begin !== '"' : CLOSING[line[at]!] !== begin) return undefined;
  return open.pop();
}

/** Those of the runs that a line from right to left would scramble, or lay out in the order of their own. */
export function scrambledRuns(line: string, runs: readonly Run[]): Run[] {
  let bareEnd: number | null = null;
  return runs.filter(({ start, end }) => {
    const text = line.slice(start, end);
    const touches = bareEnd !== null && !STRONG_RIGHT_TO_LEFT.test(line.slice(bareEnd, start));
    const isBare = isSafe(text) && !touches && !PERSIAN_DIGIT_NEXT.test(line.slice(end, end + 9));
    bareEnd = isBare && !NUMBER.test(text) ? end : null;
    return !isBare;
  });
}

function isSafe(text: string): boolean {
  return NUMBER.test(text) || FROM_LETTER.test(text);
}
