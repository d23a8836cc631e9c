import { picoToDecimal } from '../foundation/money.ts';
import type { Report } from './model/report.ts';

const HEADER = ['date', 'provider', 'requests', 'total_tokens', 'cost_usd'];

/** One row for each day and provider, by RFC 4180, with exact amounts. */
export function renderCsv(report: Report): string {
  const rows = report.days.map(({ date, provider, requests, totalTokens, costPicoUsd }) => {
    return [date, provider, String(requests), String(totalTokens), picoToDecimal(costPicoUsd)];
  });
  return [HEADER, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** One field, quoted where it must be. Spreadsheets would run text that begins like a formula. */
export function csvField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
