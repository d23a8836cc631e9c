import { locateBlocks, type LocatedBlock } from './read-blocks.ts';
import { beginsMath, MAX_MATH_LINES } from './read-literal.ts';
import type { Block, Ending } from './syntax-tree.ts';

/** Signs that may still become anything: a lone `-` below a paragraph would make a heading of it. */
const UNDECIDED = /^\s*(?:[-=*+_>#|~`$\\]{1,6}|\|[\s|:-]*)\s*$/;
const BEGUN_NUMBER = /^\s*\d{1,9}[.)]\s*$/;
/** The words to come may make one block of the last two, or something else of the last one. */
const UNSETTLED = 2;

export interface MarkdownBlocks {
  blocks: Block[];
  /** How many of them no word to come can change. */
  settled: number;
  /** The line behind those. */
  settledLines: number;
}

/** The blocks of a text of Markdown, in one pass; those that its end cuts are ended there. */
export function readMarkdown(markdown: string, ending: Ending): MarkdownBlocks {
  const lines = markdown.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  const located = withoutSign(lines, locateBlocks(lines, 0, ending), ending);
  const last = Math.max(0, located.length - UNSETTLED);
  const open = located.slice(0, last).findIndex(({ block, start }, index) => {
    const end = located[index + 1]!.start;
    return block.type !== 'math' && block.type !== 'code' && mayBecomeMath(lines, start, end);
  });
  const settled = open === -1 ? last : open;
  return { blocks: located.map(({ block }) => block), settled, settledLines: located[settled]?.start ?? 0 };
}

/** The blocks without signs in the last line that are not decided yet. */
function withoutSign(lines: readonly string[], located: LocatedBlock[], ending: Ending): LocatedBlock[] {
  const isUndecided = ending !== 'whole' && isSign(lines.at(-1) ?? '', ending);
  if (!isUndecided || endsWithCode(located.at(-1)?.block)) return located;
  const kept = located.slice(0, -UNSETTLED);
  const from = located[kept.length]?.start ?? 0;
  const again = locateBlocks(lines.slice(from, -1), 0, ending);
  return [...kept, ...again.map(({ block, start }) => ({ block, start: start + from }))];
}

/** Whether mathematics begins in these lines whose end may still come. */
function mayBecomeMath(lines: readonly string[], start: number, end: number): boolean {
  const from = Math.max(start, lines.length - MAX_MATH_LINES - 1);
  return lines.slice(from, end).some(beginsMath);
}

function isSign(line: string, ending: Ending): boolean {
  return UNDECIDED.test(line) || (ending === 'growing' && BEGUN_NUMBER.test(line));
}

function endsWithCode(block: Block | undefined): boolean {
  if (block?.type === 'list') return endsWithCode(block.items.at(-1)?.children.at(-1));
  if (block?.type === 'quote') return endsWithCode(block.children.at(-1));
  return block?.type === 'code' || block?.type === 'math';
}
