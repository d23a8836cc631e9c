const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d))+$/;
const PART = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d)/g;
// "7 minutes", "1 hour and 5 min": the words of people, as the letters of machines.
const WORDS = /(\d)\s*(milliseconds?|msecs?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?)\b/gi;
// No quota window is longer than a month, so a longer time is a mistake of whoever sent it.
const LONGEST_MS = 32 * 86_400_000;

/** The milliseconds of `42` (seconds), `7.66s`, `2m59.56s`, `120ms` or `1 hour 5 minutes`; `null` for anything else. */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return believable(Number(trimmed) * 1000);
  const compact = trimmed
    .replaceAll(WORDS, (_, digit: string, word: string) => digit + letterOf(word.toLowerCase()))
    .replaceAll(/,?\s+(?:and\s+)?(?=\d)/g, '');
  if (!DURATION.test(compact)) return null;
  let sum = 0;
  for (const [, amount, unit] of compact.matchAll(PART)) sum += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
  return believable(sum);
}

function letterOf(word: string): string {
  return /^(?:milli|ms)/.test(word) ? 'ms' : (word[0] ?? '');
}

function believable(ms: number): number | null {
  return ms <= LONGEST_MS ? Math.ceil(ms) : null;
}
