import type { AdminChat } from './admin-chat.ts';
import { ADMIN_CHAT_REMEDIES, findAdminChatProblem } from './admin-chat-problem.ts';
import type { AdminRecipients } from './tell-admins.ts';

/** Says in the log, at start, where the bot may not write in the chat of `ADMIN_CHAT_ID`. Never rejects. */
export async function checkAdminChat({
  api,
  adminChat,
  logger,
}: Pick<AdminRecipients, 'api' | 'adminChat' | 'logger'>): Promise<void> {
  if (!adminChat) return;
  const problem = await findAdminChatProblem(api, adminChat);
  if (!problem) return warnOfNewId(api, adminChat, logger);
  logger.warn(
    { ...adminChat, problem, remedy: ADMIN_CHAT_REMEDIES[problem] },
    'the bot may not write in the chat of ADMIN_CHAT_ID: reports and alerts go to the admins privately',
  );
}

/** A group that became a supergroup: what is sent to its old id arrives, but commands and presses in it name the new one. */
async function warnOfNewId(
  api: AdminRecipients['api'],
  { chatId }: AdminChat,
  logger: AdminRecipients['logger'],
): Promise<void> {
  const id = await api.getChat(chatId).then(
    (chat) => chat.id,
    () => chatId,
  );
  if (id === chatId) return;
  const remedy = `set ADMIN_CHAT_ID to ${id}`;
  logger.warn(
    { chatId, newChatId: id, remedy },
    'the chat of ADMIN_CHAT_ID became a supergroup with a new id',
  );
}
