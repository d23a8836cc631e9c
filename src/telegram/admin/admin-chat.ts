/** The chat of `ADMIN_CHAT_ID`, and its topic. */
export interface AdminChat {
  chatId: number;
  threadId: number | null;
}
