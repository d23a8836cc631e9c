import type { TokenUsage } from '../contract/measurement.ts';

// Far above any model's context, and the sum of two still fits the ledger's 32-bit columns.
const LARGEST_COUNT = 1_000_000_000;

/** The value when it is a believable number of tokens, otherwise `null`: unknown is never zero. */
export function tokenCount(value: unknown): number | null {
  const believable = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return believable && value <= LARGEST_COUNT ? value : null;
}

/** The sum of the counts that are known; `null` when none is. */
export function sumOfKnown(...counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

/** The usage, without parts that are larger than the whole they belong to. */
export function consistentUsage(usage: TokenUsage): TokenUsage {
  return {
    ...usage,
    cachedTokens: partOf(usage.cachedTokens, usage.promptTokens),
    reasoningTokens: partOf(usage.reasoningTokens, usage.completionTokens),
  };
}

function partOf(part: number | null, whole: number | null): number | null {
  return part !== null && whole !== null && part > whole ? null : part;
}
