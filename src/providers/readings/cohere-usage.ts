import { asRecord } from '../contract/as-record.ts';
import { firstCount, tokenCount } from './token-count.ts';
import { emptyReport, type UsageReport } from './usage-report.ts';

/**
 * Cohere's `usage`. Billed units count, because the ledger is about money and Cohere does not
 * charge for the preamble that it adds itself; `tokens`, which counts that too, only where nothing is billed, as for
 * trial keys (openai/openai-agents-js#1474). Thinking is part of the output.
 */
export function readCohereUsage(usage: unknown): UsageReport | null {
  const fields = asRecord(usage);
  if (Object.keys(fields).length === 0) return null;
  const billed = asRecord(fields['billed_units']);
  const all = asRecord(fields['tokens']);
  return {
    ...emptyReport,
    prompt: firstCount(billed['input_tokens'], all['input_tokens']),
    completion: firstCount(billed['output_tokens'], all['output_tokens']),
    cached: tokenCount(fields['cached_tokens']),
  };
}
