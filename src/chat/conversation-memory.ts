import type { ConversationStore, Turn } from '../database/people/conversation-store.ts';
import { createBoundedMap } from '../foundation/bounded-map.ts';
import type { Clock } from '../foundation/clock.ts';
import { estimateTokens } from '../usage/ledger/estimate-tokens.ts';
import { keepBothEnds, keepEnd } from './shorten-text.ts';

export interface ConversationMemory {
  /**
   * The last turns that fit the token budget, oldest first, beginning with a person's, the last pair shortened rather
   * than left out; without the last pair when its question is `repeated`.
   */
  recall(conversation: string, repeated?: string): Promise<Turn[]>;
  /**
   * Nothing is remembered of a question that was asked before everything was forgotten, nor of a person who was
   * forgotten since its request was booked.
   */
  remember(conversation: string, turn: NewTurn): Promise<void>;
  /** Forgets the last question and its answer, when it is this question. */
  takeBack(conversation: string, question: string): Promise<void>;
  forget(conversation: string): Promise<void>;
  /** Forgets all conversations of a place: those whose keys are `prefix` and a person. */
  forgetAll(prefix: string): Promise<void>;
}

export interface NewTurn {
  question: string;
  answer: string;
  /** When the question was asked, on the monotonic clock. */
  askedAt: number;
  requestId?: string;
}

/**
 * What a conversation recalls, and so what is kept of it: small enough for the smallest free tier, which refuses
 * requests above 8,000 tokens.
 */
export const MEMORY = { maxTurns: 40, maxTokens: 3_000 };

export interface ConversationMemoryOptions {
  store: ConversationStore;
  clock: Clock;
  maxTurns: number;
  maxTokens: number;
}

/** Places whose conversations were forgotten while answers may have been written there. */
const MOST_FORGETTINGS = 1_000;

export function createConversationMemory({
  store,
  clock,
  maxTurns,
  maxTokens,
}: ConversationMemoryOptions): ConversationMemory {
  // Answers that are being written meanwhile are not there yet to be deleted.
  const forgettings = createBoundedMap<string, number>(MOST_FORGETTINGS);
  return {
    recall: async (conversation, repeated) => {
      const turns = await store.recent(conversation, maxTurns);
      return fitTurns(isLastQuestion(turns, repeated) ? turns.slice(0, -2) : turns, maxTokens);
    },
    remember: async (conversation, { question, answer, askedAt, requestId }) => {
      if ((forgettings.get(placeOf(conversation)) ?? -Infinity) > askedAt) return;
      const turns: Turn[] = [
        { role: 'user', content: question },
        { role: 'assistant', content: answer },
      ];
      await store.append(conversation, turns, clock.now(), requestId);
    },
    takeBack: async (conversation, question) => {
      const last = await store.recent(conversation, 2);
      if (isLastQuestion(last, question)) await store.forgetLast(conversation, 2);
    },
    forget: (conversation) => store.forget(conversation),
    forgetAll: async (prefix) => {
      forgettings.set(prefix, clock.monotonicMs());
      await store.forgetAll(prefix);
    },
  };
}

/** What the keys of all conversations of a place begin with: all but the person. */
function placeOf(conversation: string): string {
  return conversation.slice(0, conversation.lastIndexOf(':') + 1);
}

function isLastQuestion(turns: readonly Turn[], question: string | undefined): boolean {
  const [asked, answered] = turns.slice(-2);
  return asked?.role === 'user' && asked.content === question && answered?.role === 'assistant';
}

/**
 * The newest turns within `maxTokens`; some providers refuse a history that begins with an answer. The last pair is
 * always there, shortened where it is too long: "continue" means nothing to a model that sees nothing of it.
 */
export function fitTurns(turns: readonly Turn[], maxTokens: number): Turn[] {
  let left = maxTokens;
  const kept: Turn[] = [];
  for (const turn of turns.toReversed()) {
    left -= estimateTokens(turn.content);
    if (left < 0) break;
    kept.unshift(turn);
  }
  while (kept[0]?.role === 'assistant') kept.shift();
  return kept.length === 0 ? shortenPair(turns.slice(-2), maxTokens) : kept;
}

/** Of a question both ends tell most, of an answer its end: there it goes on. */
function shortenPair([asked, answered]: readonly Turn[], maxTokens: number): Turn[] {
  if (asked?.role !== 'user' || answered?.role !== 'assistant') return [];
  const leastForQuestion = Math.floor(maxTokens / 3);
  const forQuestion = Math.max(leastForQuestion, maxTokens - estimateTokens(answered.content));
  const question = keepBothEnds(asked.content, forQuestion);
  const answer = keepEnd(answered.content, maxTokens - estimateTokens(question));
  return [
    { ...asked, content: question },
    { ...answered, content: answer },
  ];
}
