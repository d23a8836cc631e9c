import { FUNCTION_NAMES } from './function-names.ts';
import { isSymbol } from './symbols.ts';

/** A piece of mathematics that stands in a line without dollars or brackets around it. */
export interface Token {
  start: number;
  end: number;
  kind: 'operand' | 'sign' | 'open' | 'close';
  /** Whether only mathematics is written in this way. */
  isCertain: boolean;
  /** Whether braces behind it are its argument. */
  takesBraces: boolean;
}

/** With what only some of them have before their braces: a star, or the degree of a root. */
const COMMAND =
  /\\([a-zA-Z]+)(?:(?<=\\operatorname)\*|(?<=\\sqrt|\\x(?:right|left)arrow)\[[^\][{}\n]{1,40}\])?/y;
const FUNCTION = new RegExp(`^(?:${FUNCTION_NAMES})$`);
/** What a function is of; a path may have a folder of its name. */
const ARGUMENT = /\s?(?:[a-zA-Z](?![a-zA-Z])|[\d({_^|])|\s?\\(?:[a-zA-Z]+(?=[\s{_^(])|left)/y;
const WITH_BRACES =
  /^(?:[dtc]?frac|[dt]?binom|sqrt|(?:text|math|operatorname|boxed|over|under|wide|vec|hat|bar|tilde|emph|ce|pmod|d{0,2}dot|x(?:right|left)arrow)[a-z]*|check|breve|acute|grave|mathring|stackrel|substack|boldsymbol|bm|abs|norm|bra|ket|braket|p?dv|cancel|color|tag)$/;
/** Those of one letter or digit that need no braces. */
const SHORT =
  /^(?:[dtc]?frac|[dt]?binom|sqrt|math(?:bb|bf|rm|cal|it|frak|scr)|vec|hat|bar|tilde|d?dot|bm|boldsymbol)$/;
const SHORT_ARGUMENT = /\d|\s(?:[a-zA-Z\d](?![a-zA-Z])|\\[a-zA-Z])|\\[a-zA-Z]/y;
const LAYOUT =
  /^(?:(?:display|text|script)style|limits|nolimits|q?quad|bmod|not|choose|over|rm|bf|hspace|nonumber|notag)$/;
const DELIMITED =
  /\\(?:left|right|middle|[bB]igg?[lrm]?)\s?(?:[()[\].|/<>]|\\(?:[{}|]|[lr](?:angle|brace|brack|ceil|floor|[vV]ert)(?![a-zA-Z])|vert(?![a-zA-Z])|Vert(?![a-zA-Z])))/y;
const SPACE = /\\[,; ]/y;
const ESCAPED_SIGN = /\\[:!%|]/y;
const SET = /\\[{}]/y;
const NUMBER = /\d+(?:(?:[.,]|\{,\})\d+)*/y;
const WORD = /[\p{Script=Latin}\p{Script=Greek}]+/uy;
const SIGN = /[+\-−=/>≤≥≠≈±×÷·,:!'′%|→∈∉⊂⊆∪∩]|<(?![a-zA-Z/!?])|(?<=\s)\*(?=\s)/y;
const OPERATOR = /[+\-−=/<>≤≥≠≈±×÷·(^_]/;
const SCRIPT =
  /[_^](?:\\([a-zA-Z]+)|[\p{Script=Latin}\p{Script=Greek}](?!\p{L})|\d|[+*](?![\p{L}*])|(?=\{))/uy;
const OLD_GROUP = /\\(?:over|choose|rm|bf)(?![a-zA-Z])/;
const EMPTY = { isCertain: false, takesBraces: false };

/** Reads the mathematics of one line, piece by piece. */
export class BareTokens {
  readonly #line: string;
  /** Where the braces that begin at a place end. */
  readonly #braces: ReadonlyMap<number, number>;

  constructor(line: string, isCut: boolean) {
    this.#line = line;
    this.#braces = bracesOf(line, isCut);
  }

  /** The piece at a place; `null` where there is none. */
  at(start: number, previous: Token | undefined): Token | null {
    const touching = previous?.end === start ? previous : undefined;
    switch (this.#line.charAt(start)) {
      case '\\':
        return this.#command(start);
      case '{':
        return this.#group(start, touching);
      case '^':
      case '_':
        return this.#script(start, touching);
      case '(':
      case '[':
        return { start, end: start + 1, kind: 'open', ...EMPTY };
      case ')':
      case ']':
        return this.#close(start);
      default:
        return this.#number(start) ?? this.#word(start, previous) ?? this.#sign(start);
    }
  }

  #command(start: number): Token | null {
    const delimited = this.#match(DELIMITED, start);
    if (delimited) return this.#token(start, delimited[0], { isCertain: true, takesBraces: false });
    if (this.#match(SPACE, start)) return this.#token(start, '\\,', EMPTY);
    const set = this.#match(SET, start)?.[0];
    if (set) return { start, end: start + 2, kind: set === '\\{' ? 'open' : 'close', ...EMPTY };
    if (this.#match(ESCAPED_SIGN, start)) return { start, end: start + 2, kind: 'sign', ...EMPTY };
    const [written = '', name = ''] = this.#match(COMMAND, start) ?? [];
    const certainty = written ? this.#certaintyOf(name, start + written.length) : null;
    return certainty && this.#token(start, written, certainty);
  }

  /** What a command says of its line; `null` for those that are not of mathematics. */
  #certaintyOf(name: string, end: number): Pick<Token, 'isCertain' | 'takesBraces'> | null {
    if (isSymbol(name)) return { isCertain: true, takesBraces: false };
    if (LAYOUT.test(name)) return { isCertain: false, takesBraces: name === 'hspace' };
    if (FUNCTION.test(name)) return { isCertain: this.#match(ARGUMENT, end) !== null, takesBraces: true };
    const at = this.#line[end] === ' ' ? end + 1 : end;
    const hasArgument =
      this.#braces.has(at) || (SHORT.test(name) && this.#match(SHORT_ARGUMENT, end) !== null);
    return WITH_BRACES.test(name) && hasArgument ? { isCertain: true, takesBraces: true } : null;
  }

  /** Braces with the argument of a command, or a group of the old kind: `{a \\over b}`. */
  #group(start: number, touching: Token | undefined): Token | null {
    const end = this.#braces.get(start);
    if (end === undefined) return null;
    const isGroup =
      touching?.takesBraces || OLD_GROUP.test(this.#line.slice(start, Math.min(end, start + 200)));
    return isGroup
      ? { start, end, kind: 'operand', isCertain: !touching?.takesBraces, takesBraces: true }
      : null;
  }

  #script(start: number, touching: Token | undefined): Token | null {
    const isBase = touching && (touching.kind !== 'sign' || /['′!|]/.test(this.#line[start - 1] ?? ''));
    const isSecond = touching && this.#line[touching.start] === this.#line[start];
    const [written, name] = (isBase && !isSecond && this.#match(SCRIPT, start)) || [];
    if (!written || touching!.kind === 'open') return null;
    if (name !== undefined && !this.#certaintyOf(name, start + written.length)) return null;
    if (written.length > 1)
      return this.#token(start, written, { isCertain: name !== undefined, takesBraces: name !== undefined });
    const end = this.#braces.get(start + 1);
    if (end === undefined) return null;
    const inside = this.#line.slice(start + 2, end).replaceAll(/\\[a-zA-Z]+/g, '');
    // A name in braces may be of a template: `x_{name}`.
    const isCertain = written === '^' || !/\p{L}{3}/u.test(inside) || inside.length < end - start - 2;
    return { start, end, kind: 'operand', isCertain, takesBraces: false };
  }

  #close(start: number): Token | null {
    const isLink = this.#line[start] === ']' && /[([:]/.test(this.#line[start + 1] ?? '');
    return isLink ? null : { start, end: start + 1, kind: 'close', ...EMPTY };
  }

  #number(start: number): Token | null {
    const number = this.#match(NUMBER, start);
    return number && this.#token(start, number[0], EMPTY);
  }

  /** A letter, a product of letters or the name of a function; other words are of a sentence. */
  #word(start: number, previous: Token | undefined): Token | null {
    const word = this.#match(WORD, start)?.[0];
    if (!word) return null;
    const isProduct = word.length < 4 && this.#isProduct(start, word, previous);
    const isOperand = word.length === 1 || /^d[a-zθφ]$/.test(word) || FUNCTION.test(word) || isProduct;
    return isOperand ? this.#token(start, word, EMPTY) : null;
  }

  #isProduct(start: number, word: string, previous: Token | undefined): boolean {
    const before = previous ? this.#line[previous.end - 1]! : '';
    const isFactor = previous?.end === start && /[\d}]/.test(before);
    const isBase = /^\^[{\\\d]|^_[{\\]/.test(this.#line.slice(start + word.length, start + word.length + 2));
    const isCompound =
      /^(?:[A-Z][a-z]?){1,3}$/.test(word) &&
      /^_\d/.test(this.#line.slice(start + word.length, start + word.length + 2));
    return isFactor || isBase || isCompound || (word.length === 2 && OPERATOR.test(before));
  }

  #sign(start: number): Token | null {
    const sign = this.#match(SIGN, start);
    if (sign) return { start, end: start + 1, kind: 'sign', ...EMPTY };
    return /[∞√∑∏∫∂∇…°]/.test(this.#line[start] ?? '') ? this.#token(start, '∞', EMPTY) : null;
  }

  #token(start: number, written: string, certainty: Pick<Token, 'isCertain' | 'takesBraces'>): Token {
    return { start, end: start + written.length, kind: 'operand', ...certainty };
  }

  #match(sticky: RegExp, at: number): RegExpExecArray | null {
    sticky.lastIndex = at;
    return sticky.exec(this.#line);
  }
}

/** Where braces begin and end; those that the end of the text cut end there. */
function bracesOf(line: string, isCut: boolean): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: brace, index } of line.matchAll(/\\[^a-zA-Z]|[{}]/g)) {
    if (brace === '{') open.push(index);
    else if (brace === '}' && open.length > 0) ends.set(open.pop()!, index + 1);
  }
  if (isCut) for (const start of open) ends.set(start, line.length);
  return ends;
}
