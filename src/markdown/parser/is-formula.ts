import { isSymbol } from '../math/symbols.ts';

/** Also a comma in braces, which are there to keep space away from it: `1{,}000`. */
const COMMAND = /\\[a-zA-Z{}|,;!%]|\{,\}/;
const RAISED = /[\p{L}\p{N})}\]|]\s?\^|^\s*\^\{\d+\}\s*\p{L}/u;
const LOWERED = /(?<![a-zA-Z]{2})[a-zA-Z)}]_[a-zA-Z0-9{]/;
const FUNCTIONS =
  /(?<![a-zA-Z])(?:arc)?(?:sin|cos|tan|cot|log|ln|lg|exp|lim|max|min|det|gcd|lcm|mod)(?![a-zA-Z])/g;
/** What may stand in a formula without any LaTeX. */
const PLAIN = /^[\p{Script=Latin}\p{Script=Greek}\p{N}\s.,:;'′!+\-−*/<>≤≥≠≈±×÷·=()[\]|∞∈√%°→]+$/u;
/** Absolute values and norms, of a number only where there is nothing beside them: prices may stand between bars, too. */
const IN_BARS = /^(\\?\|){1,2}[^|]+(\\?\|){1,2}$|\|[^|]*[a-zA-Z][^|]*\|/;
/** As in `P(A|B)`. */
const CONDITION = /\p{L}\s?\|\s?\p{L}/u;
const PROSE = /[\p{L}]{4,}|(?<![^\s])\p{Ll}{2,}(?=\s)|(?<=\s)\p{Ll}{2,}(?![^\s])/u;
const OPERATION = /[\p{L}\p{N})\]|'′]\s*(?:[+*/<>=≤≥≠≈±×÷·∈→|]|\s[-−]\s)\s*[-+\p{L}\p{N}([|√∞]|\p{L}!/u;

/** Whether a text holds commands, powers or indices of LaTeX. */
export function hasLatex(text: string): boolean {
  return COMMAND.test(text) || RAISED.test(text) || LOWERED.test(text);
}

/** Whether what stands between dollars is a formula; they are money far more often. */
export function isFormula(text: string): boolean {
  if (hasLatex(text) || text.includes('=')) return true;
  const rest = text.replaceAll(FUNCTIONS, '');
  const isPlain = PLAIN.test(text) && /[\p{L}\p{N}]/u.test(text) && !PROSE.test(rest);
  return isPlain && isBalanced(text) && (!text.includes('|') || IN_BARS.test(text) || CONDITION.test(text));
}

/** Whether brackets with a backslash stand around a formula, rather than for themselves: `Knuth \[1\]`, `f\(x\)`. */
export function isBracketedFormula(text: string, isRound: boolean): boolean {
  if (hasLatex(text)) return true;
  if (isRound && /^\s*[\p{Script=Latin}\p{Script=Greek}]['′]*\s*$/u.test(text)) return true;
  return OPERATION.test(text) && PLAIN.test(text) && !/\p{L}{2,}/u.test(text.replaceAll(FUNCTIONS, ''));
}

/** A formula without a command or index at its end that is not whole yet, and would show as it stands. */
export function withoutCut(text: string): string {
  const name = /\\([a-zA-Z]{0,24})$/.exec(text)?.[1];
  const isWhole = name !== undefined && isSymbol(name);
  return isWhole ? text : text.replace(/(?:\\[a-zA-Z]{0,24}|[_^]\{?)$/, '');
}

/** Whether bars in a text are those of absolute values. */
export function isInBars(text: string): boolean {
  return IN_BARS.test(text);
}

function isBalanced(text: string): boolean {
  return text.replaceAll(/[^([]/g, '').length === text.replaceAll(/[^)\]]/g, '').length;
}
