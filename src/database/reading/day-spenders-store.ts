import type { Database } from '../engine/database.ts';
import type { Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';

/** The persons, and the groups (negative ids), whose settled requests of a day cost so much or more. */
export async function readDaySpenders(
  { client, dialect }: Database,
  day: Day,
  least: PicoUsd,
): Promise<bigint[]> {
  const spenders = (id: string, table: string, sign: string) =>
    `SELECT ${id} AS id FROM ${table} WHERE date = ${dialect.day(1)} AND ${id} ${sign} 0 GROUP BY ${id} ` +
    `HAVING SUM(cost_pico_usd) >= CAST(${dialect.parameter(2)} AS bigint)`;
  const rows = await client.$queryRawUnsafe<{ id: bigint | number }[]>(
    `${spenders('user_id', 'ai_usage_user_summary', '>')} UNION ALL ` +
      spenders('chat_id', 'ai_usage_chat_summary', '<'),
    day,
    String(least),
  );
  return rows.map(({ id }) => BigInt(id));
}
