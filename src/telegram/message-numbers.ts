/** Which numbers of messages are taken, as far as the bot has seen. */
export interface MessageNumbers {
  seen(chatId: number, messageId: number): void;
  /** The numbers that a message to this chat is likely to have that is sent after `mark`, and that no other has. */
  likelyAfter(chatId: number, mark: number): number[];
  /** The highest number so far where the chat's messages are counted. */
  mark(chatId: number): number;
}

/** How far other chats may have counted on before the bot heard of it. */
const REACH = 8;
const REMEMBERED = 1_000;

/**
 * Supergroups and channels count their messages each by itself, while private chats and small groups share one
 * count for the bot.
 */
export function createMessageNumbers(): MessageNumbers {
  const counts = new Map<string, { highest: number; recent: Set<number> }>();
  const countOf = (chatId: number) => {
    const name = chatId < -1_000_000_000_000 ? `${chatId}` : 'shared';
    const count = counts.get(name) ?? { highest: 0, recent: new Set<number>() };
    counts.set(name, count);
    return count;
  };
  return {
    seen: (chatId, messageId) => {
      const count = countOf(chatId);
      count.highest = Math.max(count.highest, messageId);
      count.recent.add(messageId);
      const [oldest] = count.recent;
      if (count.recent.size > REMEMBERED && oldest !== undefined) count.recent.delete(oldest);
    },
    likelyAfter: (chatId, mark) => {
      const { recent } = countOf(chatId);
      const next = Array.from({ length: recent.size + REACH }, (_, index) => mark + 1 + index);
      return next.filter((number) => !recent.has(number)).slice(0, REACH);
    },
    mark: (chatId) => countOf(chatId).highest,
  };
}
