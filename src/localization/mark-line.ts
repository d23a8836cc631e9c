/** The direction of a line's language. */
type Direction = 'rtl' | 'ltr';

/** A line's own words, or a value in them. */
interface Piece {
  text: string;
  isValue: boolean;
}

const RLM = '\u200F';
const LRM = '\u200E';
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

const MARKS: Readonly<Record<string, Direction>> = { [RLM]: 'rtl', [LRM]: 'ltr' };

const LETTER = /\p{L}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{Nd}]/u;
/** Of letters alone: Persian digits are of the Arabic script, too. */
const RIGHT_TO_LEFT =
  /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** A command, with the number behind it, at a place where Telegram recognises it. */
const COMMAND = /((?<=^|[\s(«،:])\/[a-z][a-z0-9_]*(?: -?\d+)?)/;

/** Numbers whose separators hold them together in a right-to-left line, too (rule W4 of the algorithm). */
const PLAIN_NUMBER = /^\p{Nd}+(?:[,.:٬٫]\p{Nd}+)*$/u;
/** Words of Latin letters that begin and end with one, so that nothing can be torn from their ends. */
const LATIN_WORDS = /^\p{Script=Latin}(?:[\p{Script=Latin}\d ._/:@+-]*[\p{Script=Latin}\d])?$/u;
/** Words of Persian with plain numbers among them. */
const PERSIAN_WORDS =
  /^(?:(?!\p{Nd})[\p{Script=Arabic}\p{M}\u200C ،؛.:!؟()«»]|(?<![+\-/%٪$.,:٬٫\p{Nd}])\p{Nd}+(?:[,.:٬٫]\p{Nd}+)*(?![+\-/%٪$]))*$/u;
/** Amounts, shares, dates and times: digits with their signs and separators. */
const NUMBER = /^[+\-−<$]*\p{Nd}(?:[\p{Nd}\-/:,.٬٫ ]*\p{Nd})?[%٪]?$/u;
/** A number or words that got their mark before. */
const MARKED = new RegExp(
  `(?<!${FIRST_STRONG_ISOLATE}|^)(?:${LRM}(${NUMBER.source.slice(1, -1)})|${RLM}(${PLAIN_NUMBER.source.slice(1, -1)}|${LATIN_WORDS.source.slice(1, -1)}))`,
  'gu',
);
/** Bars and the like run with their line. */
const SYMBOLS = /^[▀-▟]+$/u;
/** What may touch a number without becoming a part of it (rules W4 and W5). */
const BEFORE_NUMBER = /(?:^|[\s(«])$/u;
const AFTER_NUMBER = /^(?:$|[\s)»؛،!؟]|[.:](?:\s|$))/u;

/** Persian from its first letter on, with nothing before it that old tables of characters take for a letter: no emoji. */
const LEADING_LETTER = /^[\s\p{Nd}\p{P}]*(?=\p{L})\p{Script=Arabic}/u;

/**
 * A line with the marks without which it would be laid out otherwise than with each of its values isolated. The letter
 * and number rules meant here are those of the Unicode bidirectional algorithm (UAX #9).
 */
export function markLine(line: string, base: Direction): string {
  const pieces = piecesOf(line, base);
  const texts: string[] = [];
  let before: Direction = base;
  let outside = '';
  pieces.forEach(({ text, isValue }, index) => {
    const shown = isValue ? valueIn(text, base, { before, ...neighbours(pieces, index) }) : text;
    texts.push(shown);
    if (shown.endsWith(POP_ISOLATE)) return;
    outside += shown;
    before = lastDirection(text) ?? MARKS[shown.charAt(0)] ?? before;
  });
  const shown = texts.join('');
  return leadingMark(shown, outside, base) + shown;
}

/**
 * The line's words and values. A value that holds others is a value of its own where it is plain Persian, and else but
 * words of its language.
 */
function piecesOf(line: string, base: Direction): Piece[] {
  const pieces: Piece[] = [];
  const proposed = line.replaceAll(MARKED, `${FIRST_STRONG_ISOLATE}$1$2${POP_ISOLATE}`);
  const parts = proposed.replaceAll(/[\u200E\u200F\u202A-\u202E]/g, '').split(/([\u2066-\u2069])/);
  const push = (text: string, isValue: boolean) => text && pieces.push({ text, isValue });
  const opened: { holdsValues: boolean; start: number }[] = [];
  for (const part of parts) {
    if (part === POP_ISOLATE) {
      const value = opened.pop();
      if (value && (!value.holdsValues || isPlain(pieces.slice(value.start)))) join(pieces, value.start);
      const outer = opened.at(-1);
      if (outer) outer.holdsValues = true;
    } else if (/[\u2066-\u2068]/.test(part)) {
      opened.push({ holdsValues: false, start: pieces.length });
    } else if (base === 'rtl' && opened.length === 0) {
      for (const [index, text] of part.split(COMMAND).entries()) push(text, index % 2 === 1);
    } else {
      push(part, false);
    }
  }
  return pieces;
}

function isPlain(pieces: readonly Piece[]): boolean {
  const text = pieces.map((piece) => piece.text).join('');
  return PERSIAN_WORDS.test(text) && LETTER.test(text);
}

/** Makes one value of the pieces from `start` on. */
function join(pieces: Piece[], start: number): void {
  const text = pieces
    .splice(start)
    .map((piece) => piece.text)
    .join('');
  if (text) pieces.push({ text, isValue: true });
}

interface Surroundings {
  /** The direction of the last letter before it. */
  before: Direction;
  /** The words that touch it; `null` where another value does. */
  left: string | null;
  right: string | null;
  /** Whether the words and the values after it go on from right to left, with no digit first. */
  endsThere: boolean;
}

function neighbours(pieces: readonly Piece[], index: number): Omit<Surroundings, 'before'> {
  const touching = (piece: Piece | undefined) => (piece?.isValue ? null : (piece?.text ?? ''));
  const rest = pieces.slice(index + 1);
  // Persian stands bare wherever it begins with a letter, so it counts as words.
  const isBare = ({ text, isValue }: Piece) =>
    !isValue || (RIGHT_TO_LEFT.test(text.charAt(0)) && PERSIAN_WORDS.test(text));
  const words = rest.filter(isBare);
  return {
    left: touching(pieces[index - 1]),
    right: touching(pieces[index + 1]),
    endsThere: [rest, words].every((some) => goesOnRightToLeft(some.map(({ text }) => text).join(''))),
  };
}

function goesOnRightToLeft(text: string): boolean {
  const next = LETTER_OR_DIGIT.exec(text)?.[0];
  return next === undefined || RIGHT_TO_LEFT.test(next);
}

/** A value as it stands in its line: bare, behind a mark, or isolated. */
function valueIn(text: string, base: Direction, around: Surroundings): string {
  if (standsAlone(text, base, around)) return text;
  // One mark where an isolate takes two, and understood by programs that know no isolates.
  if (base === 'rtl' && PLAIN_NUMBER.test(text) && touchesNothing(around) && !/[(«]$/.test(around.left ?? ''))
    return RLM + text;
  // At the beginning of a line it would stand beside the line's own mark, and Telegram keeps one of two neighbours.
  const isApart = around.left !== null && /[\s(«]$/.test(around.left) && around.endsThere;
  if (base !== 'rtl' || !isApart) return isolated(text);
  if (LATIN_WORDS.test(text)) return RLM + text;
  return NUMBER.test(text) && around.before === 'rtl' ? LRM + text : isolated(text);
}

/** Whether a value is laid out the same without an isolate around it. */
function standsAlone(
  text: string,
  base: Direction,
  { before, left, right, endsThere }: Surroundings,
): boolean {
  if (base === 'ltr') return !RIGHT_TO_LEFT.test(text);
  if (PERSIAN_WORDS.test(text) && LETTER.test(text)) {
    const [first = '', last = ''] = [text.at(0), text.at(-1)];
    const begins = LETTER.test(first) || (before === 'rtl' && left !== null);
    return begins && (LETTER.test(last) || right !== null);
  }
  if (SYMBOLS.test(text)) return true;
  if (before === 'ltr') return false;
  if (PLAIN_NUMBER.test(text)) return touchesNothing({ left, right });
  return LATIN_WORDS.test(text) && endsThere;
}

/** Whether nothing beside a number could become a part of it. */
function touchesNothing({ left, right }: Pick<Surroundings, 'left' | 'right'>): boolean {
  return left !== null && right !== null && BEFORE_NUMBER.test(left) && AFTER_NUMBER.test(right);
}

/** An isolate with a direction of its own: what has no letter gets a mark that counts as one. */
function isolated(text: string): string {
  return `${FIRST_STRONG_ISOLATE}${LETTER.test(text) ? '' : LRM}${text}${POP_ISOLATE}`;
}

/**
 * The mark that gives the line its direction where its first letter does not: the first outside isolates, for the
 * algorithm, and the first at all, for Telegram Desktop, which looks into them.
 */
function leadingMark(line: string, outside: string, base: Direction): string {
  if (line.trim() === '') return '';
  if (base === 'ltr') return RIGHT_TO_LEFT.test(line) ? LRM : '';
  const isClear = [outside, line.replaceAll(/[\u2066-\u2069]/g, '')].every((text) =>
    LEADING_LETTER.test(text),
  );
  // Not LRM, as it is often advised: Telegram turns all but the last of neighbouring LRM and RLM into joiners.
  return isClear ? '' : RLM;
}

/** The direction of the last letter; an emoji counts as a Latin one, as it does where tables of characters are old. */
function lastDirection(text: string): Direction | null {
  const last = Array.from(text.matchAll(/[\p{L}\p{Extended_Pictographic}]/gu)).at(-1)?.[0];
  if (last === undefined) return null;
  return RIGHT_TO_LEFT.test(last) ? 'rtl' : 'ltr';
}
