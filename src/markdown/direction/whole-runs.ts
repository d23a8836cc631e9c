import type { Run } from './latin-runs.ts';
import { hasRightToLeft } from './right-to-left.ts';

/** Persian and Arabic digits. */
const EASTERN = '[\\u06F0-\\u06F9\\u0660-\\u0669]';
const DIGIT = '[0-9\\u06F0-\\u06F9\\u0660-\\u0669]';
const ZERO = '[0\\u06F0\\u0660]';
const NOT_WITHIN = '(?<![\\p{L}\\p{N}\\p{M}]|[\\p{L}\\p{N}][+\\-.,/:٫٬])';
/** Of the longest numbers of phones and cards, and of the shortest that nobody takes for an amount. */
const DIGITS_OF_ONE_NUMBER = { least: 7, most: 24 };

/** `+98 912 345 6789`, `0912-345-6789`, `(021) 8888`, and four times four digits of a card. */
const PHONE = new RegExp(
  `${NOT_WITHIN}(?:\\+${DIGIT}{1,4}|${ZERO}${DIGIT}{1,4}|\\(\\+?${DIGIT}{2,4}\\))(?:[ \\u00A0-](?:\\(${DIGIT}{2,8}\\)|${DIGIT}{2,8})){1,6}(?!\\p{N}|[.,٫٬]\\p{N})`,
  'gu',
);
const CARD = new RegExp(`${NOT_WITHIN}${DIGIT}{4}(?:[ \\u00A0-]${DIGIT}{4}){3}(?![\\p{L}\\p{N}])`, 'gu');
/** An address or a path, whose parts may be of either direction. */
const ADDRESS = /(?<![^\s(«"'])(?:https?:\/\/|www\.|(?:~|\.{1,2}|[A-Za-z]:)?[\\/])\S+/gu;
const BEHIND_ADDRESS = ').,:;!?؟،؛»"\'';
/** «-۵», «$۵», «۲۰°C», «۱۴۰۴-۰۸-۰۸»: signs that a line from right to left takes to the other end, and dates it turns around. */
const AMOUNTS = [
  new RegExp(`${NOT_WITHIN}(?<!\\))[+\\-−±~$€£¥]{1,2}${EASTERN}+(?:[.,٫٬/:]${EASTERN}+)*[%٪]?`, 'gu'),
  new RegExp(`${NOT_WITHIN}[+\\-−]?${EASTERN}+(?:[.٫]${EASTERN}+)?°(?:[CFK](?!\\p{L}))?`, 'gu'),
  new RegExp(`${NOT_WITHIN}${EASTERN}{4}-${EASTERN}{2}-${EASTERN}{2}(?![\\p{L}\\p{N}-])`, 'gu'),
];

/** The numbers of phones and cards in a line, in which no line may break. */
export function phoneRuns(line: string): Run[] {
  return [...runsOf(line, CARD), ...runsOf(line, PHONE)].filter(({ start, end }) => {
    const digits = line.slice(start, end).match(/\p{Nd}/gu)?.length ?? 0;
    return digits >= DIGITS_OF_ONE_NUMBER.least && digits <= DIGITS_OF_ONE_NUMBER.most;
  });
}

/** What is read from left to right as a whole, though letters or digits of the other direction are in it. */
export function wholeRuns(line: string): Run[] {
  return [...phoneRuns(line), ...addressRuns(line), ...AMOUNTS.flatMap((pattern) => runsOf(line, pattern))];
}

function addressRuns(line: string): Run[] {
  return runsOf(line, ADDRESS)
    .map(({ start, end }) => ({ start, end: endOfAddress(line, start, end) }))
    .filter(({ start, end }) => {
      const address = line.slice(start, end);
      return hasRightToLeft(address) && /[a-z]/i.test(address) && /[\\/].*[\\/]/.test(address);
    });
}

/** Without the signs of the sentence behind it. */
function endOfAddress(line: string, start: number, end: number): number {
  let last = end;
  while (last > start && BEHIND_ADDRESS.includes(line[last - 1]!)) last -= 1;
  return last;
}

function runsOf(line: string, pattern: RegExp): Run[] {
  return Array.from(line.matchAll(pattern), ({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
  }));
}
