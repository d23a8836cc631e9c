import { isDay, startOfDay, addDays, daysBetween, type DayRange } from '../../foundation/day.ts';
import { isJalaliText } from '../../foundation/jalali.ts';
import type { RequestOutcome, RequestQuery } from './web-options.ts';

/** The days that a report is about: the last ones, or those of `range`. */
export interface Span {
  days: number;
  range: DayRange | null;
}

export type Parameters = (name: string) => string | undefined;

export const MAX_DAYS = 366;
export const MAX_REQUESTS = 100;
const DEFAULT_DAYS = 30;
const OUTCOMES: readonly string[] = ['answered', 'failed', 'running'] satisfies RequestOutcome[];
const PROVIDER = /^[a-z][a-z0-9_-]{1,31}$/;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `days=30`, or `from=2026-11-01&to=2026-11-30`; the name of the parameter that is wrong. */
export function readSpan(parameter: Parameters): Span | 'days' | 'from' | 'to' {
  if (parameter('from') === undefined && parameter('to') === undefined) {
    const days = wholeNumber(parameter('days') ?? String(DEFAULT_DAYS), MAX_DAYS);
    return days === null ? 'days' : { days, range: null };
  }
  const range = readRange(parameter);
  if (typeof range === 'string') return range;
  const days = daysOf(range);
  return days === null ? 'from' : { days, range };
}

/** Both days of a range, in their order; the name of the one that is wrong. */
export function readRange(parameter: Parameters): DayRange | 'from' | 'to' {
  const [from, to] = [parameter('from') ?? '', parameter('to') ?? ''];
  if (!isGregorian(from)) return 'from';
  return isGregorian(to) && from <= to ? { from, to } : 'to';
}

/** Of the Middle Ages there is nothing, and an empty answer would say that nothing was used. */
function isGregorian(day: string): boolean {
  return isDay(day) && !isJalaliText(day);
}

/** `null`: more than a report may be about. */
function daysOf({ from, to }: DayRange): number | null {
  if (to > addDays(from, MAX_DAYS - 1)) return null;
  return daysBetween(from, to).length;
}

/** The person, or the group with a negative id; `null` for everybody, `undefined` where it is no id. */
export function readAccount(parameter: Parameters): bigint | null | undefined {
  const text = parameter('account');
  if (text === undefined) return null;
  return /^-?[1-9]\d{0,15}$/.test(text) ? BigInt(text) : undefined;
}

/** Which requests are listed; the name of the parameter that is wrong. */
export function readRequestQuery(
  parameter: Parameters,
  timeZone: string,
  today: string,
): RequestQuery | string {
  const take = wholeNumber(parameter('limit') ?? '20', MAX_REQUESTS);
  if (take === null) return 'limit';
  const accountId = readAccount(parameter);
  if (accountId === undefined) return 'account';
  const provider = parameter('provider') ?? null;
  if (provider !== null && !PROVIDER.test(provider)) return 'provider';
  const outcome = parameter('outcome') ?? null;
  if (outcome !== null && !OUTCOMES.includes(outcome)) return 'outcome';
  const before = readPlace(parameter('before'));
  if (before === undefined) return 'before';
  const isBounded = ['days', 'from', 'to'].some((name) => parameter(name) !== undefined);
  const span = isBounded ? readSpan(parameter) : null;
  if (typeof span === 'string') return span;
  return {
    take,
    accountId,
    provider,
    outcome: outcome as RequestOutcome | null,
    before,
    span: span && boundsOf(span, timeZone, today),
  };
}

function boundsOf({ days, range }: Span, timeZone: string, today: string) {
  const { from, to } = range ?? { from: addDays(today, 1 - days), to: today };
  return { since: startOfDay(from, timeZone), until: startOfDay(addDays(to, 1), timeZone) };
}

/** The time and the id of a request, as the list tells them; `undefined` where it is neither. */
function readPlace(text: string | undefined): RequestQuery['before'] | undefined {
  if (text === undefined) return null;
  const [time = '', id = ''] = text.split('/');
  const createdAt = new Date(time);
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time) && !Number.isNaN(createdAt.getTime());
  return isTime && ID.test(id) ? { createdAt, id } : undefined;
}

export function wholeNumber(text: string, max: number): number | null {
  const number = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= max ? number : null;
}
