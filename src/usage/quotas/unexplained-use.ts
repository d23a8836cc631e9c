import type { StoredReading } from '../../database/totals/stored-reading.ts';
import { ownKnowledge, ownReadings } from './own-knowledge.ts';
import type { QuotaProfile } from './provider-headroom.ts';
import type { QuotaState } from './read-quotas.ts';
import { unexplainedRequests, type Unexplained } from './unexplained-requests.ts';

/** What a provider counted of all its models and this bot did not send, since the earliest of the readings. */
export function reconcileProvider(
  profile: Pick<QuotaProfile, 'id' | 'keyHash' | 'refills'>,
  { readings, inFlight }: Pick<QuotaState, 'readings' | 'inFlight'>,
  now: Date,
): Unexplained | null {
  const largest = new Map<string, Unexplained>();
  const pending = ownKnowledge(inFlight, profile);
  for (const reading of ownReadings(readings, profile)) {
    const options = { refills: profile.refills, inFlight: inFlightOf(pending, reading) };
    const found = unexplainedRequests(reading, now, options);
    // The windows of a model count the same requests; the one that saw most of them speaks.
    const kept = largest.get(reading.model);
    if (found && (!kept || found.requests > kept.requests)) largest.set(reading.model, found);
  }
  return [...largest.values()].reduce<Unexplained | null>(together, null);
}

function together(sum: Unexplained | null, { requests, since }: Unexplained): Unexplained {
  if (sum === null) return { requests, since };
  return { requests: sum.requests + requests, since: since < sum.since ? since : sum.since };
}

function inFlightOf(inFlight: QuotaState['inFlight'], { model }: StoredReading): number {
  const own = inFlight.filter((count) => count.model === model);
  return own.reduce((sum, { requests }) => sum + requests, 0);
}
