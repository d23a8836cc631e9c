import { endOfDay } from '../../foundation/day.ts';
import { parseDuration } from '../readings/duration.ts';
import { asRecord } from '../contract/as-record.ts';
import type { QuotaWindow, RateLimit } from '../contract/measurement.ts';
import { parseQuota } from '../readings/rate-limit-headers.ts';

const GOOGLE_TIME_ZONE = 'America/Los_Angeles';

export interface QuotaFailure {
  learned: readonly RateLimit[];
  retryAfterMs: number | null;
}

/** What the typed details of Google's 429 teach: which quota is empty, how large it is, and until when. */
export function readQuotaFailure(details: readonly unknown[], now: Date): QuotaFailure {
  const violations = details.flatMap((detail) => listOf(asRecord(detail)['violations'])).map(asRecord);
  const delayMs = retryDelay(details);
  const learned = violations
    .map((violation) => learnedLimit(violation, delayMs, now))
    .filter((it) => it !== null);
  // With a daily quota empty the delay is noise: 32 s and 18 h were both seen.
  const isDaily = violations.some((violation) => windowOf(violation) === 'day');
  return { learned, retryAfterMs: isDaily ? endOfGoogleDay(now).getTime() - now.getTime() : delayMs };
}

function learnedLimit(
  violation: Record<string, unknown>,
  delayMs: number | null,
  now: Date,
): RateLimit | null {
  const window = windowOf(violation);
  if (window === null) return null;
  const minuteEnd = delayMs === null ? null : new Date(now.getTime() + delayMs);
  return {
    unit: /token/i.test(`${wordOf(violation['quotaId'])} ${wordOf(violation['quotaMetric'])}`)
      ? 'tokens'
      : 'requests',
    window,
    limit: parseQuota(wordOf(violation['quotaValue'])),
    remaining: 0,
    resetAt: window === 'day' ? endOfGoogleDay(now) : minuteEnd,
    source: 'learned',
  };
}

function windowOf(violation: Record<string, unknown>): QuotaWindow | null {
  const quotaId = wordOf(violation['quotaId']);
  if (quotaId.includes('PerDay')) return 'day';
  return quotaId.includes('PerMinute') ? 'minute' : null;
}

function retryDelay(details: readonly unknown[]): number | null {
  const delay = details.map((detail) => asRecord(detail)['retryDelay']).find((it) => typeof it === 'string');
  return delay === undefined ? null : parseDuration(delay);
}

function endOfGoogleDay(now: Date): Date {
  return endOfDay(now, GOOGLE_TIME_ZONE);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
