import { findBareFormulas, type BareFormula } from '../math/bare-formulas.ts';
import { isSymbol } from '../math/symbols.ts';
import { hasLatex, isBracketedFormula, isFormula, withoutCut } from './is-formula.ts';
import { NextIndex } from './next-index.ts';
import type { Ending } from './syntax-tree.ts';

export interface Formula {
  text: string;
  end: number;
}

/** An environment of mathematics; those of documents are not ours to read. */
export const ENVIRONMENT =
  /\\begin\{((?:align|aligned|alignat|alignedat|equation|gather|gathered|multline|split|eqnarray|cases|array|subarray|[bBpvV]?(?:small)?matrix|dcases)\*?)\}/y;

const MAX_DOLLARS = 400;
/** What a text that grows was cut in, behind a formula or at its very end. */
const CUT_BEHIND = /^(?:[_^]|[ \t=+\-/<>(,|]*\\[a-zA-Z]*)?$/;
const MAX_CUT = 30;
const BRACES = nestedBraces(4);
/** Commands that stand in the text without dollars or brackets around them. */
const BARE = new RegExp(
  String.raw`\\(?:[dt]?(?:frac|binom)\s?(?:${BRACES}|[a-zA-Z0-9])\s?(?:${BRACES}|[a-zA-Z0-9])|` +
    String.raw`sqrt(?:\[\w+\])?(?:${BRACES}|\d)|` +
    String.raw`(?:text|math|operatorname|boxed|over|under|wide|vec|hat|bar|tilde|emph|ce|pmod|d?dot)[a-z]*${BRACES})`,
  'y',
);
const BARE_SYMBOL = /\\([a-zA-Z]+)(?![a-zA-Z\\])/y;

/** Braces that hold others, as those of `\\boxed{\\frac{\\sqrt{a}}{b}}`. */
function nestedBraces(depth: number): string {
  const inner = depth === 0 ? '' : `|${nestedBraces(depth - 1)}`;
  return String.raw`\{(?:[^{}\n]${inner})*\}`;
}

/** Finds the mathematics of a paragraph; together the searches take one pass. */
export class Formulas {
  readonly #source: string;
  readonly #ending: Ending;
  readonly #next: NextIndex;
  /** Those that were not reached yet, the next one last. */
  readonly #bareRuns: BareFormula[];

  constructor(source: string, ending: Ending) {
    this.#source = source;
    this.#ending = ending;
    this.#next = new NextIndex(source);
    this.#bareRuns = findBareFormulas(source, ending !== 'whole').toReversed();
  }

  /** Where the next formula begins, at `position` or later, that nothing stands around; the end where there is none. */
  nextBare(position: number): number {
    while (this.#bareRuns.length > 0 && this.#bareRuns.at(-1)!.start < position) this.#bareRuns.pop();
    return this.#bareRuns.at(-1)?.start ?? this.#source.length;
  }

  /** The formula that begins at `position`, where one does. */
  at(position: number): Formula | null {
    const source = this.#source;
    if (this.nextBare(position) === position && position < source.length) return this.#bareRun();
    if (source.startsWith('$`', position)) return this.#inTicks(position + 2);
    if (source[position] === '$') return this.#inDollars(position);
    if (source.startsWith('\\(', position)) return this.#inBrackets(position, '\\(', '\\)');
    if (source.startsWith('\\[', position)) return this.#inBrackets(position, '\\[', '\\]');
    return this.#environment(position) ?? this.#bare(position);
  }

  #bareRun(): Formula {
    const { start, end } = this.#bareRuns.at(-1)!;
    const { length } = this.#source;
    const isLast = this.#ending === 'growing' && length - end <= MAX_CUT;
    if (!isLast || !CUT_BEHIND.test(this.#source.slice(end)))
      return { text: this.#source.slice(start, end), end };
    return { text: this.#shown(this.#source.slice(start)), end: length };
  }

  /** As GitLab writes it: $`x^2`$. */
  #inTicks(begin: number): Formula | null {
    const end = this.#next.of('`$', begin);
    if (end === -1) return this.#unclosed(begin);
    const text = this.#source.slice(begin, Math.min(end, begin + MAX_DOLLARS + 1));
    const isMath = text.length <= MAX_DOLLARS && !/[`\n]/.test(text) && isFormula(text);
    return isMath ? { text, end: end + 2 } : null;
  }

  #inDollars(position: number): Formula | null {
    const before = this.#source[position - 1] ?? '';
    if (/[\p{L}$]/u.test(before) && !/[^\p{Script=Latin}$]/u.test(before)) return null;
    const marker = this.#source.startsWith('$$', position) ? '$$' : '$';
    const begin = position + marker.length;
    const end = this.#endOf(marker, begin);
    if (end === -1) return this.#unclosed(begin);
    const text = this.#source.slice(begin, Math.min(end, begin + 4_000));
    if (begin + text.length < end) return null;
    const isTight =
      marker === '$$' ? text.trim() !== '' : isTightFormula(text, this.#source.slice(end + 1, end + 4));
    // Behind a number the first dollar is its own: `5$/6$`.
    const isFactor = !/\p{N}/u.test(before) || /^[a-zA-Z\\|(]/.test(text);
    return isTight && isFactor && isFormula(text) ? { text, end: end + marker.length } : null;
  }

  /** Where dollars end a formula; those with a backslash are money within it. */
  #endOf(marker: string, begin: number): number {
    const end = this.#next.of(marker, begin);
    if (end <= begin || this.#source[end - 1] !== '\\') return end;
    const isEscaped = marker === '$' && this.#source[end - 2] !== '\\';
    return isEscaped ? this.#source.indexOf(marker, end + 1) : end;
  }

  #inBrackets(position: number, open: string, close: string): Formula | null {
    const begin = position + open.length;
    const end = this.#next.of(close, begin);
    if (end === -1) return this.#unclosed(begin);
    const inner = this.#next.of(open, begin);
    if (inner !== -1 && inner < end) return null;
    const text = this.#source.slice(begin, end);
    const isGlued = /[a-zA-Z\d)\]]/.test(this.#source[position - 1] ?? '');
    const isMath = isGlued ? /\\[a-zA-Z]|[\^_]\{/.test(text) : isBracketedFormula(text, open === '\\(');
    return isMath ? { text, end: end + close.length } : null;
  }

  #environment(position: number): Formula | null {
    ENVIRONMENT.lastIndex = position;
    const name = ENVIRONMENT.exec(this.#source)?.[1];
    if (!name) return null;
    const close = `\\end{${name}}`;
    const at = this.#next.of(close, position);
    if (at === -1 && this.#ending === 'whole') return null;
    if (at === -1) return { text: this.#shown(this.#source.slice(position)), end: this.#source.length };
    const end = at + close.length;
    return { text: this.#source.slice(position, end), end };
  }

  /** A command with its arguments, or a symbol where none of a path could stand. */
  #bare(position: number): Formula | null {
    BARE.lastIndex = position;
    const command = BARE.exec(this.#source)?.[0];
    if (command) return { text: command, end: position + command.length };
    BARE_SYMBOL.lastIndex = position;
    const [symbol, name = ''] = BARE_SYMBOL.exec(this.#source) ?? [];
    const isFree = /^[\s\d(=+\-*/,^_]?$/.test(this.#source[position - 1] ?? '');
    return symbol && isFree && isSymbol(name) ? { text: symbol, end: position + symbol.length } : null;
  }

  /** A formula that the end of a text that grows may have cut. */
  #shown(text: string): string {
    return this.#ending === 'growing' ? withoutCut(text) : text;
  }

  /** A formula that the end of the text cut, where it is one already. */
  #unclosed(begin: number): Formula | null {
    if (this.#ending === 'whole') return null;
    const text = this.#source.slice(begin);
    return /^[^\s$]/.test(text) && text.length <= MAX_DOLLARS && hasLatex(text)
      ? { text: this.#shown(text), end: this.#source.length }
      : null;
  }
}

/** Whether single dollars stand close around a text, and nothing behind them makes prices or variables of them. */
function isTightFormula(text: string, behind: string): boolean {
  if (text.length > MAX_DOLLARS || !/^[^\s].*$/.test(text) || /[\s\\]$/.test(text)) return false;
  const isOrdinal = /^[a-z]$/.test(text) && /^(?:th|st|nd|rd)/.test(behind);
  // A unit may follow what is no price: `$10\\,\\mu$F`.
  const isNoPrice = /\\[a-zA-Z]{2}/.test(text) && /^\p{L}/u.test(behind);
  return isOrdinal || isNoPrice || !/^[\p{L}\p{N}${]/u.test(behind);
}
