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

type SendOptions = NonNullable<Parameters<Api['sendMessage']>[2]>;

/** What is sent in more than one message sends itself. */
export type SendItself = (
  api: Pick<Api, 'sendMessage'>,
  chatId: number,
  options: SendOptions,
) => Promise<unknown>;

type Delivery = 'sent' | 'refused' | 'unreachable';

/**
 * Sends the message that `compose` writes to the admins' chat, or to each admin in their own language. False
 * when nobody got it though somebody may later, because Telegram is out of reach.
 */
export async function tellAdmins(
  recipients: AdminRecipients,
  compose: (language: Language, viewer: Viewer) => AdminMessage | SendItself,
): Promise<boolean> {
  const { adminChat, adminIds, languageFor } = recipients;
  const send = async (viewer: Viewer, chatId: number, threadId?: number) =>
    sendTo(recipients, compose(await languageFor(viewer), viewer), chatId, threadId);
  if (adminChat)
    return (await send('report_chat', adminChat.chatId, adminChat.threadId ?? undefined)) !== 'unreachable';
  const ends: Delivery[] = [];
  for (const adminId of adminIds) ends.push(await send(adminId, adminId));
  return ends.includes('sent') || !ends.includes('unreachable');
}

async function sendTo(
  { api, logger, signal }: AdminRecipients,
  message: AdminMessage | SendItself,
  chatId: number,
  threadId?: number,
): Promise<Delivery> {
  try {
    const usual = { message_thread_id: threadId, link_preview_options: { is_disabled: true } };
    // grammY still names the type that Node.js had none of.
    const until = signal as Parameters<Api['sendMessage']>[3];
    const sendMessage: Api['sendMessage'] = (id, text, options) => api.sendMessage(id, text, options, until);
    if (typeof message === 'function') await message({ sendMessage }, chatId, usual);
    else await sendMessage(chatId, message.text, { ...usual, ...message.options });
    return 'sent';
  } catch (error) {
    // One admin who blocked the bot must not keep the message from the others.
    logger.warn({ chatId, error: describeError(error) }, 'a message to admins was not delivered');
    return isRefusal(error) ? 'refused' : 'unreachable';
  }
}
