import { BareTokens, type Token } from './bare-tokens.ts';

export interface BareFormula {
  start: number;
  end: number;
}

/** What a line without it does not need to be looked at for. */
const LATEX = /\\[a-zA-Z]|[_^]\{/;
/** Longer ones are read in pieces. */
const MAX_LENGTH = 400;
const SPACES = /[ \t]+/y;
/** A path, a tag or the address of a link, with whatever looks like mathematics in it. */
const OPAQUE = /(?<![a-zA-Z])[a-zA-Z]:\\[^\s`<>]*|<[a-zA-Z/!][^<>]*>|\]\([^\s()]*\)/y;
/** What no mathematics begins with, up to where some may begin again. */
const OTHER = /\\[a-zA-Z]+|\\[^]|[\p{Script=Latin}\p{Script=Greek}]+|[^]/uy;
/** Of a word, a path or an address that goes on. */
const GLUED = /[a-zA-Z0-9\\_@#]/;
const UNARY = /^[-−+±]$/;

/**
 * The mathematics that stands in a text without dollars or brackets around it, each from its first letter to its last:
 * `x_i \\in A` is one formula, so that its indices and powers are read along with its commands.
 */
export function findBareFormulas(text: string, isCut: boolean): BareFormula[] {
  if (!LATEX.test(text)) return [];
  const found: BareFormula[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const isLast = offset + line.length === text.length;
    for (const { start, end } of LATEX.test(line) ? formulasOf(line, isCut && isLast) : [])
      found.push({ start: offset + start, end: offset + end });
    offset += line.length + 1;
  }
  return found;
}

function formulasOf(line: string, isCut: boolean): BareFormula[] {
  const reader = new BareTokens(line, isCut);
  const runs: Token[][] = [[]];
  for (let at = 0; at < line.length;) {
    const run = runs.at(-1)!;
    const opaque = matchAt(OPAQUE, line, at);
    const token = opaque ? null : reader.at(at, run.at(-1));
    const isFull = token && run.length > 0 && token.end - run[0]!.start > MAX_LENGTH;
    if (isFull || !token) runs.push([]);
    if (token && token.end - token.start <= MAX_LENGTH) runs.at(-1)!.push(token);
    const end = token?.end ?? at + (opaque ?? matchAt(OTHER, line, at) ?? 1);
    at = end + (matchAt(SPACES, line, end) ?? 0);
  }
  return runs
    .flatMap(withoutLoneBrackets)
    .map((run) => trimmed(withoutGlued(run, line), line))
    .filter((run) => run.some(({ isCertain }) => isCertain))
    .map((run) => ({ start: run[0]!.start, end: run.at(-1)!.end }));
}

function matchAt(sticky: RegExp, line: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.exec(line)?.[0].length;
}

/** The pieces between brackets that have no other: those are of the sentence. */
function withoutLoneBrackets(run: readonly Token[]): Token[][] {
  const open: number[] = [];
  const lone = new Set<number>();
  for (const [index, { kind }] of run.entries()) {
    if (kind === 'open') open.push(index);
    else if (kind === 'close' && open.pop() === undefined) lone.add(index);
  }
  for (const index of open) lone.add(index);
  const pieces: Token[][] = [[]];
  for (const [index, token] of run.entries()) {
    if (lone.has(index)) pieces.push([]);
    else pieces.at(-1)!.push(token);
  }
  return pieces;
}

/** Without what a word or a path begins or ends with. */
function withoutGlued(run: readonly Token[], line: string): Token[] {
  let from = 0;
  let to = run.length;
  if (GLUED.test(line[(run[0]?.start ?? 0) - 1] ?? '')) {
    from = run.findIndex(({ start }) => /\s/.test(line[start - 1] ?? ''));
    if (from === -1) return [];
  }
  if (GLUED.test(line[run.at(-1)?.end ?? line.length] ?? '')) {
    to = run.findLastIndex(({ end }) => /\s/.test(line[end] ?? '')) + 1;
  }
  return run.slice(from, to);
}

/** Without signs that stand at an end. */
function trimmed(run: readonly Token[], line: string): Token[] {
  const written = ({ start, end }: Token) => line.slice(start, end);
  const hasBars = run.filter((token) => written(token) === '|').length % 2 === 0;
  const isBar = (token: Token) => hasBars && written(token) === '|';
  const from = run.findIndex(
    (token, index) =>
      token.kind !== 'sign' ||
      isBar(token) ||
      (UNARY.test(written(token)) && run[index + 1]?.start === token.end),
  );
  const to = run.findLastIndex(
    (token) => token.kind !== 'sign' || isBar(token) || /^['′!]$/.test(written(token)),
  );
  return from === -1 ? [] : run.slice(from, to + 1);
}
