import { picoToDecimal } from '../foundation/money.ts';
import type { Report } from './model/report.ts';

const HEADER = ['date', 'provider', 'requests', 'total_tokens', 'cost_usd'];

/** CSV (RFC 4180) with one row for each day and provider, with exact amounts. */
export function renderCsv(report: Report): string {
  const rows = report.days.map(({ date, provider, requests, totalTokens, costPicoUsd }) => {
    return [date, provider, String(requests), String(totalTokens), picoToDecimal(costPicoUsd)];
  });
  return [HEADER, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/**
 * A CSV field, quoted if needed. Text that starts like a formula is defused, because spreadsheets would run
 * it.
 */
export function csvField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
