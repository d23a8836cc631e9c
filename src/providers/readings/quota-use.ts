import type { QuotaUnit, QuotaWindow } from '../contract/measurement.ts';
import {
  MANNER,
  named,
  NUMBER,
  parseNumber,
  PER,
  type QuotaWords,
  UNIT,
  unitOf,
  WINDOW,
  windowOf,
} from './quota-vocabulary.ts';

/** How much was used of a quota that may be said elsewhere. */
interface Use {
  unit: QuotaUnit;
  window: QuotaWindow | null;
  used: number | null;
}

const WHEN = `(?<when>\\s+(?:for\\s+)?today\\b|\\s+(?:for\\s+|in\\s+)?this\\s+(?:minute|hour|day|month)\\b|\\s+in\\s+the\\s+(?:last|past|current)\\s+(?:1\\s+)?${WINDOW}|${PER}${WINDOW})`;
const SPENT = 'used|consumed|made|sent|spent';
/** "You have used 500 of 500 tokens today", "50/50 requests used today", "0 of 50 daily requests left". */
const SHARE = new RegExp(
  `(?<spent>\\b(?:${SPENT})\\s+(?:up\\s+|all\\s+)?)?(?<first>${NUMBER})\\s*(?:\\/|\\bof\\b|\\bout of\\b)\\s*(?:your\\s+|the\\s+)?(?<second>${NUMBER})\\s*` +
    `(?:(?<rhythm>hourly|daily|monthly)\\s+)?${MANNER}(?<unit>${UNIT})(?:\\s+(?:(?:have been|were|are)\\s+)?(?<state>${SPENT}|left|remaining|available)\\b)?${WHEN}?`,
  'gi',
);
/** "Requests today: 1000/1000", "requests per day: 50 of 50". */
const COUNTED = new RegExp(
  `\\b(?<unit>${UNIT})(?:\\s+(?:usage|used|count))?${WHEN}\\s*[:=]\\s*(?<first>${NUMBER})\\s*(?:\\/|\\bof\\b|\\bout of\\b)\\s*(?<second>${NUMBER})(?:\\s+(?<state>${SPENT}|left|remaining|available)\\b)?`,
  'gi',
);
/** "You used 100k tokens per minute", "Used: 508,311 tokens". */
const USE = new RegExp(
  `\\b(?:${SPENT}|usage(?:\\s+(?:of|is))?)[:\\s]+(?<used>${NUMBER})\\s*${MANNER}(?<unit>${UNIT})\\b${WHEN}?`,
  'gi',
);

/** The quotas of which a text says both what was used and how much there is. */
export function sharesIn(text: string): QuotaWords[] {
  return [...text.matchAll(SHARE), ...text.matchAll(COUNTED)]
    .map(({ groups = {} }) => shareIn(groups))
    .filter((quota) => quota !== null);
}

function shareIn(groups: Readonly<Record<string, string | undefined>>): QuotaWords | null {
  const { spent, first, second, rhythm, unit, state, when } = groups;
  const window = rhythm ?? windowWord(when);
  if (window === undefined) return null;
  const [part, limit] = [parseNumber(first), parseNumber(second)];
  const isLeft = state !== undefined && /left|remaining|available/i.test(state);
  if (isLeft) return { ...named(unit, window), limit, remaining: part };
  if (spent ?? state) return { ...named(unit, window), limit, remaining: rest(limit, part) };
  return { ...named(unit, window), ...unsaidShare(part, limit) };
}

/** "(1000/1000)": it may be what was used or what is left, which only at an end are the same. */
export function unsaidShare(
  part: number | null,
  limit: number | null,
): Pick<QuotaWords, 'limit' | 'remaining'> {
  const isAtEnd = part === 0 || (part !== null && limit !== null && part >= limit);
  return isAtEnd ? { limit, remaining: 0 } : { limit: null, remaining: null };
}

/** What was used, and the text without it: an amount of use is no limit. */
export function splitUses(text: string): { uses: Use[]; rest: string } {
  const uses = [...text.matchAll(USE)].map(({ groups = {} }): Use => {
    const window = windowWord(groups['when']);
    return {
      unit: unitOf(groups['unit']?.toLowerCase() ?? ''),
      window: window === undefined ? null : windowOf(window),
      used: parseNumber(groups['used']),
    };
  });
  return { uses, rest: text.replaceAll(USE, ' ') };
}

/** Each quota with what is left of it by the use of its own unit and window; use of another one tells nothing about it. */
export function withUses(quotas: readonly QuotaWords[], uses: readonly Use[]): QuotaWords[] {
  if (uses.length === 0) return [...quotas];
  const told = quotas.map((quota) => {
    const isOnlyOfUnit = quotas.filter(({ unit }) => unit === quota.unit).length === 1;
    const own = uses.find(
      ({ unit, window }) => unit === quota.unit && (window === null ? isOnlyOfUnit : window === quota.window),
    );
    if (!own) return { ...quota, remaining: null };
    return { ...quota, remaining: rest(quota.limit, own.used) ?? quota.remaining };
  });
  return told.filter(({ limit, remaining }) => limit !== null || remaining !== null);
}

function rest(limit: number | null, used: number | null): number | null {
  return used === null || limit === null ? null : Math.max(0, limit - used);
}

function windowWord(when: string | undefined): string | undefined {
  return /today|24|min|month|hour|hr|day/i.exec(when ?? '')?.[0].toLowerCase();
}
