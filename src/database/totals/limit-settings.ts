import { usdToPico, type PicoUsd } from '../../foundation/money/money.ts';

/** Settings that hold a limit in money, and what admins added to one for its day or month. */
export const LIMIT_PREFIX = 'usd/';
export const RAISE_PREFIX = 'usd_raise/';

/** The setting that holds the limit of a budget, such as `user/42`, instead of the usual one. */
export function limitSetting(key: string): `usd/${string}` {
  return `${LIMIT_PREFIX}${key}`;
}

/** The setting that holds what was added to a budget for the day or month that begins then. */
export function raiseSetting(key: string, date: string): `usd_raise/${string}` {
  return `${RAISE_PREFIX}${key}/${date}`;
}

/** The amount of such a setting; `null` where there is none, or nothing that can be read. */
export function readLimit(text: string | null | undefined): PicoUsd | null {
  return typeof text === 'string' && /^\d{1,13}(?:\.\d+)?$/.test(text) ? usdToPico(text) : null;
}

/** What may be spent; `null` is no limit. */
export function limitInForce(usual: PicoUsd, own: PicoUsd | null, raised: PicoUsd | null): PicoUsd | null {
  const limit = own ?? usual;
  return limit === 0n ? null : limit + (raised ?? 0n);
}
