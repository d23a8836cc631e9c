import type { ProviderJson, ReadingJson } from './api-types.ts';

/** What one provider's place in the indicator line says. */
export type Indicator =
  | { kind: 'down' | 'paused' | 'none' }
  | { kind: 'used'; count: number }
  | ({ kind: 'guess'; used: number; limit: number } & Quota)
  | ({ kind: 'left'; left: number; limit: number; nearEnd: boolean } & Quota);

type Quota = Pick<ReadingJson, 'unit' | 'window'>;

const LONGEST_FIRST = ['day', 'month', 'hour', 'minute'] as const;

/** The one thing about a provider that is worth a place in the indicator line. */
export function indicate(provider: ProviderJson): Indicator {
  if (provider.paused) return { kind: 'paused' };
  if (provider.status === 'red') return { kind: 'down' };
  const readings: readonly ReadingJson[] = provider.headroom;
  const known = foremost(readings.filter(isKnown), (reading) => 1 - shareLeft(reading));
  if (known) {
    const { remaining, limit, unit, window, nearEnd } = known;
    return { kind: 'left', left: remaining, limit, unit, window, nearEnd };
  }
  const guessed = foremost(readings.filter(isGuess), ({ used, limit }) => used / limit);
  if (guessed) {
    const { used, limit, unit, window } = guessed;
    return { kind: 'guess', used, limit, unit, window };
  }
  const count = readings.find((one) => one.window === 'month' && one.used !== null)?.used;
  return count === null || count === undefined ? { kind: 'none' } : { kind: 'used', count };
}

/** Of the longest window, requests before tokens; of several models, the one nearest its end. */
function foremost<Reading extends ReadingJson>(
  readings: readonly Reading[],
  shareOf: (reading: Reading) => number,
): Reading | undefined {
  const unit = readings.some((reading) => reading.unit === 'requests') ? 'requests' : 'tokens';
  const own = readings.filter((reading) => reading.unit === unit);
  const window = LONGEST_FIRST.find((name) => own.some((reading) => reading.window === name));
  const [first] = own.filter((reading) => reading.window === window).sort((a, b) => shareOf(b) - shareOf(a));
  return first;
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

type GuessedReading = ReadingJson & { limit: number; used: number };

/** Whether nobody vouches for a limit: it says nothing of what is left. */
function isGuess(reading: ReadingJson): reading is GuessedReading {
  return (
    reading.limitSource === 'guessed' && reading.used !== null && reading.limit !== null && reading.limit > 0
  );
}
