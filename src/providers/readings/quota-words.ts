import type { QuotaUnit, QuotaWindow } from '../contract/measurement.ts';
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

const WINDOW = '(min(?:ute)?s?|h(?:ou)?rs?|24 ?h(?:ours)?|days?|months?)\\b';
const PER =
  '\\s*(?:\\/|\\bper\\b|\\ban?\\b|\\bin an?\\b|\\beach\\b|\\bevery\\b)\\s*(?:1\\s+|one\\s+|calendar\\s+)?';
const UNIT = '(requests?|(?:api\\s+)?calls?|quer(?:y|ies)|tokens?|seconds of audio|audio seconds)';
// No amount of money, nor a part of another word: "$10", "gpt-4o-2024".
const NUMBER = '(?<![$€£\\w.,-])(\\d(?:[\\d,_]*\\d)?(?:\\.\\d+)?(?:\\s?[km])?)\\b';
const MANNER = '(?:(?:free|api|input|output|chat|total|trial|model)\\s+)*';

/** What a better plan would allow is no limit of this one. */
const ADVICE =
  /\b(?:upgrad|unlock|purchas|buy|subscrib|top up|add(?:ing)? |sign up|need more|to get |for higher|increase|paid (?:plan|tier)|%3F)/i;

/** "20 API calls / minute", "30 requests/minute", "1,000 requests per day". */
const AMOUNT = new RegExp(`${NUMBER}\\s*${MANNER}${UNIT}${PER}${WINDOW}`, 'gi');
/** Together: "0.3 queries and 60000 tokens per minute", two limits with one window. */
const PAIR = new RegExp(
  `${NUMBER}\\s*${MANNER}${UNIT}(?=\\s+and\\s+${NUMBER}\\s*${MANNER}${UNIT}(${PER}${WINDOW}))`,
  'gi',
);
/** "daily limit of 50 requests", "monthly quota: 1,000 calls". */
const ADJECTIVE = new RegExp(
  `\\b(hourly|daily|monthly)\\s+(?:\\w+\\s+)?(?:limit|quota|allowance)(?:\\s+(?:of|is)|:)?\\s*${NUMBER}\\s*${MANNER}${UNIT}`,
  'i',
);
/** "Token limit (500,000 per day)". */
const BARE = new RegExp(`\\b${UNIT}\\s+(?:limit|quota)\\W{0,3}${NUMBER}${PER}${WINDOW}`, 'i');
/** "on tokens per day (TPD): …", "Requests per minute limit exceeded". */
const SUBJECT = new RegExp(`\\b${UNIT}${PER}${WINDOW}`, 'i');
/** GitHub: "Rate limit of 50 per 86400s exceeded for UserByModelByDay." */
const SECONDS = new RegExp(
  `\\blimit of ${NUMBER}\\s*(${UNIT.slice(1, -1)})?\\s*per (\\d+) ?s(?:econds)?\\b`,
  'i',
);
/** xAI: "Tokens per Minute (actual/limit): 65605/16000" (cline/cline#4826), of each quota that it names. */
const OF_LIMIT = new RegExp(
  `\\b${UNIT}${PER}${WINDOW}\\s*\\((?:actual|used|current)\\s*/\\s*limit\\)[:\\s]*${NUMBER}\\s*/\\s*(\\d[\\d,_]*)`,
  'gi',
);
/** Mistral: "Monthly token quota exceeded". */
const NAMED_WINDOW =
  /\b(hourly|daily|monthly)\s+(?:\w+\s+)?(requests?|calls?|tokens?)\s+(?:limit|quota|allowance)\b/i;
const ACRONYM = /\b(R|T|AS)P(M|H|D)\b/;
const LIMIT = new RegExp(`\\b(?:limit|max(?:imum)?(?: [RT]P[MHD])?)(?:\\s+(?:of|is))?[:\\s]*${NUMBER}`, 'i');
const USED = new RegExp(`\\b(?:used|current(?:ly)?(?:\\s+usage)?)[:\\s]*${NUMBER}`, 'i');
const REQUESTED = new RegExp(`\\brequested[:\\s]*${NUMBER}`, 'i');

