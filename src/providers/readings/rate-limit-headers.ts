import type { Clock } from '../../foundation/clock.ts';
import { parseReset } from './reset-time.ts';
import type { QuotaUnit, QuotaWindow, RateLimit, RateLimitSnapshot } from '../contract/measurement.ts';

/** Header values by lower-case name. */
export type HeaderValues = Readonly<Record<string, string>>;

const KEPT = /^(?:x-ratelimit-|x-trial-endpoint-call-|x-endpoint-monthly-call-|retry-after)/;
// Groq names no window: its requests are counted per day, its tokens per minute and its audio per hour.
const UNITS: Readonly<Record<string, readonly [QuotaUnit, QuotaWindow]>> = {
  requests: ['requests', 'day'],
  tokens: ['tokens', 'minute'],
  'audio-seconds': ['audio_seconds', 'hour'],
};
const FIELDS = ['limit', 'remaining', 'reset'] as const;
const WINDOWS = ['minute', 'hour', 'day', 'month'] as const;

const MEANINGS: ReadonlyMap<string, HeaderMeaning> = new Map([
  ...FIELDS.flatMap(standardMeanings),
  // Cohere's, on trial keys only. It never says how much of the month is left.
  ['x-trial-endpoint-call-limit', { field: 'limit', unit: 'requests', window: 'minute' }],
  ['x-trial-endpoint-call-remaining', { field: 'remaining', unit: 'requests', window: 'minute' }],
  ['x-endpoint-monthly-call-limit', { field: 'limit', unit: 'requests', window: 'month' }],
]);

interface HeaderMeaning {
  field: 'limit' | 'remaining' | 'reset';
  unit: QuotaUnit;
  window: QuotaWindow;
}

/** What the response headers of any of the providers say is left. Never throws; what it cannot read is `null`. */
export function readRateLimitHeaders(headers: HeaderValues, clock: Clock): RateLimitSnapshot {
  const now = clock.now();
  const found = new Map<string, RateLimit>();
  const raw: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (KEPT.test(name)) raw[name] = value;
    const meaning = MEANINGS.get(name);
    if (meaning) note(found, meaning, value, now);
  }
  return { limits: [...found.values()].filter(saysSomething), raw, observedAt: now };
}

// Cerebras adds the window to the names that Groq uses without one.
function standardMeanings(field: HeaderMeaning['field']): [string, HeaderMeaning][] {
  return Object.entries(UNITS).flatMap(([name, [unit, unnamed]]) => {
    const header = `x-ratelimit-${field}-${name}`;
    const named = WINDOWS.map((window): [string, HeaderMeaning] => [
      `${header}-${window}`,
      { field, unit, window },
    ]);
    return [[header, { field, unit, window: unnamed }], ...named];
  });
}

function note(found: Map<string, RateLimit>, meaning: HeaderMeaning, value: string, now: Date): void {
  const { field, unit, window } = meaning;
  const key = `${unit}/${window}`;
  const entry = found.get(key) ?? emptyLimit(unit, window);
  found.set(key, entry);
  if (field === 'limit') entry.limit = parseQuota(value);
  else if (field === 'remaining') entry.remaining = parseRemaining(value);
  else entry.resetAt = parseReset(value, now);
}

function emptyLimit(unit: QuotaUnit, window: QuotaWindow): RateLimit {
  return { unit, window, limit: null, remaining: null, resetAt: null, source: 'reported' };
}

/** The whole number in `text`, when it is one that a quota can be; beyond 2^53 it would turn into another one. */
export function parseQuota(text: string): number | null {
  if (!/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return null;
  const quota = Math.floor(Number(text));
  return Number.isSafeInteger(quota) ? quota : null;
}

/** What is left: below nothing is nothing, as where a provider counts what it let through beyond a limit. */
export function parseRemaining(text: string): number | null {
  return /^\s*-\d+(?:\.\d+)?\s*$/.test(text) ? 0 : parseQuota(text);
}

function saysSomething(limit: RateLimit): boolean {
  return limit.limit !== null || limit.remaining !== null || limit.resetAt !== null;
}
