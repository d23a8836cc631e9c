import type { BlockLines, Found } from './block-lines.ts';
import { dedent, indentOf, isBlank, isContainer, ITEM, RULE } from './block-patterns.ts';
import { ContainerLines } from './container-lines.ts';
import type { Block, Ending, ListItem } from './syntax-tree.ts';

type ReadBlocks = (lines: readonly string[], depth: number, ending: Ending) => Block[];

interface Marker {
  /** A bullet, or the sign behind a number: another one begins another list. */
  kind: string;
  number: number | null;
  indent: number;
  /** Where the words of the item begin, in columns. */
  content: number;
  rest: string;
}

interface ItemLines {
  marker: Marker;
  lines: readonly string[];
  isSpaced: boolean;
  end: number;
}

const TASK = /^\[([ xX])\](?:\s+|$)/;

/** A list: items one below the other with the same kind of marker. */
export function readList(lines: BlockLines, at: number, readInside: ReadBlocks): Found | null {
  const first = markerOf(lines, at);
  if (!first) return null;
  const items: ItemLines[] = [];
  let end = at;
  for (
    let marker: Marker | null = first;
    marker?.kind === first.kind;
    marker = markerOf(lines, nextAt(lines, end))
  ) {
    const item = gatherItem(lines, nextAt(lines, end), marker);
    items.push(item);
    end = item.end;
  }
  const isLoose = items.some(
    (item, index) => item.isSpaced || (index < items.length - 1 && isBlank(lines.get(item.end))),
  );
  const children = items.map((item) => itemOf(item, lines, readInside));
  return { block: { type: 'list', isOrdered: first.number !== null, isLoose, items: children }, end };
}

function markerOf(lines: BlockLines, at: number): Marker | null {
  const line = lines.get(at);
  if (!isContainer(line, lines.depth) || RULE.test(line)) return null;
  const [, indent = '', marker, space = ' ', rest = ''] = ITEM.exec(line) ?? [];
  if (!marker) return null;
  const width = indentOf(space);
  // More white space than that is of code.
  const isCode = width > 4 && rest !== '';
  return {
    kind: marker.at(-1)!,
    number: /^\d/.test(marker) ? Number.parseInt(marker, 10) : null,
    indent: indent.length,
    content: indent.length + marker.length + (isCode ? 1 : width),
    rest: isCode ? dedent(space, 1) + rest : rest,
  };
}

/** The next line with words, at `from` or behind it. */
function nextAt(lines: BlockLines, from: number): number {
  let at = from;
  while (at < lines.count && isBlank(lines.get(at))) at++;
  return at;
}

/** The lines of an item, without the indentation that makes them its own. */
function gatherItem(lines: BlockLines, at: number, marker: Marker): ItemLines {
  const inside = new ContainerLines(lines.depth);
  inside.add(marker.rest);
  // Models indent what belongs to `1.` by two columns as often as by three.
  const least = Math.min(marker.content, marker.indent + 2);
  let end = at + 1;
  for (let next = end; next < lines.count; next++) {
    const line = lines.get(next);
    if (isBlank(line)) continue;
    const isOwn = indentOf(line) >= least;
    const isLazy = next === end && !isContainer(line, lines.depth) && inside.continuesWith(line);
    if (!isOwn && !isLazy) break;
    for (let blank = end; blank < next; blank++) inside.add('');
    inside.add(isOwn ? dedent(line, marker.content) : line.trimStart());
    end = next + 1;
  }
  return { marker, lines: inside.lines, isSpaced: inside.isSpaced, end };
}

function itemOf({ marker, lines, end }: ItemLines, around: BlockLines, readInside: ReadBlocks): ListItem {
  const [first = '', ...others] = lines;
  const task = TASK.exec(first);
  const own = task ? [first.slice(task[0].length), ...others] : lines;
  return {
    number: marker.number,
    isDone: task ? task[1] !== ' ' : null,
    children: readInside(own, around.depth + 1, around.endingAt(end)),
  };
}
