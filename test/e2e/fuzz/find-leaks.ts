import type { BotApiCall } from '../../../src/tools/stand-ins/telegram/bot-api/call-log.ts';
import { SECRET_TEXTS, ZEBRA } from './fuzzed-bot.ts';
import { ADMIN } from './updates.ts';

/** Texts that appear only in reports, alerts and settings, in both languages. */
const OF_ADMINS: readonly RegExp[] = [
  /💎/,
  new RegExp(ZEBRA.firstName),
  /(?<!\d)987,?654,?3\d\d(?!\d)|۹۸۷٬?۶۵۴٬?۳۲\d/,
  / is down\.\nReason:|قطع است/,
  /Report time:|زمان گزارش/,
];

/** Calls that reveal admin data to somebody else, or a secret to anybody. */
export function findLeaks(calls: readonly BotApiCall[]): string[] {
  return calls.flatMap(({ method, payload }) => {
    const text = JSON.stringify(payload) ?? '';
    if (method !== 'setWebhook' && SECRET_TEXTS.some((secret) => text.includes(secret)))
      return [`${method} ${text}`];
    if (payload['chat_id'] === ADMIN || payload['chat_id'] === ZEBRA.id || method === 'setMyCommands')
      return [];
    return OF_ADMINS.some((pattern) => pattern.test(text)) ? [`${method} ${text}`] : [];
  });
}
