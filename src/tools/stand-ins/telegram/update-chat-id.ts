import type { QueuedUpdate } from './update-queue.ts';

/** The chat of an update, or 0. Updates of one chat are delivered in order. */
export function updateChatId(update: QueuedUpdate): number {
  for (const content of Object.values(update)) {
    const chatId = chatIdIn(content) ?? (hasMessage(content) ? chatIdIn(content.message) : undefined);
    if (chatId !== undefined) return chatId;
  }
  return 0;
}

function chatIdIn(content: unknown): number | undefined {
  if (typeof content !== 'object' || content === null || !('chat' in content)) return undefined;
  const { chat } = content;
  const id = typeof chat === 'object' && chat !== null && 'id' in chat ? chat.id : undefined;
  return typeof id === 'number' ? id : undefined;
}

function hasMessage(content: unknown): content is { message: unknown } {
  return typeof content === 'object' && content !== null && 'message' in content;
}
