import { describeError } from '../../foundation/describe-error.ts';
import { isRefusal } from '../messages/is-refusal.ts';
import type { Language } from '../people/languages.ts';
import { ADMIN_CHAT_REMEDIES, problemOf } from './admin-chat-problem.ts';
import { reasonText, type AdminRecipients } from './tell-admins.ts';

interface Target {
  chatId: number;
  threadId: number | undefined;
}

/** Sends something to one chat. */
export type Send = (target: Target, language: Language) => Promise<unknown>;

type Delivery = 'sent' | 'unreachable' | { refusal: unknown };

/**
 * Sends files to the admins' chat, or to each admin, who get what that chat refuses, too, with why. False when nobody got
 * it though somebody may later, because Telegram is out of reach.
 */
export async function reachAdmins(recipients: AdminRecipients, send: Send): Promise<boolean> {
  const { adminChat, languageFor, logger } = recipients;
  if (!adminChat) return reachEach(recipients, send);
  const target = { chatId: adminChat.chatId, threadId: adminChat.threadId ?? undefined };
  const end = await tryTo(recipients, target, send, await languageFor('report_chat'));
  if (typeof end === 'string') return end === 'sent';
  const problem = problemOf(end.refusal);
  logger.warn(
    { ...adminChat, problem, remedy: ADMIN_CHAT_REMEDIES[problem] },
    'the chat of ADMIN_CHAT_ID takes no files: this one goes to the admins privately',
  );
  return reachEach(recipients, async (target, language) => {
    await send(target, language);
    const reason = reasonText(language, adminChat, problem);
    // Whoever has the file has what matters.
    await recipients.api
      .sendMessage(target.chatId, reason, { disable_notification: true })
      .catch(() => undefined);
  });
}

async function reachEach(recipients: AdminRecipients, send: Send): Promise<boolean> {
  const ends: Delivery[] = [];
  for (const chatId of recipients.adminIds) {
    const language = await recipients.languageFor(chatId);
    ends.push(await tryTo(recipients, { chatId, threadId: undefined }, send, language));
  }
  return ends.includes('sent') || !ends.includes('unreachable');
}

async function tryTo(
  { logger }: AdminRecipients,
  target: Target,
  send: Send,
  language: Language,
): Promise<Delivery> {
  try {
    await send(target, language);
    return 'sent';
  } catch (error) {
    logger.warn(
      { chatId: target.chatId, error: describeError(error) },
      'a file for admins was not delivered',
    );
    return isRefusal(error) ? { refusal: error } : 'unreachable';
  }
}
