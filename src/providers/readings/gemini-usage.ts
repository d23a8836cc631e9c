import { asRecord } from '../contract/as-record.ts';
import { tokenCount } from './token-count.ts';
import { emptyReport, type UsageReport } from './usage-report.ts';

/**
 * Gemini's `usageMetadata`: each chunk repeats the sums so far. Thoughts are counted beside the answer, but some
 * chunks and gateways leave them out of everything but the total (vercel/ai#6738).
 */
export function readGeminiUsage(usage: unknown): UsageReport | null {
  const fields = asRecord(usage);
  if (Object.keys(fields).length === 0) return null;
  return {
    ...emptyReport,
    prompt: tokenCount(fields['promptTokenCount']),
    addedPrompt: tokenCount(fields['toolUsePromptTokenCount']),
    completion: tokenCount(fields['candidatesTokenCount']),
    reasoning: tokenCount(fields['thoughtsTokenCount']),
    cached: tokenCount(fields['cachedContentTokenCount']),
    total: tokenCount(fields['totalTokenCount']),
    reasoningIs: 'beside',
  };
}
