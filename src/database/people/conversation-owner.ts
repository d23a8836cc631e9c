/**
 * Whose conversation it is: the last part of its key, as `telegram/messages/conversation-key.ts` makes it; `null`
 * where that is no id.
 */
export function conversationOwner(conversation: string): bigint | null {
  const [, id] = /(?:^|:)(-?\d{1,18})$/.exec(conversation) ?? [];
  return id === undefined ? null : BigInt(id);
}
