import { createHmac, randomBytes } from 'node:crypto';
import type { User } from 'grammy/types';

/**
 * The `initData` that a Mini App receives when this user opens it, signed with the bot's token like
 * Telegram's.
 */
export function signInitData(token: string, user: User, now: number): string {
  const { id, first_name, last_name, username, language_code } = user;
  const fields = new URLSearchParams({
    query_id: randomBytes(12).toString('base64url'),
    user: JSON.stringify({ id, first_name, last_name, username, language_code, allows_write_to_pm: true }),
    auth_date: String(Math.floor(now / 1000)),
    // The signature for third parties, which only Telegram can create; it only has to be covered by the hash.
    signature: randomBytes(64).toString('base64url'),
  });
  const lines = [...fields].map(([name, value]) => `${name}=${value}`).toSorted();
  const key = createHmac('sha256', 'WebAppData').update(token).digest();
  fields.set('hash', createHmac('sha256', key).update(lines.join('\n')).digest('hex'));
  return fields.toString();
}
