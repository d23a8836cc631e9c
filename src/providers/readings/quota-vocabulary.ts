import type { QuotaUnit, QuotaWindow } from '../contract/measurement.ts';
import { parseDuration } from './duration.ts';
import { windowOfSeconds } from './quota-windows.ts';

/** A quota as a refusal describes it to people. */
export interface QuotaWords {
  unit: QuotaUnit;
  window: QuotaWindow;
  /** `null` where it names none. */
  limit: number | null;
  /** What is left of it; `null` where the words do not tell. */
  remaining: number | null;
}

export const WINDOW = '(min(?:ute)?s?|h(?:ou)?rs?|24 ?h(?:ours)?|days?|months?)\\b';
export const PER =
  '\\s*(?:\\/|\\bper\\b|\\ban?\\b|\\bin an?\\b|\\beach\\b|\\bevery\\b)\\s*(?:1\\s+|one\\s+|calendar\\s+)?';
export const UNIT =
  '(req(?:uest)?s?|(?:api\\s+)?calls?|quer(?:y|ies)|tokens?|seconds of audio|audio seconds)';
// No amount of money, nor a part of another word: "$10", "gpt-4o-2024".
export const NUMBER = '(?<![$€£\\w.,-])(\\d(?:[\\d,_]*\\d)?(?:\\.\\d+)?(?:\\s?[kmKM])?)\\b';
export const MANNER = '(?:(?:free|api|input|output|chat|total|trial|model)\\s+)*';

/** What a better plan would allow is no limit of this one. */
const ADVICE =
  /\b(?:upgrad|unlock|purchas|buy|subscrib|top up|add(?:ing)? |sign up|need more|to get |for higher|increase|paid (?:plan|tier)|%3F)/i;
const ACRONYM_AMOUNT = new RegExp(`${NUMBER}\\s*(R|T|AS)P(M|H|D)\\b`, 'g');
const TIMED = new RegExp(
  `\\b${UNIT}\\s*(?:\\/|\\bper\\b|\\bin\\b|\\bevery\\b)\\s*(\\d+)\\s?(s|m|h|d|sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|days?)\\b(?!\\s*tokens)`,
  'gi',
);
const UNITS: Readonly<Record<string, string>> = { R: 'requests', T: 'tokens', AS: 'audio seconds' };
const WINDOWS: Readonly<Record<string, string>> = { M: 'minute', H: 'hour', D: 'day' };

/** What a refusal says of quotas, without advice, and each thing said in one way: "60 RPM", "requests per 1m", "per-day". */
export function plainWords(message: string): string {
  return withoutAdvice(message)
    .replaceAll(ACRONYM_AMOUNT, (_, amount: string, unit: string, window: string) =>
      [amount, UNITS[unit], 'per', WINDOWS[window]].join(' '),
    )
    .replaceAll(TIMED, (whole: string, unit: string, count: string, time: string) => {
      const window = windowOfSeconds((parseDuration(`${count}${time}`) ?? 0) / 1000);
      return window === null ? whole : `${unit} per ${window}`;
    })
    .replaceAll(/\bper-(?=(?:minute|hour|day|month)\b)/gi, 'per ');
}

/** Cuts each sentence at the first word of what else could be had. */
function withoutAdvice(message: string): string {
  return message
    .split(/(?<=[.!?])\s+(?=[A-Z])|\n/)
    .map((sentence) => sentence.split(ADVICE)[0] ?? '')
    .join(' ');
}

export function named(unit = '', window = ''): Pick<QuotaWords, 'unit' | 'window'> {
  return { unit: unitOf(unit.toLowerCase()), window: windowOf(window.toLowerCase()) };
}

export function unitOf(word: string): QuotaUnit {
  if (word.includes('audio') || word.startsWith('as')) return 'audio_seconds';
  return word.startsWith('t') ? 'tokens' : 'requests';
}

/** The window that begins the text: "day", "daily", "today's", "24h". */
export function windowOf(word: string): QuotaWindow {
  if (/^(?:d|24|today)/.test(word)) return 'day';
  if (word.startsWith('h')) return 'hour';
  return word.startsWith('mo') ? 'month' : 'minute';
}

const SUFFIXES: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000 };

export function parseNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  const suffix = SUFFIXES[text.at(-1)?.toLowerCase() ?? ''] ?? 1;
  const value = Math.floor(Number.parseFloat(text.replaceAll(/[,_]/g, '')) * suffix);
  // Less than one a minute is a limit that whole numbers cannot say.
  const isFraction = value === 0 && /[1-9]/.test(text);
  return Number.isSafeInteger(value) && !isFraction ? value : null;
}
