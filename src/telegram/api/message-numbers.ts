/** Which numbers of messages are taken, as far as the bot has seen. */
export interface MessageNumbers {
  seen(chatId: number, messageId: number): void;
  /** The numbers that a message to this chat is likely to have that is sent after `mark`, and that no other has. */
  likelyAfter(chatId: number, mark: number): number[];
  /** Begins to send a message to a chat. */
  sending(chatId: number): Sending;
}

export interface Sending {
  /** The highest number where the chat's messages are counted, when the sending began; 0 when none was seen. */
  mark: number;
  /** Whether no other message was being sent to the chat meanwhile, whose number may not be known either. */
  isAlone(): boolean;
  end(): void;
}

/** How far other chats may have counted on before the bot heard of it. */
const REACH = 8;
const REMEMBERED = 1_000;

/**
 * Supergroups and channels count their messages each by itself, while private chats and small groups share one
 * count for the bot.
 */
export function createMessageNumbers(): MessageNumbers {
  const underWay = new Map<number, Set<{ isAlone: boolean }>>();
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
    sending: (chatId) => {
      const others = underWay.get(chatId) ?? new Set<{ isAlone: boolean }>();
      underWay.set(chatId, others);
      const own = { isAlone: others.size === 0 };
      for (const other of others) other.isAlone = false;
      others.add(own);
      return {
        mark: countOf(chatId).highest,
        isAlone: () => own.isAlone,
        end: () => {
          others.delete(own);
          if (others.size === 0) underWay.delete(chatId);
        },
      };
    },
  };
}
