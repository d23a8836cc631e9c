import type { Database } from '../../../src/database/engine/database.ts';
import { insertRows } from '../../../src/database/rows/insert-rows.ts';
import type { PortableRow, PortableValue } from '../../../src/database/rows/portable-row.ts';
import { TABLES, type Column, type Table } from '../../../src/database/rows/tables.ts';
import { seededRandom } from '../random.ts';

type Random = (limit: number) => number;

/** Short enough for every column; no text of theirs sorts alike in every language. */
const TEXTS = ['سلام', 'می‌ر', 'Ärg', 'zz', 'Z', 'a"\\', '=1+1', '👍🏽', '', ' ,\n', 'é', "'"];
/** Keys in order: that of others does not survive PostgreSQL. */
const JSONS = [
  'null',
  '{"a":[true,null,"\\"س"],"b":1}',
  '[]',
  '"text"',
  '12.5',
  '{"9":{"y":-0.1,"z":"👍"},"10":1}',
];
const BIGINTS = ['0', '-1001234567890123', '9223372036854775807', '-9223372036854775808', '9007199254740993'];
const FLOATS = [0, 0.1, 5400.25, 1e-9, 123456789.123];
const DECIMALS = [
  '0.000000000001',
  '0.000147450000',
  '-1.500000000000',
  '999.123456789012',
  '0.000000000000',
];

/** Fills every table of the schema with rows that are as odd as its columns allow, the same for the same seed. */
export async function fillTables(database: Database, rows: number, seed = 1): Promise<void> {
  const random = seededRandom(seed);
  for (const table of TABLES) {
    const nullable = await nullableColumns(database, table);
    const made = Array.from({ length: rows }, (_, index) => rowOf(table, index, { random, nullable }));
    for (let at = 0; at < made.length; at += 500)
      await insertRows(database.client, database.engine, table, made.slice(at, at + 500));
  }
}

function rowOf(
  table: Table,
  index: number,
  { random, nullable }: { random: Random; nullable: ReadonlySet<string> },
): PortableRow {
  return table.columns.map((column) => {
    if (table.key.includes(column.name)) return keyOf(column, index, table.key[0] === column.name);
    if (nullable.has(column.name) && random(10) < 3) return null;
    return valueOf(column, random);
  });
}

/** The first column of a key tells rows apart. */
function keyOf({ type }: Column, index: number, isFirst: boolean): PortableValue {
  const number = isFirst ? index : index % 3;
  const pad = String(number).padStart(12, '0');
  switch (type) {
    case 'uuid':
      return `01a18fd8-e6e8-7285-904c-${pad}`;
    case 'date':
      return new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
    case 'time':
      return new Date(Date.UTC(2026, 0, 1, number)).toISOString();
    case 'bool':
      return number % 2 === 1;
    case 'int':
      return number;
    case 'bigint':
      return String(BigInt(number) - 50n);
    case 'float':
    case 'decimal':
    case 'json':
    case 'text':
      return `${TEXTS[number % TEXTS.length]}${number}`;
    default:
      return type satisfies never;
  }
}

function valueOf({ type }: Column, random: Random): PortableValue {
  const pick = <Value>(values: readonly Value[]) => values[random(values.length)]!;
  switch (type) {
    case 'int':
      return pick([0, 1, 2_147_483_647, -350]);
    case 'bigint':
      return pick(BIGINTS);
    case 'float':
      return pick(FLOATS);
    case 'decimal':
      return pick(DECIMALS);
    case 'bool':
      return random(2) === 0;
    case 'json':
      return pick(JSONS);
    case 'date':
      return pick(['2024-02-29', '2026-11-29', '1970-01-01']);
    case 'time':
      return pick(['2026-11-29T10:00:00.001Z', '1970-01-01T00:00:00.000Z', '2026-03-29T01:30:00.999Z']);
    case 'uuid':
      return '01a18fd8-e6e8-7285-904c-24633e25d24e';
    case 'text':
      return pick(TEXTS);
    default:
      return type satisfies never;
  }
}

async function nullableColumns({ engine, client }: Database, { name }: Table): Promise<ReadonlySet<string>> {
  const rows = await client.$queryRawUnsafe<{ name: string; nullable: string }[]>(
    engine === 'sqlite'
      ? `SELECT name, CASE "notnull" WHEN 0 THEN 'YES' ELSE 'NO' END AS nullable FROM pragma_table_info('${name}')`
      : `SELECT CAST(column_name AS text) AS name, CAST(is_nullable AS text) AS nullable ` +
          `FROM information_schema.columns WHERE table_name = '${name}'`,
  );
  return new Set(rows.flatMap((row) => (row.nullable === 'YES' ? [row.name] : [])));
}
