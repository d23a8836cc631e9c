import { endOfDay } from '../../foundation/day.ts';
import { parseDuration } from '../readings/duration.ts';
import { asRecord } from '../contract/as-record.ts';
import type { QuotaWindow, RateLimit } from '../contract/measurement.ts';
import type { QuotaWords } from '../readings/quota-vocabulary.ts';
import { readQuotaWords } from '../readings/quota-words.ts';
import { parseQuota } from '../readings/rate-limit-headers.ts';
import { isToldAgain } from '../readings/merge-learned.ts';
import type { ReportedFailure } from './reported-failure.ts';
import { retryAfterMs } from './retry-after.ts';

const GOOGLE_TIME_ZONE = 'America/Los_Angeles';
/** A refusal for lack of a quota. Others may quote what people wrote, and that may speak of anything. */
const REFUSALS: ReadonlySet<number | null> = new Set([402, 403, 413, 429, null]);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface QuotaFailure {
  learned: readonly RateLimit[];
  retryAfterMs: number | null;
}

type Refusal = Pick<ReportedFailure, 'httpStatus' | 'headers' | 'message' | 'details'>;

/**
 * What a refusal teaches: which quota is empty, how large it is, and until when. `reported` is what its headers say of
 * quotas.
 */
export function readQuotaFailure(
  failure: Refusal,
  now: Date,
  reported: readonly RateLimit[] = [],
): QuotaFailure {
  const violations = failure.details
    .flatMap((detail) => listOf(asRecord(detail)['violations']))
    .map(asRecord);
  return violations.length > 0
    ? fromViolations(failure.details, violations, now)
    : fromWords(failure, now, reported);
}

/** From the typed details of Google's 429. */
function fromViolations(
  details: readonly unknown[],
  violations: readonly Record<string, unknown>[],
  now: Date,
): QuotaFailure {
  const delayMs = retryDelay(details);
  const learned = violations
    .map((violation) => learnedLimit(violation, delayMs, now))
    .filter((it) => it !== null);
  // With a daily quota empty the delay is noise: 32 s and 18 h were both seen.
  const isDaily = violations.some((violation) => windowOf(violation) === 'day');
  return { learned, retryAfterMs: isDaily ? endOfGoogleDay(now).getTime() - now.getTime() : delayMs };
}

/**
 * From what the refusal says to people. Groq: "on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619. Please
 * try again in 9m38.016s." (continuedev/continue#10920). Cerebras: "Tokens per minute limit exceeded"
 * (continuedev/continue#9800). Cohere: "limited to 1000 API calls / month".
 */
function fromWords(
  { httpStatus, headers, message, details }: Refusal,
  now: Date,
  reported: readonly RateLimit[],
): QuotaFailure {
  const delayMs = retryDelay(details);
  if (!REFUSALS.has(httpStatus)) return { learned: [], retryAfterMs: delayMs };
  const saidMs = retryAfterMs({}, message, now) ?? delayMs;
  const askedMs = retryAfterMs(headers, message, now) ?? delayMs;
  const words = readQuotaWords(message);
  const learned = words.map((quota): RateLimit => {
    // A gateway's header knows nothing of a month.
    const waitMs = quota.window === 'month' ? saidMs : (saidMs ?? askedMs);
    const told = waitMs === null ? reportedReset(reported, quota, now) : new Date(now.getTime() + waitMs);
    const resetAt = told ?? endOfWindow(quota, now);
    return { ...quota, resetAt: quota.remaining === null ? null : resetAt, source: 'learned' };
  });
  const month = learned.find(({ window, remaining }) => window === 'month' && remaining === 0);
  const untilMonthEnds = month?.resetAt ? month.resetAt.getTime() - now.getTime() : null;
  return { learned, retryAfterMs: untilMonthEnds ?? delayMs };
}

function reportedReset(reported: readonly RateLimit[], quota: QuotaWords, now: Date): Date | null {
  const resetAt = reported.find((limit) => isToldAgain(limit, quota))?.resetAt ?? null;
  return resetAt !== null && resetAt > now ? resetAt : null;
}

/** When a window ends at the latest of which the refusal does not say so. */
function endOfWindow({ window }: QuotaWords, now: Date): Date {
  switch (window) {
    case 'minute':
      return new Date(now.getTime() + MINUTE_MS);
    case 'hour':
      return new Date((Math.floor(now.getTime() / HOUR_MS) + 1) * HOUR_MS);
    case 'day':
      return endOfDay(now, 'UTC');
    case 'month':
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
    default:
      return window satisfies never;
  }
}

function learnedLimit(
  violation: Record<string, unknown>,
  delayMs: number | null,
  now: Date,
): RateLimit | null {
  const window = windowOf(violation);
  if (window === null) return null;
  const delayed = delayMs === null ? null : new Date(now.getTime() + delayMs);
  return {
    unit: /token/i.test(`${wordOf(violation['quotaId'])} ${wordOf(violation['quotaMetric'])}`)
      ? 'tokens'
      : 'requests',
    window,
    limit: parseQuota(wordOf(violation['quotaValue'])),
    remaining: 0,
    resetAt: window === 'day' ? endOfGoogleDay(now) : delayed,
    source: 'learned',
  };
}

const WINDOWS: readonly (readonly [RegExp, QuotaWindow])[] = [
  [/PerDay/i, 'day'],
  [/PerMinute/i, 'minute'],
  [/PerHour/i, 'hour'],
  [/PerMonth/i, 'month'],
];

function windowOf(violation: Record<string, unknown>): QuotaWindow | null {
  const quotaId = wordOf(violation['quotaId']);
  return WINDOWS.find(([pattern]) => pattern.test(quotaId))?.[1] ?? null;
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
