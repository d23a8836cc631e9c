import type { StoredReading } from '../../database/totals/stored-reading.ts';
import type { ProviderOutcome } from '../../database/reading/usage-store.ts';

/** Whose knowledge is asked for: a provider as it is configured now. */
export interface KnowledgeOwner {
  id: string;
  /** Names the configured key and address. */
  keyHash: string;
}

interface Knowledge {
  provider: string;
  keyHash?: string;
}

/**
 * What is true of the configured key and address. Rows of earlier versions name none: they count as the present one's
 * until the first row that names another, after which nobody can tell whose they are.
 */
export function ownKnowledge<Row extends Knowledge>(
  rows: readonly Row[],
  { id, keyHash }: KnowledgeOwner,
): Row[] {
  const ofProvider = rows.filter(({ provider }) => provider === id);
  const isAlone = ofProvider.every((row) => !row.keyHash || row.keyHash === keyHash);
  return ofProvider.filter((row) => row.keyHash === keyHash || (!row.keyHash && isAlone));
}

/** The readings of the configured key and address, one of each quota: the newest. */
export function ownReadings(readings: readonly StoredReading[], owner: KnowledgeOwner): StoredReading[] {
  const newest = new Map<string, StoredReading>();
  for (const reading of ownKnowledge(readings, owner)) {
    const quota = `${reading.model}/${reading.unit}/${reading.window}`;
    const other = newest.get(quota);
    if (!other || other.observedAt <= reading.observedAt) newest.set(quota, reading);
  }
  return [...newest.values()];
}

/** How the last request with the configured key and address ended; `null` before the first one. */
export function ownOutcome(
  outcomes: readonly ProviderOutcome[],
  owner: KnowledgeOwner,
): ProviderOutcome | null {
  const own = ownKnowledge(outcomes, owner);
  return own.toSorted((a, b) => b.observedAt.getTime() - a.observedAt.getTime())[0] ?? null;
}
