import { FUNCTION_NAMES } from './function-names.ts';
import { unfoldEnvironments } from './math-environments.ts';
import { unfoldGroups } from './math-groups.ts';
import { lowered, raised } from './scripts.ts';
import { symbolOf } from './symbols.ts';

/** Bars that begin and end something, which stand close to it. */
const LEFT_BAR = /\\l([vV])ert(?![a-zA-Z])\s*/g;
const RIGHT_BAR = /\s*\\r([vV])ert(?![a-zA-Z])/g;
/** Brackets that grow with what is in them, which stand close to it, too. */
const LEFT = /\\left\s?([([|]|\\\{)\s*/g;
const RIGHT = /\s*\\right\s?([)\]|]|\\\})/g;
/** Scripts in scripts. */
const MAX_DEPTH = 4;
/** Braces that only hold together what belongs together, as those behind a colour; a command's and those of a set stay. */
const GROUP = /(?<![\\^_}]|\\[a-zA-Z]{1,30}\s?)\{([^{}]*)(?<!\\)\}/g;
/** A command, with the space behind it that a letter needs. */
const SYMBOL = /(?<=(\s)?)\\([a-zA-Z]+)(\s(?=[a-zA-Z]))?/g;
const NAMES = new RegExp(String.raw`(?<=([\p{L}\p{N})])?)\\(${FUNCTION_NAMES})(?![a-zA-Z])`, 'gu');
/** Marks of a document that mean nothing within a message. */
const UNSEEN = /\\hline(?![a-zA-Z])|\\(?:label|require|[hv]space\*?|[hv]?phantom)\s*\{[^{}]*\}/g;

/** They hold until their group ends, and mean no letter. */
const TYPEFACE = /\\(?:rm|bf|it|sf|tt|sc|cal)(?![a-zA-Z])\s*/g;

/** LaTeX as a line that can be read: common commands as characters, whatever is unknown as it stands. */
export function mathToText(latex: string): string {
  // Most formulas in a text are a letter or two.
  if (!/[\\^_{}&]/.test(latex)) return latex.trim().replaceAll(/\s+/g, ' ');
  // Line breaks come first: their second backslash would begin a command of what follows.
  let text = unfoldGroups(closeBraces(unfoldEnvironments(latex.trim())).replaceAll(TYPEFACE, ''));
  text = text.replaceAll(LEFT, '$1').replaceAll(RIGHT, '$1');
  text = text.replaceAll(
    /\\(?:left|right|middle|[bB]igg?[lrm]?|(?:display|text|script)style|limits|nolimits|nonumber|notag)(?![a-zA-Z])\s?\.?/g,
    '',
  );
  text = text
    .replaceAll(/\\bmod(?![a-zA-Z])/g, ' mod ')
    .replaceAll(/\\not\s*(?:[=<>]|\\([a-zA-Z]+))/g, negated);
  text = text.replaceAll(LEFT_BAR, barOf).replaceAll(RIGHT_BAR, barOf);
  text = text.replaceAll(UNSEEN, ' ').replaceAll('~', ' ').replaceAll(GROUP, '$1');
  text = text.replaceAll(NAMES, apart).replaceAll(/\\(?:quad|qquad|[,;:! ])/g, ' ');
  text = text.replaceAll(SYMBOL, withSymbol);
  text = text.replaceAll(/\\([{}%$&#_])/g, '$1').replaceAll('\\|', '‖');
  return scriptsOf(text)
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/(?<=[⌊⌈]) | (?=[⌋⌉])/g, '')
    .replaceAll(/ ?\n\s*/g, '\n')
    .trim();
}

/** Signs that belong to what stands behind them; others join it to words before the formula. */
const PREFIX = /^[∀∃∄∂∇∑∏∐∫∬∭∮√¬±∓∠∡△⟨⌊⌈|‖⋃⋂⨁⨂⋁⋀{[]/u;

/** The name of a function, apart from what stands before it. */
function apart(_: string, before: string | undefined, name: string): string {
  return before ? ` ${name}` : name;
}

/** A sign between spaces keeps both: `x \\in A`; a letter is a factor. */
function withSymbol(
  raw: string,
  before: string | undefined,
  name: string,
  behind: string | undefined,
  offset: number,
): string {
  const symbol = symbolOf(name);
  if (symbol === undefined) return raw;
  const isInfix = before || (offset === 0 && !PREFIX.test(symbol));
  return isInfix && !/\p{L}/u.test(symbol) ? symbol + (behind ?? '') : symbol;
}

function barOf(_: string, kind: string): string {
  return kind === 'V' ? '‖' : '|';
}

const STROKE = '\u0338';

/** Composed where there is one sign: `=` and the stroke are `≠`. */
function negated(raw: string, name: string | undefined): string {
  const sign = name === undefined ? raw.at(-1) : symbolOf(name);
  return sign === undefined ? raw : (sign + STROKE).normalize('NFC');
}

/** The LaTeX with the braces closed that its end left open, as in an answer that is being written. */
function closeBraces(latex: string): string {
  const braces = latex.replaceAll(/\\[{}]|[^{}]/g, '');
  let open = 0;
  for (const brace of braces) open = Math.max(0, open + (brace === '{' ? 1 : -1));
  return latex + '}'.repeat(open);
}

/** Scripts in scripts first; deeper ones stay as they are. */
function scriptsOf(text: string): string {
  let rest = text;
  for (let depth = 0; depth < MAX_DEPTH && /[_^]/.test(rest); depth++) {
    const next = raiseScripts(rest);
    if (next === rest) break;
    rest = next;
  }
  return rest;
}

function raiseScripts(text: string): string {
  return text
    .replaceAll(/(?<=\{[^{}]{0,200})\^([\p{L}\p{N}])(?=[^{}]{0,200}\})/gu, (raw, one: string) =>
      raised(one, raw),
    )
    .replaceAll(/\^\s*(?:\{([^{}]*)\}|([\p{L}\p{N}*†‡⊤]))/gu, (raw, group?: string, one?: string) =>
      raised(group ?? one ?? '', raw),
    )
    .replaceAll(
      /(?<=[\p{L}\p{N}\p{M})\]|‖⟩'′∑∏∫∂∇⋃⋂⨁⨂⋁⋀∐∬∭∮→←])_\s*(?:\{([^{}]*)\}|([\p{L}\p{N}]))/gu,
      (raw, group?: string, one?: string) => lowered(group ?? one ?? '', raw),
    );
}
