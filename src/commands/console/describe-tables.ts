import type { TableDigest } from '../../database/archive/archive-format.ts';
import { picoToDecimal } from '../../foundation/money/money.ts';

/** What an archive or a database holds, in one sentence: to the token and to the cent. */
export function describeTables(tables: readonly TableDigest[]): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const totals = tables.find(({ name }) => name === 'ai_usage_summary')?.totals ?? {};
  const sum = (name: string) => BigInt(totals[name] ?? 0);
  const requests = tables.find(({ name }) => name === 'ai_usage_tracking')?.rows ?? 0;
  return (
    `${number(rows)} rows of ${tables.length} tables, ${number(requests)} single requests; ` +
    `totals: ${number(sum('requests'))} requests, ${number(sum('total_tokens'))} tokens, ` +
    `$${picoToDecimal(sum('cost_pico_usd')).replace(/(\.\d\d\d*?)0+$/, '$1')}`
  );
}

function number(value: number | bigint): string {
  return value.toLocaleString('en-US');
}
