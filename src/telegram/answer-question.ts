import type { ChatService } from '../chat/chat-service.ts';
import type { ChatEnd } from '../chat/question.ts';
import type { ChatStore } from '../database/chat-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { sendAnswer } from './answer/send-answer.ts';
import { chatEndMessage } from './chat-end-message.ts';
import type { BotContext } from './context.ts';
import { conversationKey } from './conversation-key.ts';
import { reply } from './reply.ts';
import { whileTyping } from './typing-indicator.ts';

export interface AnswerQuestionOptions {
  chat: ChatService;
  chats: Pick<ChatStore, 'model'>;
  /** Aborted when the program ends. */
  shutdown: AbortSignal;
  clock: Clock;
}

/** What a person asks, whatever kind of message it came in. */
export interface AskedQuestion {
  text: string;
}

/** Answers a question in its chat, or says why there is no answer. */
export function answerQuestion(
  ctx: BotContext,
  options: AnswerQuestionOptions,
  asked: AskedQuestion,
): Promise<void> {
  return whileTyping(ctx, () => answer(ctx, options, asked));
}

async function answer(ctx: BotContext, options: AnswerQuestionOptions, asked: AskedQuestion): Promise<void> {
  const chatId = BigInt(ctx.chat?.id ?? 0);
  const updates = options.chat.answer({
    ...asked,
    userId: BigInt(ctx.personId),
    chatId,
    conversation: conversationKey(ctx),
    chosenModel: await options.chats.model(chatId),
    signal: options.shutdown,
  });
  let words = '';
  let end: ChatEnd | null = null;
  for await (const update of updates) {
    if (update.type === 'text') words += update.text;
    else if (update.type !== 'request') end = update;
  }
  await sendAnswer(ctx, words);
  // Not the time of the question: it may have waited long.
  const message = end && chatEndMessage(ctx, end, options.clock.now());
  if (message) await reply(ctx, message.key, message.args);
}
