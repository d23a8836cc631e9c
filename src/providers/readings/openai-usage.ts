import { asRecord } from '../contract/as-record.ts';
import { firstCount, tokenCount } from './token-count.ts';
import { emptyReport, type UsageReport } from './usage-report.ts';

/**
 * The `usage` of services that speak OpenAI's wire format, under all names that they give its fields: DeepSeek and
 * Moonshot put cached tokens at the top, gateways to Anthropic too (decolua/9router#2658), Perplexity the reasoning. OpenAI
 * counts reasoning as part of the completion; xAI does not (UKGovernmentBEIS/inspect_ai#5528), nor always Groq
 * (vercel/ai#6738).
 */
export function readOpenAiUsage(usage: unknown): UsageReport | null {
  const fields = asRecord(usage);
  if (Object.keys(fields).length === 0) return null;
  const ofPrompt = asRecord(fields['prompt_tokens_details'] ?? fields['input_tokens_details']);
  const ofCompletion = asRecord(fields['completion_tokens_details'] ?? fields['output_tokens_details']);
  return {
    ...emptyReport,
    ...promptOf(fields),
    completion: firstCount(fields['completion_tokens'], fields['output_tokens']),
    reasoning: firstCount(ofCompletion['reasoning_tokens'], fields['reasoning_tokens']),
    cached: firstCount(
      ofPrompt['cached_tokens'],
      fields['prompt_cache_hit_tokens'],
      fields['cached_tokens'],
      fields['cache_read_input_tokens'],
    ),
    total: tokenCount(fields['total_tokens']),
  };
}

/**
 * Anthropic counts what its cache took and gave beside the prompt, and gateways pass that on, some without adding it to the
 * total (unslothai/unsloth#5670). More than the prompt cannot be a part of it.
 */
function promptOf(fields: Record<string, unknown>): Pick<UsageReport, 'prompt' | 'addedPrompt'> {
  const prompt = firstCount(fields['prompt_tokens'], fields['input_tokens']);
  const read = tokenCount(fields['cache_read_input_tokens']) ?? 0;
  const added = read + (tokenCount(fields['cache_creation_input_tokens']) ?? 0);
  if (prompt === null || read <= prompt) return { prompt, addedPrompt: added || null };
  return { prompt: prompt + added, addedPrompt: null };
}
