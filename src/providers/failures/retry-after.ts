import { parseDuration } from '../readings/duration.ts';
import type { HeaderValues } from '../readings/rate-limit-headers.ts';

// Groq: "Please try again in 1m26.4s." Gemini: "Please retry in 37.295530399s."
const IN_WORDS = /(?:try again|retry) in ((?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+)/i;

/** How long a provider asked to wait, in its headers or, failing that, in its message. */
export function retryAfterMs(headers: HeaderValues, message: string, now: Date): number | null {
  return (
    fromMilliseconds(headers['retry-after-ms']) ??
    fromRetryAfter(headers['retry-after'], now) ??
    parseDuration(IN_WORDS.exec(message)?.[1] ?? '')
  );
}

function fromMilliseconds(text: string | undefined): number | null {
  return text === undefined ? null : parseDuration(`${text.trim()}ms`);
}

// RFC 9110 allows seconds and an HTTP date.
function fromRetryAfter(text: string | undefined, now: Date): number | null {
  if (text === undefined) return null;
  const date = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date)) return parseDuration(text);
  return parseDuration(`${Math.max(0, date - now.getTime())}ms`);
}
