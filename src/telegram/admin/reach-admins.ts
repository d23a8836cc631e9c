import { describeError } from '../../foundation/describe-error.ts';
import { isRefusal } from '../messages/is-refusal.ts';
import type { Language } from '../people/languages.ts';
import type { AdminRecipients } from './tell-admins.ts';

interface Target {
  chatId: number;
  threadId: number | undefined;
}

/** Sends something to one chat. */
export type Send = (target: Target, language: Language) => Promise<unknown>;

type Delivery = 'sent' | 'refused' | 'unreachable';

/**
 * Sends files to the admins' chat, or to each admin, who get what that chat refuses, too. False when nobody got it though
 * somebody may later, because Telegram is out of reach.
 */
export async function reachAdmins(recipients: AdminRecipients, send: Send): Promise<boolean> {
  const { adminChat, adminIds, languageFor } = recipients;
  if (adminChat) {
    const target = { chatId: adminChat.chatId, threadId: adminChat.threadId ?? undefined };
    const end = await tryTo(recipients, target, send, await languageFor('report_chat'));
    if (end !== 'refused') return end === 'sent';
  }
  const ends: Delivery[] = [];
  for (const chatId of adminIds)
    ends.push(await tryTo(recipients, { chatId, threadId: undefined }, send, await languageFor(chatId)));
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
    return isRefusal(error) ? 'refused' : 'unreachable';
  }
}
