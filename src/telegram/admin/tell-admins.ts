import type { AdminChat } from './admin-chat.ts';
import type { Api } from 'grammy';
import { describeError } from '../../foundation/describe-error.ts';
import { escapeHtml } from '../../foundation/text/escape-html.ts';
import type { Logger } from '../../foundation/logger.ts';
import { markLines } from '../../localization/direction.ts';
import type { Viewer } from '../../usage/settings/runtime-settings.ts';
import { isRefusal } from '../messages/is-refusal.ts';
import type { Language } from '../people/languages.ts';
import { ADMIN_CHAT_REMEDIES, problemOf, type AdminChatProblem } from './admin-chat-problem.ts';

export interface AdminRecipients {
  api: Api;
  /** `null`: every admin, privately. */
  adminChat: AdminChat | null;
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

type Delivery = 'sent' | 'unreachable' | { refusal: unknown };

/** Of a message, as Telegram counts it. */
const LONGEST_TEXT = 4_096;

/**
 * Sends the message that `compose` writes to the admins' chat, or to each admin in their own language. What that chat
 * refuses goes to the admins privately, with why. False when nobody got it though somebody may later, because Telegram
 * is out of reach.
 */
export async function tellAdmins(
  recipients: AdminRecipients,
  compose: (language: Language, viewer: Viewer) => AdminMessage | SendItself,
): Promise<boolean> {
  const { adminChat, languageFor } = recipients;
  if (!adminChat) return tellEach(recipients, (language, viewer) => [compose(language, viewer)]);
  const message = compose(await languageFor('report_chat'), 'report_chat');
  const end = await sendTo(recipients, message, adminChat.chatId, adminChat.threadId ?? undefined);
  if (typeof end === 'string') return end !== 'unreachable';
  const problem = problemOf(end.refusal);
  recipients.logger.warn(
    { ...adminChat, problem, remedy: ADMIN_CHAT_REMEDIES[problem] },
    'the chat of ADMIN_CHAT_ID takes no messages: this one goes to the admins privately',
  );
  return tellEach(recipients, (language, viewer) =>
    withReason(compose(language, viewer), reasonText(language, adminChat, problem)),
  );
}

/** Sends every admin the messages of one notice. */
async function tellEach(
  recipients: AdminRecipients,
  compose: (language: Language, viewer: Viewer) => (AdminMessage | SendItself)[],
): Promise<boolean> {
  const ends: Delivery[] = [];
  for (const adminId of recipients.adminIds) {
    for (const message of compose(await recipients.languageFor(adminId), adminId))
      ends.push(await sendTo(recipients, message, adminId));
  }
  return ends.includes('sent') || !ends.includes('unreachable');
}

/** Why something that was for the admins' chat comes privately. */
export function reasonText(
  { translate, locale }: Pick<Language, 'translate' | 'locale'>,
  chat: AdminChat,
  problem: AdminChatProblem,
): string {
  const id = chat.threadId === null ? `${chat.chatId}` : `${chat.chatId}:${chat.threadId}`;
  return markLines(translate(`admin-chat-${problem}`, { chat: id }), locale);
}

/** Below the message; before it, where that would make it too long. */
function withReason(message: AdminMessage | SendItself, reason: string): (AdminMessage | SendItself)[] {
  const alone = { text: reason, options: { disable_notification: true } };
  if (typeof message === 'function') return [alone, message];
  const { text, options } = message;
  const written = options?.parse_mode === 'HTML' ? escapeHtml(reason) : reason;
  const whole = `${text}\n\n${written}`;
  if (whole.length <= LONGEST_TEXT) return [{ text: whole, options }];
  return [alone, message];
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
    return isRefusal(error) ? { refusal: error } : 'unreachable';
  }
}
