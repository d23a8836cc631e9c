import { picoToDecimal } from '../foundation/money/money.ts';
import { csvLine } from './csv-field.ts';
import type { ReportDetails } from './model/report-service.ts';

type Row = ReportDetails['rows'][number];

/** The columns in their order, each with its value of a row. */
const COLUMNS: readonly (readonly [name: string, valueOf: (row: Row) => string | number | null])[] = [
  ['date', (row) => row.date],
  ['provider', (row) => row.provider],
  ['model', (row) => row.model],
  ['action', (row) => row.actionType],
  ['status', (row) => row.status],
  ['requests', (row) => row.requests],
  ['failed', (row) => row.failed],
  ['prompt_tokens', (row) => row.promptTokens],
  ['completion_tokens', (row) => row.completionTokens],
  ['cached_tokens', (row) => row.cachedTokens],
  ['reasoning_tokens', (row) => row.reasoningTokens],
  ['total_tokens', (row) => row.totalTokens],
  ['cost_usd', (row) => picoToDecimal(row.costPicoUsd)],
  ['cost_source', (row) => row.costSource],
];

/** The name of a report's file, without its ending: whose it is, and of which days. */
export function reportFileName({ period, userId = null }: Pick<ReportDetails, 'period' | 'userId'>): string {
  const whose = userId === null ? '' : `_${userId}`;
  return `ai-usage${whose}_${period.from}_${period.to}`;
}

/** CSV with one row for each day and everything that its totals tell apart, with exact amounts. */
export function renderCsv({ rows }: Pick<ReportDetails, 'rows'>): string {
  const lines = rows.map((row) => csvLine(COLUMNS.map(([, valueOf]) => valueOf(row))));
  return [csvLine(COLUMNS.map(([name]) => name)), ...lines].join('');
}
