import { lowered, raised } from './scripts.ts';
import { symbolOf } from './symbols.ts';

/** Fractions in fractions; deeper ones stay as they are. */
const MAX_DEPTH = 4;
/** Of a command. */
const LONGEST_NAME = 32;
/** What stands within braces, which may hold those of a script. */
const BRACES = String.raw`\s*\{((?:[^{}]|\{[^{}]*\})*)\}`;
const FRACTION = new RegExp(String.raw`\\(?:[dtc]|nice)?frac${BRACES}${BRACES}`, 'g');
/** One whose second part was not written yet. */
const BEGUN_FRACTION = new RegExp(String.raw`\\[dtc]?frac${BRACES}\s*(?:\{\}?)?$`, 'g');
const BINOMIAL = new RegExp(String.raw`\\[dt]?binom${BRACES}${BRACES}`, 'g');
const ROOT = new RegExp(String.raw`\\sqrt(?:\[([^\][{}]*)\])?${BRACES}`, 'g');
const WORDS = new RegExp(
  String.raw`\\(?:text(?:bf|it|rm|sf|tt|up|normal)?|math(?:rm|bf|it|cal|sf|tt|frak|scr)|boldsymbol|bm|emph|` +
    String.raw`underline|operatorname\*?|boxed|vec|mbox|cancel|overrightarrow|overleftarrow|substack|unit|si|num|mathop|href\s*\{[^{}]*\})${BRACES}`,
  'g',
);
/** A command whose arguments are single characters: `\\dfrac12`, `\\sqrt2`, `\\frac{a}b`. */
const SHORT =
  /\\([dtc]?frac|[dt]?binom|sqrt)(?![a-zA-Z])\s?(?:(\\[a-zA-Z]+|[a-zA-Z0-9])(?:\s?([a-zA-Z0-9]))?|(\{[^{}]*\})\s?([a-zA-Z0-9]))/g;
/** An accent or a typeface of one letter: `\\hat x`; without the space it is another command, as `\\dots` is. */
const SHORT_ACCENT =
  /\\(overline|bar|hat|widehat|tilde|widetilde|d{0,2}dot|check|breve|mathring|acute|grave|vec|math(?:rm|bf|it|cal|sf|tt|frak|scr)|boldsymbol|bm)(?:\s*(\\[a-zA-Z]+|\d)|\s+([a-zA-Z]))(?![a-zA-Z{])/g;
/** What TeX itself calls a fraction: `{a \\over b}`. */
const OVER = /\{((?:[^{}]|\{[^{}]*\}){0,400})\\over(?![a-zA-Z])((?:[^{}]|\{[^{}]*\}){0,400})\}/g;
/** `n \\choose k`, with braces around it or not. */
const CHOICE = String.raw`((?:\\[a-zA-Z]+(?![a-zA-Z])|[\p{L}\p{N}+-]){1,40})`;
const CHOOSE = new RegExp(String.raw`\{?\s*${CHOICE}\s*\\choose(?![a-zA-Z])\s*${CHOICE}\s*\}?`, 'gu');
const COLOR = /\\(?:text|math)?color(?:box)?\s*\{[^{}]*\}/g;
const TAG = new RegExp(String.raw`\\tag\*?${BRACES}`, 'g');
const MODULO = new RegExp(String.raw`\\pmod${BRACES}`, 'g');
const ABOVE = new RegExp(String.raw`\\(?:overset|stackrel)${BRACES}${BRACES}`, 'g');
const BELOW = new RegExp(String.raw`\\underset${BRACES}${BRACES}`, 'g');
const LONG_ARROW = new RegExp(String.raw`\\x(right|left)arrow(?:\[([^\][{}]*)\])?${BRACES}`, 'g');
const BRACED = new RegExp(String.raw`\\(?:under|over)brace${BRACES}`, 'g');
const TEXT_SCRIPT = new RegExp(String.raw`\\text(super|sub)script${BRACES}`, 'g');
/** Brackets of the package `physics`, and its derivatives. */
const PAIR = new RegExp(String.raw`\\(bra|ket|braket|abs|norm)${BRACES}`, 'g');
const DERIVATIVE = new RegExp(String.raw`\\(p?)dv${BRACES}${BRACES}`, 'g');
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  bra: ['⟨', '|'],
  ket: ['|', '⟩'],
  braket: ['⟨', '⟩'],
  abs: ['|', '|'],
  norm: ['‖', '‖'],
};
const QUANTITY = new RegExp(String.raw`\\(?:SI|qty)${BRACES}${BRACES}`, 'g');
const CHEMISTRY = new RegExp(String.raw`\\ce${BRACES}`, 'g');
const ACCENT = new RegExp(
  String.raw`\\(overline|bar|hat|widehat|tilde|widetilde|d{0,2}dot|check|breve|mathring|acute|grave)${BRACES}`,
  'g',
);
const ROOTS: Readonly<Record<string, string>> = { 2: '√', 3: '∛', 4: '∜' };
const ACCENTS: Readonly<Record<string, string>> = {
  overline: '\u0305',
  bar: '\u0304',
  hat: '\u0302',
  widehat: '\u0302',
  tilde: '\u0303',
  widetilde: '\u0303',
  dot: '\u0307',
  ddot: '\u0308',
  check: '\u030C',
  breve: '\u0306',
  dddot: '\u20DB',
  mathring: '\u030A',
  acute: '\u0301',
  grave: '\u0300',
};
const SETS: Readonly<Record<string, string>> = { R: 'ℝ', N: 'ℕ', Z: 'ℤ', Q: 'ℚ', C: 'ℂ', P: 'ℙ', H: 'ℍ' };

