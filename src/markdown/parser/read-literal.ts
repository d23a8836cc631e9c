import { closesFence, dedent, indentOf, isBlank, openedFence } from './block-patterns.ts';
import { decodeReferences } from '../text/decode-references.ts';
import { ENVIRONMENT } from './formulas.ts';
import { isBracketedFormula, isFormula, withoutCut } from './is-formula.ts';
import type { BlockLines, Found } from './block-lines.ts';

const MATH_OPEN = /^ {0,3}(\\\[|\$\$|\\begin\{[a-zA-Z]+\*?\})/;
/** Longer mathematics is read as text: whoever looks for an end must not look through all of an answer. */
export const MAX_MATH_LINES = 100;
const PRE = /^ {0,3}<pre(?:\s[^<>]*)?>/i;

/** Code between fences; one that is not closed reaches to the end. */
export function readFence(lines: BlockLines, at: number): Found | null {
  const fence = openedFence(lines.get(at));
  if (!fence) return null;
  const code: string[] = [];
  let end = at + 1;
  let isClosed = false;
  for (; end < lines.count && !isClosed; end++) {
    isClosed = closesFence(lines.get(end), fence);
    if (!isClosed) code.push(dedent(lines.get(end), fence.indent));
  }
  // The fence that is about to close it must not show.
  if (!isClosed && lines.endingAt(end) !== 'whole' && /^\s*[`~]{1,2}$/.test(code.at(-1) ?? '')) code.pop();
  const text = code.join('\n');
  if (/^math$/i.test(fence.info) && /[\p{L}\p{N}]/u.test(text)) {
    const isGrowing = !isClosed && lines.endingAt(end) === 'growing';
    return { block: { type: 'math', text: isGrowing ? withoutCut(text) : text }, end };
  }
  return { block: { type: 'code', info: fence.info, text }, end };
}

/** Code that is code by its indentation. */
export function readIndentedCode(lines: BlockLines, at: number): Found | null {
  if (indentOf(lines.get(at)) < 4) return null;
  let end = at;
  for (let next = at; next < lines.count; next++) {
    if (isBlank(lines.get(next))) continue;
    if (indentOf(lines.get(next)) < 4) break;
    end = next + 1;
  }
  const code = lines.slice(at, end).map((line) => dedent(line, 4));
  return { block: { type: 'code', info: '', text: code.join('\n') }, end };
}

/** Code in HTML, which may hold empty lines. */
export function readPre(lines: BlockLines, at: number): Found | null {
  const tag = PRE.exec(lines.get(at))?.[0];
  if (!tag) return null;
  const last = lines.find('</pre>', at);
  if (last === -1 && lines.endingAt(lines.count) === 'whole') return null;
  if (last !== -1 && !/<\/pre>\s*$/.test(lines.get(last))) return null;
  const end = last === -1 ? lines.count : last + 1;
  const text = lines
    .slice(at, end)
    .join('\n')
    .slice(tag.length)
    .replace(/<\/pre>\s*$/, '');
  const info = /<code[^<>]*class="(?:language-)?([\w+#.-]+)"/i.exec(text)?.[1] ?? '';
  const code = decodeReferences(text.replaceAll(/<\/?code(?:\s[^<>]*)?>/gi, ''))
    .replace(/^\n/, '')
    .trimEnd();
  return { block: { type: 'code', info, text: code }, end };
}

/** Mathematics in lines of its own. */
export function readMathBlock(lines: BlockLines, at: number): Found | null {
  const line = lines.get(at).trim();
  const open = MATH_OPEN.exec(lines.get(at))?.[1];
  const close = open && closingOf(open, line);
  const end = close && endOfMath(lines, at, open, close);
  if (!close || !end) return null;
  const written = lines.slice(at, end).join('\n').trim();
  const text = close.startsWith('\\end') ? written : withoutDelimiters(written, open, close);
  // Delimiters in lines of their own say enough.
  const isMath = text === written || line === open || looksLikeMath(open, text);
  return isMath && /[\p{L}\p{N}]/u.test(text) && !(open === '$$' && text.includes('$$'))
    ? { block: { type: 'math', text: lines.endingAt(end) === 'growing' ? withoutCut(text) : text }, end }
    : null;
}

function looksLikeMath(open: string, text: string): boolean {
  return open === '$$' ? isFormula(text) : isBracketedFormula(text, false);
}

/** The mathematics, with the comma or full stop with which the sentence goes on behind it. */
function withoutDelimiters(written: string, open: string, close: string): string {
  const inside = written.slice(open.length);
  const end = inside.lastIndexOf(close);
  return end === -1 ? inside : inside.slice(0, end).trimEnd() + inside.slice(end + close.length);
}

/** The line behind mathematics; `null` where no end comes, or words stand behind it. */
function endOfMath(lines: BlockLines, at: number, open: string, close: string): number | null {
  const isClosedAtOnce = lines.get(at).trimStart().slice(open.length).includes(close);
  const last = isClosedAtOnce ? at : lines.find(close, at + 1);
  const isCut = last === -1;
  const end = isCut ? lines.count : last + 1;
  if (end - at > MAX_MATH_LINES || (isCut && lines.endingAt(end) === 'whole')) return null;
  // What begins anew before its end was no beginning.
  const again = close === '$$' ? -1 : lines.find(open, at + 1);
  if (again !== -1 && again < end) return null;
  const behind = isCut ? '' : lines.get(last).split(close).at(-1)!.trim();
  return /^[.,;:]?$/.test(behind) ? end : null;
}

/** Whether mathematics in lines of its own may begin with this line. */
export function beginsMath(line: string): boolean {
  return MATH_OPEN.test(line);
}

/** What ends the mathematics that a line begins. */
function closingOf(open: string, line: string): string | null {
  if (open === '\\[') return '\\]';
  if (open === '$$') return '$$';
  ENVIRONMENT.lastIndex = 0;
  const name = ENVIRONMENT.exec(line)?.[1];
  return name ? `\\end{${name}}` : null;
}
