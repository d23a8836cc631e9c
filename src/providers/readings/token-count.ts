/** Far above any model's context, and the sum of two still fits the ledger's 32-bit columns. */
const LARGEST_COUNT = 1_000_000_000;

/** The value when it is a believable number of tokens, otherwise `null`: unknown is never zero. */
export function tokenCount(value: unknown): number | null {
  const believable = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return believable && value <= LARGEST_COUNT ? value : null;
}

/** The first of the values that is a believable number of tokens; zero only where no other tells more. */
export function firstCount(...values: readonly unknown[]): number | null {
  const counts = values.map(tokenCount).filter((count) => count !== null);
  return counts.find((count) => count > 0) ?? counts[0] ?? null;
}
