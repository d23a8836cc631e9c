import { sharesIn, splitUses, unsaidShare, withUses } from './quota-use.ts';
import {
  MANNER,
  named,
  NUMBER,
  parseNumber,
  PER,
  plainWords,
  type QuotaWords,
  UNIT,
  unitOf,
  WINDOW,
} from './quota-vocabulary.ts';
import { isSameQuota } from './merge-learned.ts';
import { windowOfSeconds } from './quota-windows.ts';

/** "20 API calls / minute", "30 requests/minute", "1,000 requests per day". */
const AMOUNT = new RegExp(`${NUMBER}\\s*${MANNER}${UNIT}${PER}${WINDOW}`, 'gi');
/** Together: "0.3 queries and 60000 tokens per minute", two limits with one window. */
const PAIR = new RegExp(
  `${NUMBER}\\s*${MANNER}${UNIT}(?=\\s+and\\s+${NUMBER}\\s*${MANNER}${UNIT}(${PER}${WINDOW}))`,
  'gi',
);
/** "daily limit of 50 requests", "monthly quota: 1,000 calls". */
const ADJECTIVE = new RegExp(
  `\\b(hourly|daily|monthly|today's)\\s+(?:\\w+\\s+)?(?:limit|quota|allowance)(?:\\s+(?:of|is)|:)?\\s*${NUMBER}\\s*${MANNER}${UNIT}`,
  'i',
);
/** "Token limit (500,000 per day)". */
const BARE = new RegExp(`\\b${UNIT}\\s+(?:limit|quota)\\W{0,3}${NUMBER}${PER}${WINDOW}`, 'i');
/** "on tokens per day (TPD): …", "Requests per minute limit exceeded". */
const SUBJECT = new RegExp(`\\b${UNIT}${PER}${WINDOW}`, 'gi');
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
/** Mistral: "Monthly token quota exceeded"; "per day request limit of 50". */
const NAMED_WINDOW =
  /\b(hourly|daily|monthly|(?<=\bper\s)(?:minute|hour|day|month))\s+(?:\w+\s+)?(requests?|calls?|tokens?)\s+(?:limit|quota|allowance)\b/i;
const ACRONYM = /\b(R|T|AS)P(M|H|D)\b/g;
const LIMIT = new RegExp(`\\b(?:limit|max(?:imum)?(?: [RT]P[MHD])?)(?:\\s+(?:of|is))?[:\\s]*${NUMBER}`, 'i');
/** "limit reached (1500)", "limit reached (1000/1000)"; a status is no limit. */
const IN_BRACKETS = new RegExp(
  `\\b(?:limit|quota|allowance)(?:\\s+(?:reached|exceeded|hit))?\\s*[:(]\\s*(?:${NUMBER}\\s*(?:\\/|\\bof\\b|\\bout of\\b)\\s*)?(?!429\\b)${NUMBER}\\s*${UNIT}?(?:${PER}${WINDOW})?\\s*(?:[).,;]|$)`,
  'i',
);
const USED = new RegExp(`\\b(?:used|current(?:ly)?(?:\\s+usage)?)[:\\s]*${NUMBER}`, 'i');
const REQUESTED = new RegExp(`\\brequested[:\\s]*${NUMBER}`, 'i');

/** The quotas that a refusal names in words; of several that it lists, nobody knows which one is empty. */
export function readQuotaWords(message: string): QuotaWords[] {
  const text = plainWords(message);
  const shares = [...text.matchAll(OF_LIMIT)].map(([, unit, window, used, limit]) =>
    shareOf(named(unit, window), parseNumber(used), parseNumber(limit)),
  );
  if (shares.length > 0) return shares;
  const said = sharesIn(text);
  if (said.length > 0) return said.filter(({ limit }) => limit !== null);
  const { uses, rest } = splitUses(text);
  return withUses(quotasIn(rest), uses);
}

function quotasIn(said: string): QuotaWords[] {
  const text = said.replaceAll(PAIR, (pair, ...groups: unknown[]) => `${pair}${String(groups[4])}`);
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
  const subject = onlySubject(text);
  return subject && { ...subject, ...amountsOf(text) };
}

/** Of several that are named, nobody knows which one is meant. */
function onlySubject(text: string): Pick<QuotaWords, 'unit' | 'window'> | null {
  const subjects = [...text.matchAll(SUBJECT), ...text.matchAll(ACRONYM)];
  const [first, ...others] = subjects.map(([, unit, window]) => named(unit, window));
  return first && others.every((other) => isSameQuota(first, other)) ? first : null;
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
  const [, part, whole] = IN_BRACKETS.exec(text) ?? [];
  if (part) return { ...unsaidShare(parseNumber(part), parseNumber(whole)), remaining: 0 };
  const [limit, used, requested] = [
    whole ?? LIMIT.exec(text)?.[1],
    USED.exec(text)?.[1],
    REQUESTED.exec(text)?.[1],
  ].map(parseNumber);
  if (typeof limit === 'number' && typeof used === 'number')
    return { limit, remaining: Math.max(0, limit - used) };
  // Larger than the whole limit: it says nothing of what others may still ask.
  const isOversized = typeof limit === 'number' && typeof requested === 'number' && requested > limit;
  return { limit: limit ?? null, remaining: isOversized ? null : 0 };
}
