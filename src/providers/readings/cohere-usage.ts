import { asRecord } from '../contract/as-record.ts';
import { firstCount, tokenCount } from './token-count.ts';
import { emptyReport, type UsageReport } from './usage-report.ts';

/**
 * Cohere's `usage`, in the SDK's names. Billed units count, because the ledger is about money and Cohere does not
 * charge for the preamble that it adds itself; `tokens`, which counts that too, only where nothing is billed, as for
 * trial keys (openai/openai-agents-js#1474). Thinking is part of the output.
 */
export function readCohereUsage(usage: unknown): UsageReport | null {
  const fields = asRecord(usage);
  if (Object.keys(fields).length === 0) return null;
  const billed = asRecord(fields['billedUnits']);
  const all = asRecord(fields['tokens']);
  return {
    ...emptyReport,
    prompt: firstCount(billed['inputTokens'], all['inputTokens']),
    completion: firstCount(billed['outputTokens'], all['outputTokens']),
    cached: tokenCount(fields['cachedTokens']),
  };
}
