import type { ReportBlock, ReportLine } from './report-block.ts';

/** The line that stands for so many dropped ones. */
export type LeftOutLine = (count: number) => ReportLine;

/**
 * Fits the blocks into `maxLength` characters, counting one line break per line and another between blocks.
 * The least important lines are dropped first, and each block says how many it lost.
 */
export function fitBlocks(
  blocks: readonly ReportBlock[],
  maxLength: number,
  leftOutLine: LeftOutLine,
): readonly ReportBlock[] {
  const excess = lengthOfBlocks(blocks) - maxLength;
  if (excess <= 0) return blocks;
  const dropped = chooseLines(blocks, excess, leftOutLine);
  const shortened = blocks.map((block) => withoutLines(block, dropped, leftOutLine));
  return cutBlocks(shortened, maxLength);
}

function lengthOfLine(line: ReportLine): number {
  return line.text.length + 1;
}

/** The characters of a message with these blocks. */
export function lengthOfBlocks(blocks: readonly ReportBlock[]): number {
  return blocks
    .flatMap((block) => block.lines)
    .reduce((sum, line) => sum + lengthOfLine(line), blocks.length);
}

// The line with the number of dropped lines takes room too; the largest possible number is assumed.
function chooseLines(
  blocks: readonly ReportBlock[],
  excess: number,
  leftOutLine: LeftOutLine,
): ReadonlySet<ReportLine> {
  const dropped = new Set<ReportLine>();
  const shortened = new Set<ReportBlock>();
  let left = excess;
  for (const { line, block } of droppableLines(blocks)) {
    if (left <= 0) break;
    if (!shortened.has(block)) left += lengthOfLine(leftOutLine(block.lines.length));
    shortened.add(block);
    dropped.add(line);
    left -= lengthOfLine(line);
  }
  return dropped;
}

function droppableLines(blocks: readonly ReportBlock[]): { line: ReportLine; block: ReportBlock }[] {
  return blocks
    .flatMap((block) => block.lines.map((line) => ({ line, block })))
    .filter(({ line }) => line.importance !== undefined)
    .toReversed()
    .toSorted((a, b) => (a.line.importance ?? 0) - (b.line.importance ?? 0));
}

function withoutLines(
  block: ReportBlock,
  dropped: ReadonlySet<ReportLine>,
  leftOutLine: LeftOutLine,
): ReportBlock {
  const lines = block.lines.filter((line) => !dropped.has(line));
  const count = block.lines.length - lines.length;
  return count === 0
    ? block
    : { ...block, lines: [...lines, { ...leftOutLine(count), folded: block.lines.at(-1)?.folded }] };
}

// The lines that are never dropped fit unless the data is absurd; then the end is cut and the rest is still
// delivered.
function cutBlocks(blocks: readonly ReportBlock[], maxLength: number): ReportBlock[] {
  const kept: ReportBlock[] = [];
  let room = maxLength;
  for (const block of blocks) {
    room -= 1;
    const lines = block.lines.filter((line) => (room -= lengthOfLine(line)) >= 0);
    if (lines.length > 0) kept.push({ ...block, lines });
    if (room < 0) break;
  }
  return kept;
}
