import type { Clock } from '../../foundation/clock.ts';
import type { QuotaUnit, QuotaWindow, RateLimit, RateLimitSnapshot } from '../contract/measurement.ts';
import { readLimitFields } from './limit-fields.ts';
import { windowOfSeconds, windowUntil } from './quota-windows.ts';
import { parseQuota, parseRemaining, type HeaderValues } from './rate-limit-headers.ts';
import { parseReset } from './reset-time.ts';

/** What one header says of one quota. */
interface Told {
  unit: QuotaUnit;
  /** `null` where its name does not say. */
  window: QuotaWindow | null;
  field: 'limit' | 'remaining' | 'reset';
  value: string;
}

const KEPT = /rate-?limit|tokenlimit|^retry-after/;
const UNIT = '(?<unit>req(?:uest)?s?|tokens?)';
const FIELD = '(?<field>limit|remaining|reset)';
const WINDOW = '(?:-(?:per-)?(?<window>minute|hour|day|month))?';

/*
 * OpenAI, xAI, Fireworks: x-ratelimit-limit-requests. Mistral: x-ratelimit-remaining-req-minute
 * (mistralai/client-ts#169), in older versions x-ratelimitbysize-remaining-month. Together: x-ratelimit-limit and
 * x-tokenlimit-limit. Anthropic: anthropic-ratelimit-tokens-remaining. OpenRouter: x-ratelimit-reset in milliseconds
 * since 1970. Drafts of the IETF before version 7: ratelimit-remaining.
 */
const NAMES: readonly RegExp[] = [
  new RegExp(`^(?:x-)?rate-?limit-${FIELD}(?:-${UNIT})?${WINDOW}$`),
  new RegExp(`^(?:[a-z]+-)?rate-?limit-${UNIT}-${FIELD}${WINDOW}$`),
  new RegExp(`^x-(?<unit>token)limit-${FIELD}${WINDOW}$`),
  new RegExp(`^x-ratelimit(?<unit>bysize)-${FIELD}${WINDOW}$`),
];

/**
 * What the headers of any service with OpenAI's protocol say is left: the common `x-ratelimit-…`, and the `RateLimit`
 * fields of the IETF. A quota whose window no name tells is one of the shortest window that its reset fits into.
 */
export function readUsualLimits(headers: HeaderValues, clock: Clock): RateLimitSnapshot {
  const now = clock.now();
  const raw = Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.test(name)));
  const told = Object.entries(headers).flatMap(([name, value]) => tellingOf(name, value));
  const limits = [
    ...groupsOf(told).map((group) => limitOf(group, headers, now)),
    ...readLimitFields(headers, now),
  ];
  return { limits: onePerWindow(limits), raw, observedAt: now };
}

function tellingOf(name: string, value: string): Told[] {
  const groups = NAMES.map((pattern) => pattern.exec(name)?.groups).find(Boolean);
  if (!groups) return [];
  const { unit = 'requests', field, window = null } = groups;
  const counts: QuotaUnit = /^(?:token|bysize)/.test(unit) ? 'tokens' : 'requests';
  return [{ unit: counts, window: window as QuotaWindow | null, field: field as Told['field'], value }];
}

function limitOf(group: readonly [Told, ...Told[]], headers: HeaderValues, now: Date): RateLimit {
  const valueOf = (field: Told['field']) => group.find((told) => told.field === field)?.value;
  const resetAt = parseReset(valueOf('reset'), now);
  const [{ unit, window }] = group;
  return {
    unit,
    window: window ?? namedWindow(valueOf('limit'), unit, headers) ?? windowUntil(resetAt, now),
    // `100, 100;w=60` in early drafts: the limit that is nearest, then all of them.
    limit: parseQuota(firstLimit(valueOf('limit') ?? '')),
    remaining: parseRemaining(valueOf('remaining') ?? ''),
    resetAt,
    source: 'reported',
  };
}

/** `1,000` is one number, `100, 100;w=60` two. */
function firstLimit(text: string): string {
  return /^\s*\d{1,3}(?:,\d{3})+\s*$/.test(text) ? text.replaceAll(',', '') : (text.split(/[,;]/)[0] ?? '');
}

/** The window that a policy beside the limit names, in seconds. */
function namedWindow(limit: string | undefined, unit: QuotaUnit, headers: HeaderValues): QuotaWindow | null {
  const policy = headers['ratelimit-policy'] ?? '';
  const isOfUnit = /token/i.test(policy) === (unit === 'tokens');
  const seconds = /;\s*w=(\d+)/.exec(`${limit ?? ''} ${isOfUnit ? policy : ''}`)?.[1];
  return seconds === undefined ? null : windowOfSeconds(Number(seconds));
}

/** The first that says what is left, of several names for one quota. */
function onePerWindow(limits: readonly RateLimit[]): RateLimit[] {
  const said = limits.filter(
    ({ limit, remaining, resetAt }) => limit !== null || remaining !== null || resetAt !== null,
  );
  return groupsOf(said).map((group) => group.find(({ remaining }) => remaining !== null) ?? group[0]);
}

/** What is about the same quota, together. */
function groupsOf<One extends Pick<Told, 'unit' | 'window'>>(all: readonly One[]): [One, ...One[]][] {
  const groups = new Map<string, [One, ...One[]]>();
  for (const one of all) {
    const name = `${one.unit}/${one.window ?? ''}`;
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return [...groups.values()];
}
