import { picoToDecimal } from '../foundation/money.ts';
import { csvLine } from './csv-field.ts';
import type { ReportDetails } from './model/report-service.ts';

const HEADER = [
  ...['date', 'provider', 'model', 'action', 'status', 'requests', 'failed'],
  ...['prompt_tokens', 'completion_tokens', 'cached_tokens', 'reasoning_tokens', 'total_tokens'],
  ...['cost_usd', 'cost_source'],
];

/** CSV with one row for each day and everything that its totals tell apart, with exact amounts. */
export function renderCsv({ rows }: Pick<ReportDetails, 'rows'>): string {
  const lines = rows.map((row) => [
    ...[row.date, row.provider, row.model, row.actionType, row.status, row.requests, row.failed],
    ...[row.promptTokens, row.completionTokens, row.cachedTokens, row.reasoningTokens, row.totalTokens],
    ...[picoToDecimal(row.costPicoUsd), row.costSource],
  ]);
  return [HEADER, ...lines].map(csvLine).join('');
}
