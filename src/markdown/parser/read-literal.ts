import { closesFence, dedent, indentOf, isBlank, openedFence } from './block-patterns.ts';
import { decodeReferences } from './decode-references.ts';
import { ENVIRONMENT } from './formulas.ts';
import { isBracketedFormula, isFormula } from './is-formula.ts';
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
  return { block: { type: 'code', info: fence.info, text: code.join('\n') }, end };
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
  const line = lines.get(at).trimStart();
  const open = MATH_OPEN.exec(lines.get(at))?.[1];
  const close = open && closingOf(open, line);
  if (!close) return null;
  const last = closingLine(lines, at, open, close);
  const isCut = last === lines.count;
  if (last === -1 || last - at > MAX_MATH_LINES) return null;
  if (isCut ? lines.endingAt(lines.count) === 'whole' : !lines.get(last).trimEnd().endsWith(close))
    return null;
  // What begins anew before its end was no beginning.
  const again = close === '$$' ? -1 : lines.find(open, at + 1);
  if (again !== -1 && (isCut || again <= last)) return null;
  const end = isCut ? lines.count : last + 1;
  const written = lines.slice(at, end).join('\n').trim();
  const isEnvironment = close.startsWith('\\end');
  const text = isEnvironment ? written : written.slice(open.length, isCut ? undefined : -close.length);
  const isMath =
    isEnvironment ||
    line.trim() === open ||
    (open === '$$' ? isFormula(text) : isBracketedFormula(text, false));
  return isMath && /[\p{L}\p{N}]/u.test(text) && !(open === '$$' && text.includes('$$'))
    ? { block: { type: 'math', text }, end }
    : null;
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

/** The line that ends the mathematics; the one behind the last where its end may still come, -1 where none comes. */
function closingLine(lines: BlockLines, at: number, open: string, close: string): number {
  const isClosedAtOnce = lines.get(at).trimStart().slice(open.length).includes(close);
  const last = isClosedAtOnce ? at : lines.find(close, at + 1);
  return last === -1 && lines.count - at <= MAX_MATH_LINES ? lines.count : last;
}
