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
  if (!problem) return;
  logger.warn(
    { ...adminChat, problem, remedy: ADMIN_CHAT_REMEDIES[problem] },
    'the bot may not write in the chat of ADMIN_CHAT_ID: reports and alerts go to the admins privately',
  );
}
