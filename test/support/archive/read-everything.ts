import { createHash } from 'node:crypto';
import type { Database } from '../../../src/database/engine/database.ts';
import { TABLES } from '../../../src/database/rows/tables.ts';

/** What every table holds, as the database itself tells it: the number of rows and a hash of all columns. */
export async function readEverything({
  engine,
  client,
}: Pick<Database, 'engine' | 'client'>): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  for (const { name, columns } of TABLES) {
    const list = columns.map((column) => `"${column.name}"`).join(', ');
    const row = engine === 'sqlite' ? `json_array(${sqliteColumns(columns)})` : `CAST(ROW(${list}) AS text)`;
    const rows = await client.$queryRawUnsafe<{ row: string }[]>(`SELECT ${row} AS row FROM "${name}"`);
    const lines = rows.map((one) => one.row).toSorted();
    const hash = createHash('sha256').update(lines.join('\n')).digest('hex');
    found.push([name, `${lines.length} ${hash}`]);
  }
  return Object.fromEntries(found);
}

/** With their kinds: 1 is not '1'. SQLite keeps JSON as it was written, which means the same with any spaces. */
function sqliteColumns(columns: readonly { name: string; type: string }[]): string {
  const texts = columns.map(({ name, type }) => {
    if (type === 'json') return `json("${name}")`;
    return type === 'float' || type === 'decimal' ? `printf('%!.17g', "${name}")` : `quote("${name}")`;
  });
  return texts.join(', ');
}
