import type { Api } from 'grammy';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { Viewer } from '../../usage/settings/runtime-settings.ts';
import { isRefusal } from '../messages/is-refusal.ts';
import type { Language } from '../people/languages.ts';

export interface AdminRecipients {
  api: Api;
  /** `null`: every admin, privately. */
  adminChat: { chatId: number; threadId: number | null } | null;
  adminIds: readonly number[];
  /** The language of a reader, with the digits and the calendar that were chosen for them. */
  languageFor: (viewer: Viewer) => Promise<Language>;
  logger: Logger;
  /** Aborted, whoever was not reached yet is not reached. */
  signal?: AbortSignal;
}

export interface AdminMessage {
  text: string;
  options?: Parameters<Api['sendMessage']>[2];
}

type Delivery = 'sent' | 'refused' | 'unreachable';

/** Sends something to one chat; the signal ends it. */
export type Send = (
  chat: { chatId: number; threadId: number | undefined },
  language: Language,
) => Promise<unknown>;

/**
 * Sends the message that `compose` writes to the admins' chat, or to each admin in their own language. False
 * when nobody got it though somebody may later, because Telegram is out of reach.
 */
export function tellAdmins(
  recipients: AdminRecipients,
  compose: (language: Language) => AdminMessage,
): Promise<boolean> {
  const { api, signal } = recipients;
  return reachAdmins(recipients, ({ chatId, threadId }, language) => {
    const { text, options } = compose(language);
    const other = { message_thread_id: threadId, link_preview_options: { is_disabled: true }, ...options };
    // grammY still names the type that Node.js had none of.
    return api.sendMessage(chatId, text, other, signal as Parameters<Api['sendMessage']>[3]);
  });
}

/** Does the same with anything that can be sent. */
export async function reachAdmins(recipients: AdminRecipients, send: Send): Promise<boolean> {
  const { adminChat, adminIds, languageFor } = recipients;
  const reach = async (viewer: Viewer, chatId: number, threadId?: number) =>
    tryToReach(recipients, { chatId, threadId }, send, await languageFor(viewer));
  if (adminChat)
    return (await reach('report_chat', adminChat.chatId, adminChat.threadId ?? undefined)) !== 'unreachable';
  const ends: Delivery[] = [];
  for (const adminId of adminIds) ends.push(await reach(adminId, adminId));
  return ends.includes('sent') || !ends.includes('unreachable');
}

async function tryToReach(
  { logger }: AdminRecipients,
  chat: { chatId: number; threadId: number | undefined },
  send: Send,
  language: Language,
): Promise<Delivery> {
  try {
    await send(chat, language);
    return 'sent';
  } catch (error) {
    // One admin who blocked the bot must not keep the message from the others.
    logger.warn(
      { chatId: chat.chatId, error: describeError(error) },
      'a message to admins was not delivered',
    );
    return isRefusal(error) ? 'refused' : 'unreachable';
  }
}
