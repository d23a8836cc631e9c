import { locateBlocks } from './read-blocks.ts';
import type { Block, Ending } from './syntax-tree.ts';

export interface LocatedBlock {
  block: Block;
  /** The line at which it begins. */
  start: number;
}

/** Signs that may still become anything: a lone `-` below a paragraph would make a heading of it. */
const UNDECIDED = /^\s*(?:[-=*+_>#|~`$\\]{1,6}|\|[\s|:-]*)\s*$/;
const BEGUN_NUMBER = /^\s*\d{1,9}[.)]\s*$/;

/** The blocks of a text of Markdown, in one pass; those that its end cuts are ended there. */
export function readMarkdown(markdown: string, ending: Ending): LocatedBlock[] {
  const lines = markdown.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  const blocks = locateBlocks(lines, 0, ending);
  const isUndecided = ending !== 'whole' && isSign(lines.at(-1) ?? '', ending);
  return isUndecided && !endsWithCode(blocks.at(-1)?.block)
    ? locateBlocks(lines.slice(0, -1), 0, ending)
    : blocks;
}

function isSign(line: string, ending: Ending): boolean {
  return UNDECIDED.test(line) || (ending === 'growing' && BEGUN_NUMBER.test(line));
}

function endsWithCode(block: Block | undefined): boolean {
  if (block?.type === 'list') return endsWithCode(block.items.at(-1)?.children.at(-1));
  if (block?.type === 'quote') return endsWithCode(block.children.at(-1));
  return block?.type === 'code' || block?.type === 'math';
}
