import type { HistoryStore, Turn } from '../database/history-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { estimateTokens } from '../usage/estimate-tokens.ts';

export interface ConversationMemory {
  /** The last turns that fit the token budget, oldest first, beginning with a person's. */
  recall(conversation: string): Promise<Turn[]>;
  /** `requestId`: nothing is remembered of a person who was forgotten since that request was booked. */
  remember(conversation: string, question: string, answer: string, requestId?: string): Promise<void>;
  forget(conversation: string): Promise<void>;
}

export interface ConversationMemoryOptions {
  store: HistoryStore;
  clock: Clock;
  maxTurns: number;
  /** Small enough for the smallest free tier, which refuses requests above 8,000 tokens. */
  maxTokens: number;
}

export function createConversationMemory({
  store,
  clock,
  maxTurns,
  maxTokens,
}: ConversationMemoryOptions): ConversationMemory {
  return {
    recall: async (conversation) => fitTurns(await store.recent(conversation, maxTurns), maxTokens),
    remember: (conversation, question, answer, requestId) => {
      const turns: Turn[] = [
        { role: 'user', content: question },
        { role: 'assistant', content: answer },
      ];
      return store.append(conversation, turns, clock.now(), requestId);
    },
    forget: (conversation) => store.forget(conversation),
  };
}

/** The newest turns within `maxTokens`. Some providers refuse a history that begins with an answer. */
export function fitTurns(turns: readonly Turn[], maxTokens: number): Turn[] {
  let left = maxTokens;
  const kept: Turn[] = [];
  for (const turn of turns.toReversed()) {
    left -= estimateTokens(turn.content);
    if (left < 0) break;
    kept.unshift(turn);
  }
  while (kept[0]?.role === 'assistant') kept.shift();
  return kept;
}
