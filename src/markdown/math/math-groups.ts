/** Fractions in fractions; deeper ones stay as they are. */
const MAX_DEPTH = 4;
/** What stands within braces, which may hold those of a script. */
const BRACES = String.raw`\s*\{((?:[^{}]|\{[^{}]*\})*)\}`;
const FRACTION = new RegExp(String.raw`\\[dt]?frac${BRACES}${BRACES}`, 'g');
/** One whose second part was not written yet. */
const BEGUN_FRACTION = new RegExp(String.raw`\\[dt]?frac${BRACES}\s*(?:\{\}?)?$`, 'g');
const BINOMIAL = new RegExp(String.raw`\\[dt]?binom${BRACES}${BRACES}`, 'g');
const ROOT = new RegExp(String.raw`\\sqrt(?:\[([^\][{}]*)\])?${BRACES}`, 'g');
const WORDS = new RegExp(
  String.raw`\\(?:text(?:bf|it|rm|sf|tt|up|normal)?|math(?:rm|bf|it|cal|sf|tt|frak|scr)|boldsymbol|bm|emph|` +
    String.raw`underline|operatorname\*?|boxed|vec|mbox|underbrace|overbrace|tag)${BRACES}`,
  'g',
);
/** A command whose arguments are single characters: `\\dfrac12`, `\\sqrt2`. */
const SHORT =
  /\\([dt]?frac|[dt]?binom|sqrt)(?![a-zA-Z])\s?(?=[a-zA-Z0-9{\\])(\\[a-zA-Z]+|[a-zA-Z0-9]|\{[^{}]*\})(?:\s?([a-zA-Z0-9]))?/g;
const ACCENT = new RegExp(String.raw`\\(overline|bar|hat|widehat|tilde)${BRACES}`, 'g');
const ROOTS: Readonly<Record<string, string>> = { 2: '√', 3: '∛', 4: '∜' };
const ACCENTS: Readonly<Record<string, string>> = {
  overline: '\u0305',
  bar: '\u0304',
  hat: '\u0302',
  widehat: '\u0302',
  tilde: '\u0303',
};
const SETS: Readonly<Record<string, string>> = { R: 'ℝ', N: 'ℕ', Z: 'ℤ', Q: 'ℚ', C: 'ℂ', P: 'ℙ', H: 'ℍ' };

/** LaTeX whose commands with braces are written as text: fractions, roots, words, accents. */
export function unfoldGroups(latex: string): string {
  let text = latex
    .replaceAll(/\^(?:\{\s*\\circ\s*\}|\s*\\circ(?![a-zA-Z]))/g, '°')
    .replaceAll(/\\mathbb\s*\{?([A-Z])\}?/g, (_, letter: string) => SETS[letter] ?? letter);
  text = text.replaceAll(SHORT, withBraces);
  for (let depth = 0; depth < MAX_DEPTH && text.includes('\\'); depth++) text = unfoldOnce(text);
  return text;
}

function withBraces(raw: string, name: string, first: string, second = ''): string {
  const braced = first.startsWith('{') ? first : `{${first}}`;
  if (name === 'sqrt') return `\\sqrt${braced}${second}`;
  if (second === '' && first.startsWith('{')) return raw;
  return second === '' ? `\\${name}${braced}` : `\\${name}${braced}{${second}}`;
}

function unfoldOnce(text: string): string {
  return text
    .replaceAll(FRACTION, (_, top: string, bottom: string) => `${grouped(top)}/${grouped(bottom)}`)
    .replaceAll(BEGUN_FRACTION, (_, top: string) => `${grouped(top)}/`)
    .replaceAll(BINOMIAL, (_, n: string, k: string) => `C(${n.trim()}, ${k.trim()})`)
    .replaceAll(ROOT, (_, degree: string | undefined, inside: string) => root(degree, inside))
    .replaceAll(WORDS, '$1')
    .replaceAll(ACCENT, (_, name: string, inside: string) => accented(inside, ACCENTS[name] ?? ''));
}

function root(degree: string | undefined, inside: string): string {
  if (degree === undefined) return `√${grouped(inside)}`;
  return ROOTS[degree] ? `${ROOTS[degree]}${grouped(inside)}` : `${grouped(inside)}^{1/${degree}}`;
}

function accented(inside: string, accent: string): string {
  return inside.replaceAll(/(?<!\\[a-zA-Z]*)[\p{L}\p{N}]/gu, (letter) => letter + accent);
}

function grouped(text: string): string {
  const inside = text.trim();
  const isOne = /^(?:[\p{L}\p{N}.,]*(?:\^(?:\{[^{}]*\}|[\p{L}\p{N}]))?|\\[a-zA-Z]+)$/u.test(inside);
  return isOne ? inside : `(${inside})`;
}
