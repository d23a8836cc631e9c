import type { LatencyQuantiles, LatencyStore } from '../../database/reading/latency-store.ts';
import { createBoundedMap } from '../../foundation/bounded-map.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Day } from '../../foundation/day.ts';

/** How long answers took in a period. */
export type ReadLatency = (from: Day, to: Day) => Promise<readonly LatencyQuantiles[]>;

interface Kept {
  at: number;
  quantiles: Promise<LatencyQuantiles[]>;
}

/** A median hardly moves in this time, and reading it is the one thing in a report that costs something. */
const KEPT_MS = 60_000;
const MOST_PERIODS = 100;

/** Reads quantiles, at most once a minute for each period. */
export function createLatencyReader(store: LatencyStore, clock: Clock): ReadLatency {
  const kept = createBoundedMap<string, Kept>(MOST_PERIODS);
  return (from, to) => {
    const key = `${from}/${to}`;
    const now = clock.now().getTime();
    const known = kept.get(key);
    if (known && Math.abs(now - known.at) < KEPT_MS) return known.quantiles;
    const quantiles = store.quantiles(from, to);
    kept.set(key, { at: now, quantiles });
    quantiles.catch(() => kept.delete(key));
    return quantiles;
  };
}
