import { parseDuration } from '../readings/duration.ts';
import type { HeaderValues } from '../readings/rate-limit-headers.ts';
import { dateIn } from '../readings/reset-time.ts';

// Groq: "Please try again in 1m26.4s." Gemini: "Please retry in 37.295530399s." Others: "Try again in 20 minutes".
const LENGTH = '\\d+(?:\\.\\d+)?\\s*(?:[mµun]?s|m|h|d|m?sec\\w*|millisec\\w*|min\\w*|hours?|hrs?|days?)';
const IN_WORDS = new RegExp(
  `(?:try again|retry|resets?|renewed|available(?: again)?|wait)(?:[ -](?:in|after|for))?:? (${LENGTH}(?:(?:,? and|,)? ?${LENGTH})*)(?![a-z])`,
  'i',
);
/** "Resets at 2026-12-01T00:00:00Z", "try again after 2026-12-01 00:00:00 UTC". */
const AT_TIME =
  /(?:try again|retry|resets?|renewed|available(?: again)?|wait)(?: (?:at|on|after|until))? (\d{4}-\d\d-\d\d[T ][\d:.]+\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d))/i;

/** How long a provider asked to wait, in its headers or, failing that, in its message. */
export function retryAfterMs(headers: HeaderValues, message: string, now: Date): number | null {
  return (
    fromMilliseconds(headers['retry-after-ms']) ??
    fromRetryAfter(headers['retry-after'], now) ??
    parseDuration(IN_WORDS.exec(message)?.[1] ?? '') ??
    untilTime(AT_TIME.exec(message)?.[1], now)
  );
}

function untilTime(text: string | undefined, now: Date): number | null {
  const date = dateIn(text ?? '');
  return date && parseDuration(`${Math.max(0, date.getTime() - now.getTime())}ms`);
}

function fromMilliseconds(text: string | undefined): number | null {
  return text === undefined ? null : parseDuration(`${text.trim()}ms`);
}

// RFC 9110 allows seconds and an HTTP date; some send a time since 1970 or in the form of ISO 8601.
function fromRetryAfter(text: string | undefined, now: Date): number | null {
  if (text === undefined) return null;
  return dateIn(text.trim()) ? untilTime(text.trim(), now) : parseDuration(text);
}
