import { HEADING, indentOf, interrupts, isBlank, isContainer, QUOTE, RULE } from './block-patterns.ts';
import { BlockLines, type Found } from './block-lines.ts';
import { ContainerLines } from './container-lines.ts';
import { readIndentedCode, readFence, readMathBlock, readPre } from './read-literal.ts';
import { readInline } from './read-inline.ts';
import { readList } from './read-list.ts';
import { beginsTable, readTable } from './read-table.ts';
import type { Block, Ending } from './syntax-tree.ts';

const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
const READERS = [
  readFence,
  readPre,
  readMathBlock,
  readHeading,
  readRule,
  readQuote,
  readItems,
  readTable,
  readIndentedCode,
];

export interface LocatedBlock {
  block: Block;
  /** The line at which it begins. */
  start: number;
}

/** The blocks of some lines. */
export function readBlocks(lines: readonly string[], depth: number, ending: Ending): Block[] {
  return locateBlocks(lines, depth, ending).map(({ block }) => block);
}

/** The same, with the line at which each begins. */
export function locateBlocks(lines: readonly string[], depth: number, ending: Ending): LocatedBlock[] {
  const place = new BlockLines(lines, depth, ending);
  const blocks: LocatedBlock[] = [];
  for (let at = 0; at < place.count;) {
    if (isBlank(place.get(at))) at++;
    else {
      const { block, end } = readBlock(place, at);
      blocks.push({ block, start: at });
      at = end;
    }
  }
  return blocks;
}

function readBlock(lines: BlockLines, at: number): Found {
  for (const read of READERS) {
    const found = read(lines, at);
    if (found) return found;
  }
  return readParagraph(lines, at);
}

function readHeading(lines: BlockLines, at: number): Found | null {
  const heading = HEADING.exec(lines.get(at));
  if (!heading) return null;
  const text = (heading[1] ?? '').replace(/(?:^|[ \t]+)#+[ \t]*$/, '').trim();
  return { block: { type: 'heading', children: readInline(text, lines.endingAt(at + 1)) }, end: at + 1 };
}

function readRule(lines: BlockLines, at: number): Found | null {
  return RULE.test(lines.get(at)) ? { block: { type: 'rule' }, end: at + 1 } : null;
}

function readQuote(lines: BlockLines, at: number): Found | null {
  if (!QUOTE.test(lines.get(at)) || !isContainer(lines.get(at), lines.depth)) return null;
  const inside = new ContainerLines(lines.depth);
  let end = at;
  for (; end < lines.count; end++) {
    const line = lines.get(end);
    if (QUOTE.test(line)) inside.add(line.replace(QUOTE, ''));
    else if (inside.continuesWith(line)) inside.add(line.trimStart());
    else break;
  }
  const children = readBlocks(inside.lines, lines.depth + 1, lines.endingAt(end));
  return { block: { type: 'quote', children }, end };
}

function readItems(lines: BlockLines, at: number): Found | null {
  return readList(lines, at, readBlocks);
}

function readParagraph(lines: BlockLines, at: number): Found {
  const words = [lines.get(at).trim()];
  let end = at + 1;
  for (; end < lines.count; end++) {
    const line = lines.get(end);
    if (UNDERLINE.test(line)) {
      return { block: { type: 'heading', children: readInline(words.join('\n')) }, end: end + 1 };
    }
    if (isBlank(line) || interrupts(line, lines.depth) || beginsOther(lines, end)) break;
    words.push(line.trimStart());
  }
  const text = words.join('\n').trimEnd();
  return { block: { type: 'paragraph', children: readInline(text, lines.endingAt(end)) }, end };
}

function beginsOther(lines: BlockLines, at: number): boolean {
  if (indentOf(lines.get(at)) > 3) return false;
  return beginsTable(lines, at) || (readMathBlock(lines, at) ?? readPre(lines, at)) !== null;
}
