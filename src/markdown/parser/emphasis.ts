const LETTER_OR_DIGIT = /[\p{L}\p{N}\p{M}]/u;
const LETTER = /\p{L}/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
/** Scripts in which markers touch words: those without spaces, and those whose writers leave the space out. */
const UNSPACED =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** A run of markers, with the characters beside it; empty ones where the paragraph begins or ends. */
export interface MarkerRun {
  marker: string;
  length: number;
  beforePrevious: string;
  previous: string;
  next: string;
}

/**
 * Whether emphasis may begin with these markers. Stricter than CommonMark: models write formulas, patterns and paths
 * without code around them, whose signs must not vanish (`6*5*4`, `2**3**2`, `(a)*(b)*(c)`, `src/*.ts`).
 */
export function canOpen(run: MarkerRun): boolean {
  const { marker, length, previous, next } = run;
  if (isSpace(next) || isWithinWord(run)) return false;
  if (/[)\]}]/.test(previous) || (marker === '*' && isOfPath(run))) return false;
  if (length === 1 && previous === '.') return false;
  const isFree = isSpace(previous) || PUNCTUATION.test(previous);
  return isFree || (!PUNCTUATION.test(next) && marker !== '_') || isUnspaced(run, previous);
}

/** Whether emphasis may end with these markers. */
export function canClose(run: MarkerRun): boolean {
  const { marker, length, previous, next } = run;
  if (isSpace(previous)) return false;
  const isAtLetters = length >= 2 && marker !== '_' && LETTER.test(previous) && LETTER.test(next);
  if (isWithinWord(run) && !isAtLetters && marker !== '~') return false;
  const isFree = isSpace(next) || PUNCTUATION.test(next);
  return isFree || (!PUNCTUATION.test(previous) && marker !== '_') || isUnspaced(run, next);
}

/**
 * Whether a bold label may end with these markers, which the text behind it touches: `**Note:**like this`. CommonMark leaves
 * such markers in the text; who writes them means the label.
 */
export function canCloseLabel({ marker, length, previous, next }: MarkerRun): boolean {
  return marker === '*' && length === 2 && /[:.!?]/.test(previous) && LETTER.test(next);
}

function isSpace(character: string): boolean {
  return character.trim() === '';
}

function isWithinWord({ marker, length, previous, next }: MarkerRun): boolean {
  if (!LETTER_OR_DIGIT.test(previous) || !LETTER_OR_DIGIT.test(next)) return false;
  const isWord = !isUnspacedLetter(previous) && !isUnspacedLetter(next);
  return isWord || length === 1 || marker === '_';
}

function isUnspaced({ marker, length }: MarkerRun, beside: string): boolean {
  return marker !== '_' && length >= 2 && isUnspacedLetter(beside);
}

function isUnspacedLetter(character: string): boolean {
  return LETTER.test(character) && UNSPACED.test(character);
}

// A slash before a star is of a path or a comment, unless bold words stand before it: `**a**/**b**`.
function isOfPath({ length, beforePrevious, previous, next }: MarkerRun): boolean {
  if (previous !== '/' && previous !== '\\') return false;
  return length === 1 || beforePrevious !== '*' || !LETTER_OR_DIGIT.test(next);
}