/** LaTeX whose commands with braces are written as text: fractions, roots, words, accents. */
export function unfoldGroups(latex: string): string {
  let text = latex
    .replaceAll(/\^(?:\{\s*\\circ\s*\}|\s*\\circ(?![a-zA-Z]))/g, '°')
    .replaceAll(/\\mathbb\s*(?:\{([^{}]*)\}|([A-Za-z0-9]))/g, (_, some = '', one: string = some) =>
      one.replaceAll(/[A-Z]/g, (letter) => SETS[letter] ?? letter),
    )
    .replaceAll(DERIVATIVE, (_, p: string, of: string, by: string) =>
      p ? `\\frac{\\partial ${of}}{\\partial ${by}}` : `\\frac{d${of}}{d${by}}`,
    );
  if (text.includes('\\choose')) text = text.replaceAll(CHOOSE, '\\binom{$1}{$2}');
  if (text.includes('\\over')) text = text.replaceAll(OVER, '\\frac{$1}{$2}');
  text = text.replaceAll(COLOR, '').replaceAll(SHORT_ACCENT, '\\$1{$2$3}');
  // A short one may stand in another: `\\frac{\\sqrt2}3`.
  for (let depth = 0; depth < MAX_DEPTH && text.includes('\\'); depth++)
    text = text.replaceAll(SHORT, withBraces);
  for (let depth = 0; depth < MAX_DEPTH && text.includes('\\'); depth++) text = unfoldOnce(text);
  return text;
}

function withBraces(_: string, name: string, one = '', two = '', braced = '', last = ''): string {
  if (braced) return name === 'sqrt' ? `\\sqrt${braced}${last}` : `\\${name}${braced}{${last}}`;
  if (name === 'sqrt') return `\\sqrt{${one}}${two}`;
  return two === '' ? `\\${name}{${one}}` : `\\${name}{${one}}{${two}}`;
}

