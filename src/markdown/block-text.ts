import { writeInline } from './inline-text.ts';
import { mathToText } from './math/math-to-text.ts';
import type { Block, List, ListItem } from './parser/syntax-tree.ts';
import type { RichTextBuilder } from './text/rich-text.ts';
import { writeTable } from './table-text.ts';

/** What the blocks of a place have in common. */
interface Place {
  /** How many lists are around. */
  depth: number;
  gap: '\n' | '\n\n';
}

const BULLETS = ['•', '◦'];
const RULE = '———';
const LANGUAGE = /^([\w+#.-]{1,32})(?:\s+|$)/;

/** Writes blocks one below the other: paragraphs, headings, lists, code, tables, quotations. */
export function writeBlocks(
  builder: RichTextBuilder,
  blocks: readonly Block[],
  place: Place = { depth: 0, gap: '\n\n' },
): void {
  let previous: Block | undefined;
  for (const block of blocks) {
    // A heading goes with what stands below it, so that no message ends with one.
    const isSeam = previous?.type !== 'heading';
    builder.startBlock(gapBefore(block, previous, place), isSeam ? rankIn(place) : null);
    writeBlock(builder, block, place);
    previous = block;
  }
}

function rankIn({ depth }: Place): 'block' | 'item' {
  return depth === 0 ? 'block' : 'item';
}

function gapBefore(block: Block, previous: Block | undefined, { depth, gap }: Place): '\n' | '\n\n' {
  return depth > 0 && (block.type === 'list' || previous === undefined) ? '\n' : gap;
}

function writeBlock(builder: RichTextBuilder, block: Block, place: Place): void {
  switch (block.type) {
    case 'heading':
      return builder.marked({ type: 'bold' }, () => writeInline(builder, block.children));
    case 'code':
      return writeCode(builder, block);
    case 'quote':
      return builder.marked({ type: 'quote' }, () => writeBlocks(builder, block.children, place));
    case 'list':
      return writeList(builder, block, place);
    case 'table':
      return writeTable(builder, block);
    case 'rule':
      return builder.write(RULE);
    case 'math':
      return builder.marked({ type: 'isolate' }, () => builder.write(mathToText(block.text)));
    case 'paragraph':
      return writeInline(builder, block.children);
  }
}

function writeCode(builder: RichTextBuilder, { info, text }: { info: string; text: string }): void {
  const [begin = '', language = ''] = text.trim() ? (LANGUAGE.exec(info) ?? []) : [];
  // What else stands behind the fence is a remark of the model, such as the name of a file.
  const remark = info.slice(begin.length).trim();
  if (remark) builder.write(text ? `${remark}\n` : remark);
  builder.marked({ type: 'pre', language }, () => builder.write(text));
}

function writeList(builder: RichTextBuilder, list: List, { depth }: Place): void {
  const place: Place = { depth: depth + 1, gap: list.isLoose ? '\n\n' : '\n' };
  const numbers = list.isOrdered ? numbersOf(list) : [];
  for (const [index, item] of list.items.entries()) {
    if (index > 0) builder.startBlock(place.gap, 'item');
    builder.writeBullet(`${'  '.repeat(depth)}${bulletOf(item, depth, numbers[index])} `);
    writeBlocks(builder, item.children, place);
    builder.endItem();
  }
}

function bulletOf({ isDone }: ListItem, depth: number, number?: number): string {
  const box = isDone === null ? null : isDone ? '☑' : '☐';
  if (number !== undefined) return box ? `${number}. ${box}` : `${number}.`;
  return box ?? BULLETS[depth % BULLETS.length] ?? '•';
}

/** The numbers as the model wrote them; counted where it numbered every item alike, as Markdown allows. */
function numbersOf({ items }: List): number[] {
  const written = items.map(({ number }) => number ?? 0);
  const first = written[0] ?? 1;
  const isCounted = new Set(written).size < items.length;
  return isCounted ? items.map((_, index) => first + index) : written;
}
