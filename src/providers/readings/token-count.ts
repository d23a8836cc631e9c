/** Far above any model's context, and the sum of two still fits the ledger's 32-bit columns. */
const LARGEST_COUNT = 1_000_000_000;

/**
 * The value when it is a believable number of tokens, otherwise `null`: unknown is never zero. Protobuf's JSON writes
 * 64-bit numbers as text, and gateways in front of Google's services pass it on.
 */
export function tokenCount(value: unknown): number | null {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  const believable = typeof count === 'number' && Number.isSafeInteger(count) && count >= 0;
  return believable && count <= LARGEST_COUNT ? count : null;
}

/** The first of the values that is a believable number of tokens; zero only where no other tells more. */
export function firstCount(...values: readonly unknown[]): number | null {
  const counts = values.map(tokenCount).filter((count) => count !== null);
  return counts.find((count) => count > 0) ?? counts[0] ?? null;
}
