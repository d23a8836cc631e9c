import { addDays, startOfDay, type Day } from '../../foundation/day.ts';
import type { Database } from '../engine/database.ts';
import { instantText } from '../engine/sql-dialect.ts';
import { rawRowSql, toPortable, type PortableRow, type RawRow } from '../rows/portable-row.ts';
import { tableNamed, type Table } from '../rows/tables.ts';

export interface ExportQuery {
  from: Day;
  to: Day;
  timeZone: string;
  /** Only those of this person, or in the group with this negative id; `null` for all. */
  accountId: bigint | null;
  /** The last row of the page before; `null` for the first page. */
  after: PortableRow | null;
}

export interface RequestExportStore {
  /** The next requests of these days, oldest first; fewer than `EXPORT_PAGE` are the last ones. */
  page(query: ExportQuery): Promise<PortableRow[]>;
}

export const EXPORT_PAGE = 500;

/** The order of the contract; then what else is worth knowing. Who holds a request for now is nobody's business. */
const FIRST = (
  'id provider model action_type status user_id chat_id prompt_tokens completion_tokens total_tokens cached_tokens ' +
  'reasoning_tokens rate_limit_info remaining_requests remaining_tokens cost_estimate cost_source latency_ms ' +
  'created_at date'
).split(' ');
const LEFT_OUT = new Set(['lease_owner', 'lease_until', 'reserved_tokens']);

/** The columns of an export, in their order. */
export const EXPORTED: Pick<Table, 'columns'> = orderColumns(tableNamed('ai_usage_tracking'));

function orderColumns({ columns }: Table): Pick<Table, 'columns'> {
  const kept = columns.filter(({ name }) => !LEFT_OUT.has(name));
  return { columns: kept.toSorted((a, b) => placeOf(a.name) - placeOf(b.name)) };
}

function placeOf(name: string): number {
  return FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length;
}

/** Single requests, page by page, so that a million of them take no more memory than one page. */
export function createRequestExportStore({ client, engine, dialect }: Database): RequestExportStore {
  // The times bound what the index on them is asked for; what counts is the day that a request was booked on.
  const where =
    `date >= ${dialect.day(1)} AND date <= ${dialect.day(2)} ` +
    `AND created_at >= ${dialect.instant(3)} AND created_at < ${dialect.instant(4)}`;
  const sql = (more: string) =>
    `SELECT ${rawRowSql(engine, EXPORTED)} AS raw FROM ai_usage_tracking WHERE ${where}${more} ` +
    `ORDER BY created_at, id LIMIT ${EXPORT_PAGE}`;
  return {
    page: async ({ from, to, timeZone, accountId, after }) => {
      const times = [startOfDay(addDays(from, -1), timeZone), startOfDay(addDays(to, 2), timeZone)];
      const parameters: unknown[] = [from, to, ...times.map(instantText)];
      let more = '';
      if (accountId !== null) {
        parameters.push(accountId);
        more += ` AND ${accountId < 0n ? 'chat_id' : 'user_id'} = ${dialect.parameter(parameters.length)}`;
      }
      if (after !== null) {
        const [instant, id] = [dialect.instant(parameters.length + 1), dialect.uuid(parameters.length + 2)];
        parameters.push(...positionOf(after));
        more += ` AND (created_at, id) > (${instant}, ${id})`;
      }
      const rows = await client.$queryRawUnsafe<{ raw: string }[]>(sql(more), ...parameters);
      return rows.map(({ raw }) => toPortable(EXPORTED, JSON.parse(raw) as RawRow));
    },
  };
}

function positionOf(row: PortableRow): string[] {
  const valueOf = (wanted: string) => row[EXPORTED.columns.findIndex(({ name }) => name === wanted)];
  return [instantText(new Date(String(valueOf('created_at')))), String(valueOf('id'))];
}
