import { fitBlocks, lengthOfBlocks, type LeftOutLine } from './fit-blocks.ts';
import type { ReportBlock } from './report-block.ts';

/**
 * The blocks as one message where they fit into `maxLength` characters, else as two: the lists that may follow move to the
 * second, from the first of them that has no room. Lines are dropped only where even that is too much.
 */
export function splitBlocks(
  blocks: readonly ReportBlock[],
  maxLength: number,
  leftOutLine: LeftOutLine,
): (readonly ReportBlock[])[] {
  if (lengthOfBlocks(blocks) <= maxLength) return [blocks];
  const firstList = blocks.findIndex(({ mayFollow }) => mayFollow);
  const fits = (count: number) => lengthOfBlocks(blocks.slice(0, count)) <= maxLength;
  let count = firstList < 0 ? blocks.length : firstList;
  while (count < blocks.length && fits(count + 1)) count += 1;
  const messages = [blocks.slice(0, count), blocks.slice(count)].filter((part) => part.length > 0);
  return messages.map((part) => fitBlocks(part, maxLength, leftOutLine));
}
