import type { ProviderJson, ReadingJson } from './api-types.ts';

/** What one provider's place in the indicator line says. */
export type Indicator =
  | { kind: 'down' | 'paused' | 'none' }
  | { kind: 'rates'; minute: number; day: number }
  | { kind: 'used'; count: number }
  | { kind: 'left'; left: number; limit: number; unit: ReadingJson['unit']; nearEnd: boolean };

const LONGEST_FIRST = ['day', 'month', 'hour', 'minute'] as const;

/** The one thing about a provider that is worth a place in the indicator line. */
export function indicate(provider: ProviderJson): Indicator {
  if (provider.paused) return { kind: 'paused' };
  if (provider.status === 'red') return { kind: 'down' };
  const rates = countedRates(provider.headroom);
  if (rates) return rates;
  const reading = tightest(provider.headroom);
  if (reading) return reading;
  const used = provider.headroom.find((one) => one.window === 'month' && one.used !== null)?.used;
  return used === null || used === undefined ? { kind: 'none' } : { kind: 'used', count: used };
}

/** Requests a minute and a day, where we count them ourselves. */
function countedRates(readings: readonly ReadingJson[]): Indicator | null {
  const counted = readings.filter(({ source, unit }) => source === 'counted' && unit === 'requests');
  const [minute, day] = (['minute', 'day'] as const).map((window) => {
    const own = counted.filter((reading) => reading.window === window);
    return own.length === 0 ? null : own.reduce((sum, reading) => sum + usedOf(reading), 0);
  });
  if (typeof minute !== 'number' || typeof day !== 'number') return null;
  return { kind: 'rates', minute, day };
}

/** The longest window that says what is left, requests before tokens; of several models, the one nearest its end. */
function tightest(readings: readonly ReadingJson[]): Indicator | null {
  const known = readings.filter(isKnown);
  const unit = known.some((reading) => reading.unit === 'requests') ? 'requests' : 'tokens';
  const own = known.filter((reading) => reading.unit === unit);
  const window = LONGEST_FIRST.find((name) => own.some((reading) => reading.window === name));
  const [first] = own
    .filter((reading) => reading.window === window)
    .sort((a, b) => shareLeft(a) - shareLeft(b));
  if (!first) return null;
  return {
    kind: 'left',
    left: first.remaining,
    limit: first.limit,
    unit: first.unit,
    nearEnd: first.nearEnd,
  };
}

type KnownReading = ReadingJson & { limit: number; remaining: number };

/** Whether a reading says what is left and still counts. */
export function isKnown(reading: ReadingJson): reading is KnownReading {
  return (
    reading.limitSource !== 'guessed' &&
    reading.state === 'current' &&
    reading.remaining !== null &&
    reading.limit !== null &&
    reading.limit > 0
  );
}

/** How much of a quota is left, between 0 and 1. */
export function shareLeft({ remaining, limit }: KnownReading): number {
  return Math.min(1, Math.max(0, remaining / limit));
}

function usedOf({ used, limit, remaining }: ReadingJson): number {
  if (used !== null) return used;
  return limit === null || remaining === null ? 0 : limit - remaining;
}
