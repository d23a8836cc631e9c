import type { AnswerStore } from '../../database/people/answer-store.ts';
import type { ChatStore } from '../../database/people/chat-store.ts';
import type { ConversationStore } from '../../database/people/conversation-store.ts';
import type { UserBudgetStore } from '../../database/admin/user-budget-store.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';

type Tolerate = DatabaseWatch['tolerate'];

/** Without the database a chat has no model of its own, and the operator's order of providers decides. */
export function tolerantChats(store: ChatStore, tolerate: Tolerate): ChatStore {
  return {
    ...store,
    model: (chatId) => tolerate(() => store.model(chatId), null),
    setReachable: (...state) => tolerate(() => store.setReachable(...state), undefined),
  };
}

/** Without the database everybody has the operator's default budget. */
export function tolerantBudgets(store: UserBudgetStore, tolerate: Tolerate): UserBudgetStore {
  const nothing = { ownTokens: null, extraTokens: 0 };
  return { ...store, read: (userId, day) => tolerate(() => store.read(userId, day), nothing) };
}

/** Without the database the bot answers without the conversation so far and does not remember the answer. */
export function tolerantHistory(store: ConversationStore, tolerate: Tolerate): ConversationStore {
  return {
    ...store,
    recent: (conversation, take) => tolerate(() => store.recent(conversation, take), []),
    append: (...turns) => tolerate(() => store.append(...turns), undefined),
  };
}

/** Without the database nobody can ask again, and there are no receipts. */
export function tolerantAnswers(store: AnswerStore, tolerate: Tolerate): AnswerStore {
  return {
    keep: (...note) => tolerate(() => store.keep(...note), undefined),
    find: (...message) => tolerate(() => store.find(...message), null),
    takeQuestion: (...message) => tolerate(() => store.takeQuestion(...message), null),
    forgetQuestions: (...conversation) => tolerate(() => store.forgetQuestions(...conversation), undefined),
    forgetAllQuestions: (prefix) => tolerate(() => store.forgetAllQuestions(prefix), undefined),
    requests: (ids) => tolerate(() => store.requests(ids), []),
  };
}
