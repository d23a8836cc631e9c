import { createHmac, timingSafeEqual } from 'node:crypto';

/** The user who opened the Mini App, or why the data is refused. */
export type InitData = { userId: number } | 'invalid' | 'expired';

const MAX_AGE_SECONDS = 3_600;
/** The allowed difference if Telegram's clock is ahead of ours. */
const MAX_AHEAD_SECONDS = 60;

/**
 * Verifies the `initData` that Telegram signed when the Mini App was opened. The same data stays valid for an
 * hour, as at Telegram, because a client sends it again when the page is reloaded. Source:
 * https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
 */
export function readInitData(initData: string, botToken: string, now: Date): InitData {
  const fields = [...new URLSearchParams(initData)];
  const values = new Map(fields);
  // With duplicate names, signature and reader might use different values.
  if (values.size !== fields.length || !isSigned(values, botToken)) return 'invalid';
  const age = now.getTime() / 1000 - wholeNumber(values.get('auth_date'));
  const userId = readUserId(values.get('user'));
  if (userId === null || Number.isNaN(age) || age < -MAX_AHEAD_SECONDS) return 'invalid';
  return age > MAX_AGE_SECONDS ? 'expired' : { userId };
}

function isSigned(values: ReadonlyMap<string, string>, botToken: string): boolean {
  const hash = values.get('hash') ?? '';
  if (!/^[0-9a-f]{64}$/.test(hash)) return false;
  const lines = [...values].filter(([name]) => name !== 'hash').map(([name, value]) => `${name}=${value}`);
  const key = createHmac('sha256', 'WebAppData').update(botToken).digest();
  const expected = createHmac('sha256', key).update(lines.toSorted().join('\n')).digest();
  return timingSafeEqual(expected, Buffer.from(hash, 'hex'));
}

function wholeNumber(text: string | undefined): number {
  return /^\d{1,12}$/.test(text ?? '') ? Number(text) : Number.NaN;
}

function readUserId(json: string | undefined): number | null {
  try {
    const { id } = JSON.parse(json ?? '') as { id?: unknown };
    return Number.isSafeInteger(id) && Number(id) > 0 ? Number(id) : null;
  } catch {
    return null;
  }
}
