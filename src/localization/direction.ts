import type { Locale } from './locale.ts';

export { stripMarks } from './strip-marks.ts';

const RLM = '\u200F';
const LRM = '\u200E';
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
// A command, with the number behind it, at a place where Telegram recognises it.
const COMMAND = /(?<=^|[\s(«،:])\/[a-z][a-z0-9_]*(?: \d+)?/gm;
const MAX_NAME_LENGTH = 64;

/** The text in an isolate, so that it and its surroundings cannot reorder each other. */
export function isolate(text: string): string {
  return `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;
}

/** A name from outside on one line: without marks, controls and invisible characters, cut to a sane length. */
export function cleanName(name: string, maxLength = MAX_NAME_LENGTH): string {
  // Zero-width (non-)joiners stay: Persian names and emoji need them.
  const visible = name
    .replaceAll(/[\p{Zl}\p{Zp}\p{Cc}]/gu, ' ')
    .replaceAll(/(?![\u200C\u200D])[\p{Cf}\p{Cs}]/gu, '');
  const tidy = visible.replaceAll(/\s+/g, ' ').trim();
  return tidy.length <= maxLength ? tidy : `${cut(tidy, maxLength - 1).trimEnd()}…`;
}

/** A name from outside, cleaned and isolated, fit to stand in any line. */
export function safeName(name: string, maxLength = MAX_NAME_LENGTH): string {
  return isolate(cleanName(name, maxLength));
}

/** A Latin name from our own settings: only a line that runs the other way needs it isolated. */
export function latinName(name: string, locale: Locale): string {
  return locale === 'fa' ? safeName(name) : cleanName(name);
}

/**
 * The text with what every line needs to be laid out in the direction of `locale`, whatever it begins with.
 * Persian: one right-to-left mark before each line, and commands isolated. English: a left-to-right mark
 * before lines that hold right-to-left letters. To be applied once, to the whole text.
 */
export function markLines(text: string, locale: Locale): string {
  return text
    .split('\n')
    .map((line) => (locale === 'fa' ? markPersianLine(line) : markEnglishLine(line)))
    .join('\n');
}

function markPersianLine(line: string): string {
  if (line.trim() === '') return line;
  // Not LRM, as it is often advised: Telegram turns all but the last of neighbouring LRM and RLM into joiners.
  return RLM + line.replaceAll(COMMAND, (command) => isolate(command));
}

function markEnglishLine(line: string): string {
  return RIGHT_TO_LEFT_LETTER.test(line) ? LRM + line : line;
}

function cut(text: string, maxLength: number): string {
  let result = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (result.length + segment.length > maxLength) break;
    result += segment;
  }
  return result;
}
