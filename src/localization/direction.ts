import { graphemesOf } from '../foundation/text/graphemes.ts';
import { isolate } from './isolate.ts';
import type { Locale } from './locale.ts';
import { markLine } from './mark-line.ts';

export { isolate } from './isolate.ts';
export { stripMarks } from './strip-marks.ts';

const MAX_NAME_LENGTH = 64;
/** Shows nothing, and stands in no name, command or address. */
const WORD_JOINER = '\u2060';

/** Line breaks, controls and the blank of braille, which is a symbol by its category. */
const BLANK = /[\p{Zl}\p{Zp}\p{Cc}\u2800]/gu;
/** Fillers such as U+3164 and marks. Joiners and variation selectors stay: Persian names and emoji need them. */
const UNSEEN = /(?!\u200C|\u200D|[\uFE00-\uFE0F])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}]/gu;
/** Marks piled on one letter paint over the lines above and below; no language needs more than three. */
const TOO_MANY_MARKS = /((?:(?![\uFE00-\uFE0F])\p{M}){3})(?:(?![\uFE00-\uFE0F])\p{M})+/gu;
/** Joiners and variation selectors mean something once, behind what they change. */
const REPEATED = /(?:\u200C|\u200D|[\uFE00-\uFE0F]){2,}/gu;
/** Marks without a letter before them, which paint over whatever stands before the name, and joiners with nothing to join. */
const LOOSE = /(^|\s)(?:\p{M}|\u200C|\u200D)+|(?:\u200C|\u200D)+(?=\s|$)/gu;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A name from outside on one line: without marks, controls and characters that show nothing, cut to a sane length.
 * Empty where nothing can be seen of it.
 */
export function cleanName(name: string, maxLength = MAX_NAME_LENGTH): string {
  const visible = name.replaceAll(BLANK, ' ').replaceAll(UNSEEN, '').replaceAll(TOO_MANY_MARKS, '$1');
  const meant = visible.replaceAll(REPEATED, joinedOnce).replaceAll(LOOSE, '$1');
  const tidy = meant.replaceAll(/\s+/g, ' ').trim();
  if (!SEEN.test(tidy)) return '';
  return tidy.length <= maxLength ? tidy : `${cut(tidy, maxLength - 1).trimEnd()}…`;
}

/**
 * What Telegram would make live in a name: mentions, commands, hashtags and addresses, also those without `https`. People
 * choose their names, and a message of the bot that shows one would mention somebody else or link to their page.
 */
const LIVE_IN_NAMES = /[@.](?=[\p{L}\p{N}_])|(?<![\p{L}\p{N}_<>/])[/#$](?=[\p{L}\p{N}_])|:(?=\/\/)/gu;

/** A name that somebody chose, cleaned and isolated, fit to stand in any line of a message; nothing in it is live. */
export function safeName(name: string, maxLength = MAX_NAME_LENGTH): string {
  return isolate(cleanName(name, maxLength).replaceAll(LIVE_IN_NAMES, `$&${WORD_JOINER}`));
}

/** The same; what stands for it where there is nothing to see of it. */
export function safeNameOr(name: string | null | undefined, otherwise: string): string {
  return cleanName(name ?? '') ? safeName(name ?? '') : isolate(otherwise);
}

/** A Latin name from our own settings: only a line that runs the other way needs it isolated. */
export function latinName(name: string, locale: Locale): string {
  return locale === 'fa' ? isolate(cleanName(name)) : cleanName(name);
}

/**
 * The text with the marks that its lines need to be laid out in the direction of `locale`, and no others. The only place
 * that decides about marks: what `isolate` and Fluent put around values are proposals. May be applied twice.
 */
export function markLines(text: string, locale: Locale): string {
  return text
    .split('\n')
    .map((line) => markLine(line, locale === 'fa' ? 'rtl' : 'ltr'))
    .join('\n');
}

/** Of a variation selector and a joiner, as in many emoji, both are kept. */
function joinedOnce(run: string): string {
  const selector = /[\uFE00-\uFE0F]/u.exec(run)?.[0] ?? '';
  return selector + (/\u200C|\u200D/u.exec(run)?.[0] ?? '');
}

function cut(text: string, maxLength: number): string {
  let result = '';
  for (const { segment } of graphemesOf(text)) {
    if (result.length + segment.length > maxLength) break;
    result += segment;
  }
  return result;
}
