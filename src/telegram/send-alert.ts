import { GrammyError, type Api } from 'grammy';
import type { Clock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Alert } from '../usage/alert.ts';
import type { Viewer } from '../usage/runtime-settings.ts';
import { alertKeyboard } from './alert-keyboard.ts';
import { alertText } from './alert-text.ts';
import type { Language } from './languages.ts';

export interface SendAlertOptions {
  api: Api;
  /** `null`: every admin, privately. */
  adminChat: { chatId: number; threadId: number | null } | null;
  adminIds: readonly number[];
  /** The language of a reader, with the digits and the calendar that were chosen for them. */
  languageFor: (viewer: Viewer) => Promise<Language>;
  providerNames: Readonly<Record<string, string>>;
  clock: Clock;
  logger: Logger;
}

/**
 * Sends an alert to the admins' chat, or to each admin in their own language. False when nobody got it though
 * somebody may later, because Telegram is out of reach.
 */
export async function sendAlert(options: SendAlertOptions, alert: Alert): Promise<boolean> {
  const { adminChat, adminIds, languageFor } = options;
  if (adminChat) {
    const { chatId, threadId } = adminChat;
    const language = await languageFor('report_chat');
    return (await sendTo(options, alert, language, chatId, threadId ?? undefined)) !== 'unreachable';
  }
  const ends: Delivery[] = [];
  for (const adminId of adminIds)
    ends.push(await sendTo(options, alert, await languageFor(adminId), adminId));
  return ends.includes('sent') || !ends.includes('unreachable');
}

type Delivery = 'sent' | 'refused' | 'unreachable';

async function sendTo(
  { api, providerNames, clock, logger }: SendAlertOptions,
  alert: Alert,
  language: Language,
  chatId: number,
  threadId?: number,
): Promise<Delivery> {
  const text = alertText(alert, { ...language, providerNames, now: clock.now() });
  try {
    await api.sendMessage(chatId, text, {
      message_thread_id: threadId,
      // What is well again need not wake anybody.
      disable_notification: alert.change === 'recovered' || alert.change === 'back',
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard: alertKeyboard(alert, language, providerNames) },
    });
    return 'sent';
  } catch (error) {
    // One admin who blocked the bot must not keep the alert from the others.
    logger.warn({ chatId, error: describeError(error) }, 'an alert was not delivered');
    const isRefused = error instanceof GrammyError && error.error_code >= 400 && error.error_code < 500;
    return isRefused && error.error_code !== 429 ? 'refused' : 'unreachable';
  }
}