/** The quotas that a refusal names in words; of several that it lists, nobody knows which one is empty. */
export function readQuotaWords(message: string): QuotaWords[] {
  const text = withoutAdvice(message).replaceAll(
    PAIR,
    (pair, ...groups: unknown[]) => `${pair}${String(groups[4])}`,
  );
  const shares = [...text.matchAll(OF_LIMIT)].map(([, unit, window, used, limit]) =>
    shareOf(named(unit, window), parseNumber(used), parseNumber(limit)),
  );
  if (shares.length > 0) return shares;
  const amounts = [...text.matchAll(AMOUNT)].map(([, limit, unit, window]) => ({
    ...named(unit, window),
    limit: parseNumber(limit),
    remaining: 0,
  }));
  if (amounts.length > 1) return amounts.map((quota) => ({ ...quota, remaining: null }));
  return amounts.length === 1 ? amounts : [otherWords(text)].filter((quota) => quota !== null);
}

function otherWords(text: string): QuotaWords | null {
  const [, adjective, most, counted] = ADJECTIVE.exec(text) ?? [];
  if (adjective) return { ...named(counted, adjective), limit: parseNumber(most), remaining: 0 };
  const [, bareUnit, bareLimit, bareWindow] = BARE.exec(text) ?? [];
  if (bareUnit) return { ...named(bareUnit, bareWindow), limit: parseNumber(bareLimit), remaining: 0 };
  const inSeconds = secondsIn(text);
  if (inSeconds) return inSeconds;
  const [, rhythm, thing] = NAMED_WINDOW.exec(text) ?? [];
  if (rhythm) return { ...named(thing, rhythm), ...amountsOf(text) };
  const [, unit, window] = SUBJECT.exec(text) ?? ACRONYM.exec(text) ?? [];
  return unit ? { ...named(unit, window), ...amountsOf(text) } : null;
}

function shareOf(
  quota: Pick<QuotaWords, 'unit' | 'window'>,
  used: number | null,
  limit: number | null,
): QuotaWords {
  const remaining = used === null || limit === null ? null : Math.max(0, limit - used);
  return { ...quota, limit, remaining };
}

function secondsIn(text: string): QuotaWords | null {
  const [, limit, unit = 'requests', seconds] = SECONDS.exec(text) ?? [];
  const window = windowOfSeconds(Number(seconds));
  return window && { unit: unitOf(unit.toLowerCase()), window, limit: parseNumber(limit), remaining: 0 };
}

/** "Limit 200000, Used 199336, Requested 1204": what is left was too little for this request, not yet nothing. */
function amountsOf(text: string): Pick<QuotaWords, 'limit' | 'remaining'> {
  const [limit, used, requested] = [LIMIT, USED, REQUESTED].map((it) => parseNumber(it.exec(text)?.[1]));
  if (typeof limit === 'number' && typeof used === 'number')
    return { limit, remaining: Math.max(0, limit - used) };
  // Larger than the whole limit: it says nothing of what others may still ask.
  const isOversized = typeof limit === 'number' && typeof requested === 'number' && requested > limit;
  return { limit: limit ?? null, remaining: isOversized ? null : 0 };
}

/** Cuts each sentence at the first word of what else could be had. */
function withoutAdvice(message: string): string {
  return message
    .split(/(?<=[.!?])\s+(?=[A-Z])|\n/)
    .map((sentence) => sentence.split(ADVICE)[0] ?? '')
    .join(' ');
}

function named(unit = '', window = ''): Pick<QuotaWords, 'unit' | 'window'> {
  return { unit: unitOf(unit.toLowerCase()), window: windowOf(window.toLowerCase()) };
}

function unitOf(word: string): QuotaUnit {
  if (word.includes('audio') || word.startsWith('as')) return 'audio_seconds';
  return word.startsWith('t') ? 'tokens' : 'requests';
}

function windowOf(word: string): QuotaWindow {
  if (/^(?:d|24)/.test(word)) return 'day';
  if (word.startsWith('h')) return 'hour';
  return word.startsWith('mo') ? 'month' : 'minute';
}

const SUFFIXES: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000 };

function parseNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  const suffix = SUFFIXES[text.at(-1)?.toLowerCase() ?? ''] ?? 1;
  const value = Math.floor(Number.parseFloat(text.replaceAll(/[,_]/g, '')) * suffix);
  // Less than one a minute is a limit that whole numbers cannot say.
  const isFraction = value === 0 && /[1-9]/.test(text);
  return Number.isSafeInteger(value) && !isFraction ? value : null;
}
