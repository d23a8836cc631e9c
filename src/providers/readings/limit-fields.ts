import type { QuotaUnit, RateLimit } from '../contract/measurement.ts';
import { windowOfSeconds, windowUntil } from './quota-windows.ts';
import { parseDuration } from './duration.ts';
import { parseQuota, parseRemaining, type HeaderValues } from './rate-limit-headers.ts';

/** One item of a list in a header: its value, and its parameters by name. */
interface Item {
  name: string;
  parameters: ReadonlyMap<string, string>;
}

/**
 * The fields of draft-ietf-httpapi-ratelimit-headers: `RateLimit-Policy: "daily";q=1000;w=86400` and
 * `RateLimit: "daily";r=12;t=3600` of version 8 and later, `RateLimit: limit=100, remaining=50, reset=30` of version 7.
 * A policy whose window no report knows is left out.
 */
export function readLimitFields(headers: HeaderValues, now: Date): RateLimit[] {
  const policies = itemsIn(headers['ratelimit-policy']);
  const live = liveItems(headers['ratelimit']);
  const known = policies.map((policy) =>
    limitOf(
      policy,
      live.find(({ name }) => name === policy.name),
      now,
    ),
  );
  const unnamed = live
    .filter(({ name }) => !policies.some((policy) => policy.name === name))
    .map((item) => limitOf(policies.length === 1 ? policies[0] : undefined, item, now));
  return [...unnamed, ...known].filter((limit) => limit !== null);
}

function limitOf(policy: Item | undefined, live: Item | undefined, now: Date): RateLimit | null {
  const ms = parseDuration(live?.parameters.get('t') ?? '');
  const resetAt = ms === null ? null : new Date(now.getTime() + ms);
  const seconds = policy?.parameters.get('w');
  const window = seconds === undefined ? windowUntil(resetAt, now) : windowOfSeconds(Number(seconds));
  if (window === null) return null;
  return {
    unit: unitOf(policy, live),
    window,
    limit: parseQuota(policy?.parameters.get('q') ?? live?.parameters.get('q') ?? policy?.name ?? ''),
    remaining: parseRemaining(live?.parameters.get('r') ?? ''),
    resetAt,
    source: 'reported',
  };
}

function unitOf(policy: Item | undefined, live: Item | undefined): QuotaUnit {
  const words = `${policy?.parameters.get('qu') ?? ''} ${policy?.name ?? ''} ${live?.name ?? ''}`;
  return /token/i.test(words) ? 'tokens' : 'requests';
}

/** Those of version 7 are one item, whose names are written out. */
function liveItems(text: string | undefined): Item[] {
  const whole = /(?:^|,)\s*limit=(\d+)\s*,\s*remaining=(-?\d+)\s*,\s*reset=(\d+)/i.exec(text ?? '');
  if (!whole) return itemsIn(text);
  const [, q = '', r = '', t = ''] = whole;
  return [{ name: q, parameters: new Map(Object.entries({ q, r, t })) }];
}

function itemsIn(text: string | undefined): Item[] {
  const items = text?.match(/(?:"[^"]*"|[^,"])+/g) ?? [];
  return items.map((item) => {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    return { name: unquoted(name), parameters: new Map(parameters.map(parameterOf)) };
  });
}

function parameterOf(text: string): [string, string] {
  const [name = '', value = ''] = text.split('=');
  return [name.trim().toLowerCase(), unquoted(value.trim())];
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}