function unfoldOnce(text: string): string {
  return text
    .replaceAll(FRACTION, fraction)
    .replaceAll(BEGUN_FRACTION, (_, top: string) => `${grouped(top)}/`)
    .replaceAll(
      BINOMIAL,
      together((n, k) => `C(${n.trim()}, ${k.trim()})`),
    )
    .replaceAll(ROOT, together(root))
    .replaceAll(TAG, ' ($1)')
    .replaceAll(MODULO, '(mod $1)')
    .replaceAll(ABOVE, '$2^{$1}')
    .replaceAll(BELOW, '$2_{$1}')
    .replaceAll(
      LONG_ARROW,
      (_, to: string, below: string | undefined, above: string) =>
        `${to === 'right' ? '→' : '←'}${below ? `_{${below}}` : ''}^{${above}}`,
    )
    .replaceAll(TEXT_SCRIPT, (_, to: string, inside: string) =>
      to === 'super' ? raised(inside) : lowered(inside),
    )
    .replaceAll(PAIR, (_, name: string, inside: string) => (PAIRS[name] ?? ['', '']).join(inside))
    .replaceAll(BRACED, together(grouped))
    .replaceAll(QUANTITY, '$1 $2')
    .replaceAll(CHEMISTRY, (_, inside: string) => chemistry(inside))
    .replaceAll(
      WORDS,
      together((inside) => inside),
    )
    .replaceAll(
      ACCENT,
      together((name, inside) => accented(inside, ACCENTS[name] ?? '')),
    );
}

/**
 * The written command, in braces where it is all of a script: `x_\\text{max}` is no `x_m` followed by `ax`. Behind another
 * command a letter keeps apart from its name: `\\lambda\\mathbf{v}`.
 */
function together(write: (...parts: string[]) => string): (raw: string, ...found: unknown[]) => string {
  return (_, ...found) => {
    const [at, whole] = found.slice(-2) as [number, string];
    const written = write(...(found.slice(0, -2) as string[]));
    const before = whole.slice(Math.max(0, at - LONGEST_NAME), at);
    if (/[_^]\s{0,3}$/.test(before)) return `{${written}}`;
    return /\\[a-zA-Z]+$/.test(before) && /^[a-zA-Z]/.test(written) ? ` ${written}` : written;
  };
}

/** A fraction, apart from its factors: `3\\frac12` is no 31/2, and `\\frac12mv` is not divided by `2mv`. */
function fraction(raw: string, ...found: unknown[]): string {
  const [at, whole] = found.slice(-2) as [number, string];
  const written = together((top, bottom) => `${grouped(top)}/${grouped(bottom)}`)(raw, ...found);
  if (written.startsWith('{')) return written;
  const before = whole.slice(Math.max(0, at - LONGEST_NAME), at);
  const behind = whole.slice(at + raw.length, at + raw.length + LONGEST_NAME);
  const name = /\\([a-zA-Z]+)$/.exec(before)?.[1];
  const isAfterFactor = name === undefined ? /[\p{L}\p{N}]$/u.test(before) : symbolOf(name) === undefined;
  const isBeforeFactor = /^(?:[\p{L}\p{N}(√]|\\(?!right|[bB]ig)[a-zA-Z])/u.test(behind);
  return `${isAfterFactor ? ' ' : ''}${written}${isBeforeFactor ? ' ' : ''}`;
}

/** The amounts of atoms are indices, and arrows are written as such: `2H2 + O2 -> 2H2O`. */
function chemistry(inside: string): string {
  return inside
    .replaceAll('<=>', '⇌')
    .replaceAll('->', '→')
    .replaceAll(/(?<=[A-Za-z)\]])(\d+)/g, (_, amount: string) => `_{${amount}}`);
}

function root(degree: string | undefined, inside = ''): string {
  if (degree === undefined) return `√${grouped(inside)}`;
  return ROOTS[degree] ? `${ROOTS[degree]}${grouped(inside)}` : `${grouped(inside)}^{1/${degree}}`;
}

function accented(inside: string, accent: string): string {
  return inside
    .replaceAll(/\\([a-zA-Z]+)\s?/g, (raw, name: string) => symbolOf(name) ?? raw)
    .replaceAll(/(?<!\\[a-zA-Z]*)[\p{L}\p{N}]/gu, (letter) => letter + accent);
}

function grouped(text: string): string {
  const inside = text.trim();
  const isOne = /^(?:[\p{L}\p{N}.,]*|\\[a-zA-Z]+)(?:[_^](?:\{[^{}]*\}|[\p{L}\p{N}]))*$/u.test(inside);
  return isOne ? inside : `(${inside})`;
}
