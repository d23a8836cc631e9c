import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { ChatService } from '../../chat/chat-service.ts';
import type { End } from '../../chat/end.ts';
import type { Question } from '../../chat/question.ts';
import type { AnswerStore } from '../../database/people/answer-store.ts';
import type { ChatStore } from '../../database/people/chat-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import { answerKeyboard } from './output/answer-keyboard.ts';
import { createDraftOutput } from './output/draft-output.ts';
import { createEditOutput } from './output/edit-output.ts';
import type { AnswerOutput } from './output/answer-output.ts';
import { chatEndMessage } from './chat-end-message.ts';
import type { BotContext } from '../messages/context.ts';
import { conversationKey } from '../messages/conversation-key.ts';
import { replyOptions, textFor } from '../messages/reply.ts';
import type { RunningAnswers } from './running-answers.ts';
import { whileTyping } from '../messages/typing-indicator.ts';

export interface AnswerQuestionOptions {
  chat: ChatService;
  chats: Pick<ChatStore, 'model'>;
  answers: Pick<AnswerStore, 'keep'>;
  running: RunningAnswers;
  /** Makes each call once, whatever comes of it: for what the next one replaces. */
  bestEffort: Api;
  clock: Clock;
  logger: Logger;
}

/** What a person asks, whatever kind of message it came in. */
export interface AskedQuestion extends Pick<Question, 'text' | 'images' | 'actionType' | 'isRepeated'> {
  /** Telegram's files of the pictures, for asking again. */
  pictureIds?: readonly string[];
  /** Requests that were sent before it for the same message, such as its transcription. */
  earlierRequests?: readonly string[];
  /** The model to ask instead of the chat's own choice, `provider/model`. */
  model?: string;
}

interface Outcome {
  words: string;
  /** Whether the model read only both ends of the question. */
  isShortened: boolean;
  end: End | null;
  requestIds: string[];
}

/** Answers a question in its chat, or says why there is no answer. */
export function answerQuestion(
  ctx: BotContext,
  options: AnswerQuestionOptions,
  asked: AskedQuestion,
): Promise<void> {
  return whileTyping(ctx, options.bestEffort, (onSeen) => answer(ctx, options, asked, onSeen));
}

async function answer(
  ctx: BotContext,
  options: AnswerQuestionOptions,
  asked: AskedQuestion,
  onSeen: () => void,
): Promise<void> {
  const running = options.running.begin(ctx.chat?.id ?? 0, ctx.personId);
  const output =
    ctx.chat?.type === 'private'
      ? createDraftOutput(ctx, options.bestEffort, running.id, onSeen)
      : createEditOutput(ctx, options.bestEffort, running.id, onSeen);
  try {
    const outcome = await follow(ctx, options, asked, output, running.stopped);
    const messages = await conclude(ctx, options, output, outcome, running.isStopped());
    await note(ctx, options, asked, outcome, messages);
  } finally {
    running.end();
    await output.discard();
  }
}

/** Shows the words as they arrive. */
async function follow(
  ctx: BotContext,
  options: AnswerQuestionOptions,
  asked: AskedQuestion,
  output: AnswerOutput,
  stopped: AbortSignal,
): Promise<Outcome> {
  const chatId = BigInt(ctx.chat?.id ?? 0);
  const { text, images, actionType, isRepeated } = asked;
  const requestIds = [...(asked.earlierRequests ?? [])];
  const outcome: Outcome = { words: '', isShortened: false, end: null, requestIds };
  const question = {
    text,
    images,
    actionType,
    isRepeated,
    userId: BigInt(ctx.accountId),
    chatId,
    conversation: conversationKey(ctx),
    chosenModel: asked.model ?? options.chats.model(chatId),
    mayAsk: ctx.mayAsk,
    signal: stopped,
  };
  outcome.end = await options.chat.answer(question, {
    onRequest: (id) => outcome.requestIds.push(id),
    onShortened: () => (outcome.isShortened = true),
    onText: (more) => output.show((outcome.words += more)),
    onRetract: () => void (outcome.words = ''),
  });
  return outcome;
}

/** Puts the whole answer on the output, and says what else there is to say; resolves with the messages. */
async function conclude(
  ctx: BotContext,
  { clock }: AnswerQuestionOptions,
  output: AnswerOutput,
  { words, isShortened, end }: Outcome,
  isStopped: boolean,
): Promise<Message[]> {
  // Not the time of the question: it may have waited long.
  const message =
    end && !isStopped ? chatEndMessage(ctx, end, { now: clock.now(), hasText: words !== '' }) : null;
  // They were told within the minute.
  if (end?.type === 'too_fast' && end.isTold) return [];
  const notes = [
    ...(isShortened && words ? ['answer-shortened'] : []),
    ...(isStopped ? ['answer-stopped'] : []),
  ];
  const answer = {
    markdown: words.trimEnd(),
    isWhole: end?.type === 'complete' && !isStopped,
    note: notes.map((key) => textFor(ctx, key)).join('\n\n'),
  };
  const sent =
    answer.markdown || answer.note
      ? await output.finish(answer, message ? undefined : answerKeyboard(ctx, 'button-again'))
      : [];
  // Words that nobody can see are no answer.
  const last = message ?? (sent.length === 0 ? { key: 'error-empty-answer', canTryAgain: true } : null);
  if (last) {
    await output.discard();
    const text = textFor(ctx, last.key, last.args);
    const keyboard = last.canTryAgain ? answerKeyboard(ctx, 'button-try-again') : undefined;
    sent.push(await ctx.reply(text, { ...replyOptions(ctx), reply_markup: keyboard }));
  }
  return sent;
}

/** Remembers what the messages answer, for asking again and for receipts. */
async function note(
  ctx: BotContext,
  { answers, clock, logger }: AnswerQuestionOptions,
  { text, actionType, pictureIds, isRepeated }: AskedQuestion,
  { requestIds, end }: Outcome,
  messages: readonly Message[],
): Promise<void> {
  const [first] = messages;
  const canBeAskedAgain = requestIds.length > 0 || isRepeated || end?.type === 'all_refuse';
  if (!first || !canBeAskedAgain) return;
  const messageIds = messages.map(({ message_id: id }) => id);
  const question = { text, actionType, pictureIds };
  const about = { userId: BigInt(ctx.personId), conversation: conversationKey(ctx), question, requestIds };
  try {
    // Where it was sent: a group may have become a supergroup meanwhile.
    await answers.keep(BigInt(first.chat.id), messageIds, about, clock.now());
  } catch (error) {
    // The person has the answer; that it has no receipt must not turn it into a failure.
    logger.error({ error: describeError(error) }, 'it was not kept what a message answers');
  }
}
