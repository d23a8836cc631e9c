import { displayWidth } from './text/display-width.ts';
import { writeInline } from './inline-text.ts';
import type { Alignment, Inline, Table } from './parser/syntax-tree.ts';
import { RichTextBuilder } from './text/rich-text.ts';
import { hasRightToLeft } from './direction/right-to-left.ts';

/** What a phone shows of a monospaced line without breaking it, in columns. */
const MAX_COLUMNS = 40;
const BORDER = ' │ ';

/** Writes a table: aligned where that fits a phone, else each row as a list of `header: value`. */
export function writeTable(builder: RichTextBuilder, table: Table): void {
  const grid = asGrid(table);
  if (grid) builder.marked({ type: 'pre', language: '' }, () => builder.write(grid));
  else writeRows(builder, table);
}

/** The table in monospaced lines; `null` where it cannot be aligned. */
function asGrid({ header, rows, alignments }: Table): string | null {
  // A link would lose its address in monospaced text.
  if ([header, ...rows].flat().some((cell) => cell.some(isLink))) return null;
  const lines = [header, ...rows].map((row) => row.map(plainCell));
  if (lines.some((line) => line.some((cell) => hasRightToLeft(cell) || cell.includes('\n')))) return null;
  const widths = header.map((_, column) =>
    Math.max(1, ...lines.map((line) => displayWidth(line[column] ?? ''))),
  );
  const total = widths.reduce((sum, width) => sum + width, BORDER.length * (widths.length - 1));
  if (total > MAX_COLUMNS) return null;
  const drawn = lines.map((line) =>
    line
      .map((cell, column) => pad(cell, widths[column] ?? 0, alignments[column] ?? null))
      .join(BORDER)
      .trimEnd(),
  );
  return [drawn[0], widths.map((width) => '─'.repeat(width)).join('─┼─'), ...drawn.slice(1)].join('\n');
}

function isLink({ type }: { type: string }): boolean {
  return type === 'link' || type === 'image';
}

function plainCell(cell: readonly Inline[]): string {
  const builder = new RichTextBuilder();
  writeInline(builder, cell);
  return builder.finish().text.trim();
}

function pad(cell: string, width: number, align: Alignment): string {
  const missing = width - displayWidth(cell);
  const before = align === 'right' ? missing : align === 'center' ? Math.floor(missing / 2) : 0;
  return ' '.repeat(before) + cell + ' '.repeat(missing - before);
}

function writeRows(builder: RichTextBuilder, { header, rows }: Table): void {
  // A table that has only begun, or has nothing to tell.
  if (rows.length === 0)
    writeFields(
      builder,
      header.map((value) => ({ value })),
    );
  for (const [index, row] of rows.entries()) {
    if (index > 0) builder.startBlock('\n', 'item');
    writeFields(
      builder,
      row.map((value, column) => ({ name: header[column], value })),
    );
  }
}

interface Field {
  name?: readonly Inline[];
  value: readonly Inline[];
}

function writeFields(builder: RichTextBuilder, fields: readonly Field[]): void {
  for (const [index, { name, value }] of fields.entries()) {
    builder.write(index === 0 ? '• ' : '\n  ');
    if (name?.length) {
      writeInline(builder, name);
      builder.write(': ');
    }
    if (value.length > 0) writeInline(builder, value);
    else builder.write('–');
  }
}
