import type { BotApiCall } from '../../../src/tools/stand-ins/telegram/bot-api/call-log.ts';
import { SECRET_TEXTS, ZEBRA } from './fuzzed-bot.ts';
import { ADMIN } from './updates.ts';

/** What stands in reports, alerts and settings alone, in both languages. */
const OF_ADMINS: readonly RegExp[] = [
  /💎/,
  new RegExp(ZEBRA.firstName),
  /987,?654,?3\d\d|۹۸۷٬?۶۵۴٬?۳۲\d/,
  / is down\.\nReason:|قطع است/,
  /Report time:|زمان گزارش/,
];

/** The calls by which somebody who is no admin would learn what only admins may, or anybody a secret. */
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
