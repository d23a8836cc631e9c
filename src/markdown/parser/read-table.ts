import { isBlank } from './block-patterns.ts';
import type { BlockLines, Found } from './block-lines.ts';
import { CodeRuns } from './code-runs.ts';
import { isInBars } from './is-formula.ts';
import { NextIndex } from './next-index.ts';
import { readInline } from './read-inline.ts';
import type { Alignment } from './syntax-tree.ts';

const DELIMITERS = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** A table of GitHub's Markdown. */
export function readTable(lines: BlockLines, at: number): Found | null {
  if (!beginsTable(lines, at)) return null;
  const header = splitRow(lines.get(at));
  let end = at + 2;
  while (end < lines.count && !isBlank(lines.get(end)) && lines.get(end).includes('|')) end++;
  const rows = lines.slice(at + 2, end).map((row) => splitRow(row));
  const source = lines.slice(at, end).join('\n');
  // Cells that no header stands above would be lost.
  if (rows.some((row) => row.length > header.length))
    return { block: { type: 'paragraph', children: [{ type: 'text', text: source }] }, end };
  const alignments = splitRow(lines.get(at + 1)).map(alignmentOf);
  const cellsOf = (row: readonly string[]) => header.map((_, column) => readInline(row[column] ?? ''));
  return {
    block: { type: 'table', source, alignments, header: cellsOf(header), rows: rows.map(cellsOf) },
    end,
  };
}

/** Whether a row with a line of dashes below it stands here. */
export function beginsTable(lines: BlockLines, at: number): boolean {
  const [header, delimiters] = [lines.get(at), lines.get(at + 1)];
  if (!header.includes('|') || !delimiters.includes('|') || !DELIMITERS.test(delimiters)) return false;
  return splitRow(header).length === splitRow(delimiters).length;
}

function alignmentOf(cell: string): Alignment {
  if (cell.startsWith(':')) return cell.endsWith(':') ? 'center' : 'left';
  return cell.endsWith(':') ? 'right' : null;
}

/** The cells of a row; bars within code and formulas divide none. */
function splitRow(line: string): string[] {
  const row = line.trim().replace(/^\|/, '');
  const skip = barsToSkip(row);
  const cells: string[] = [];
  let cell = '';
  for (let at = 0; at < row.length; at++) {
    const end = skip(at);
    if (end > at) {
      cell += row.slice(at, end).replaceAll('\\|', '|');
      at = end - 1;
    } else if (row[at] === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += row[at]!;
  }
  return cell.trim() || cells.length === 0 ? [...cells, cell.trim()] : cells;
}

/** Where a stretch of a row ends that holds no border of a cell and begins at the place asked for. */
function barsToSkip(row: string): (at: number) => number {
  const code = new CodeRuns(row);
  const next = new NextIndex(row);
  return (at) => {
    if (row[at] === '\\') return at + 2;
    if (row[at] === '`' && row[at - 1] !== '`') return codeEnd(row, at, code);
    return row[at] === '$' ? formulaEnd(row, at, next) : at;
  };
}

function codeEnd(row: string, at: number, code: CodeRuns): number {
  const { length } = /`+/.exec(row.slice(at))![0];
  const close = code.closing(length, at + length);
  // A lone bar between spaces is a border, whatever stands around.
  return close === null || /\s\|\s/.test(row.slice(at, close)) ? at : close + length;
}

function formulaEnd(row: string, at: number, next: NextIndex): number {
  const close = next.of('$', at + 1);
  return close !== -1 && isInBars(row.slice(at + 1, close)) && !/\s\|\s/.test(row.slice(at, close))
    ? close + 1
    : at;
}
