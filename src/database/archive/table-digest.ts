import { createHash } from 'node:crypto';
import type { Connection } from '../engine/connection.ts';
import type { PortableRow } from '../rows/portable-row.ts';
import { summedColumns, type Table } from '../rows/tables.ts';
import { ArchiveError, type TableDigest } from './archive-format.ts';

/** A row as its line of NDJSON. */
export function lineOf(row: PortableRow): string {
  return `${JSON.stringify(row)}\n`;
}

/** Adds up the rows of a table, in the order of their keys. */
export class DigestCounter {
  readonly #table: Table;
  readonly #summed: readonly { name: string; index: number }[];
  readonly #hash = createHash('sha256');
  readonly #totals: bigint[];
  #rows = 0;

  constructor(table: Table) {
    this.#table = table;
    const names = table.columns.map(({ name }) => name);
    this.#summed = summedColumns(table).map((name) => ({ name, index: names.indexOf(name) }));
    this.#totals = this.#summed.map(() => 0n);
  }

  add(row: PortableRow, line = lineOf(row)): void {
    this.#rows += 1;
    this.#hash.update(line);
    for (const [place, { index }] of this.#summed.entries())
      this.#totals[place] = (this.#totals[place] ?? 0n) + BigInt(row[index] ?? 0);
  }

  digest(): TableDigest {
    const totals = this.#summed.map(({ name }, place) => [name, String(this.#totals[place])]);
    return {
      name: this.#table.name,
      rows: this.#rows,
      sha256: this.#hash.copy().digest('hex'),
      totals: Object.fromEntries(totals) as Record<string, string>,
    };
  }
}

/** The number of rows and the sums, by the database itself. */
export async function countTable(
  connection: Connection,
  table: Table,
  where = 'true',
): Promise<Omit<TableDigest, 'sha256'>> {
  const summed = summedColumns(table);
  // In two parts: SQLite's sum of whole numbers ends with an error beyond 64 bits.
  const parts = summed.flatMap((name) => [
    `SUM("${name}" / 1000000) AS "${name}_high"`,
    `SUM("${name}" % 1000000) AS "${name}_low"`,
  ]);
  const texts = parts.map((part) => part.replace(/^(SUM\(.*\)) AS/, 'CAST(COALESCE($1, 0) AS TEXT) AS'));
  const [row = {}] = await connection.$queryRawUnsafe<Record<string, string>[]>(
    `SELECT ${['CAST(COUNT(*) AS TEXT) AS "rows"', ...texts].join(', ')} FROM "${table.name}" WHERE ${where}`,
  );
  const sum = (name: string) =>
    BigInt(row[`${name}_high`] ?? 0) * 1_000_000n + BigInt(row[`${name}_low`] ?? 0);
  return {
    name: table.name,
    rows: Number(row['rows']),
    totals: Object.fromEntries(summed.map((name) => [name, String(sum(name))])),
  };
}

/** Throws an `ArchiveError` that names the first difference: a number of rows, a sum, or the rows themselves. */
export function expectEqual(
  found: readonly Partial<TableDigest>[],
  wanted: readonly TableDigest[],
  where: string,
): void {
  for (const table of wanted) {
    const other = found.find(({ name }) => name === table.name);
    const difference = differenceOf(other, table);
    if (difference) throw new ArchiveError(`${where} differs in ${table.name}: ${difference}`);
  }
}

function differenceOf(found: Partial<TableDigest> | undefined, wanted: TableDigest): string | null {
  if (!found) return 'the table is missing';
  if (found.rows !== wanted.rows) return `${found.rows} rows instead of ${wanted.rows}`;
  for (const [name, sum] of Object.entries(wanted.totals)) {
    const other = found.totals?.[name];
    if (other !== sum) return `the sum of ${name} is ${other} instead of ${sum}`;
  }
  return found.sha256 === undefined || found.sha256 === wanted.sha256 ? null : 'rows are not the same';
}
