import { Composer } from 'grammy';
import type { ChatEnd, ChatService, Question } from '../../chat/chat-service.ts';
import type { ChatStore } from '../../database/chat-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { addressedText } from '../addressed-text.ts';
import { chatEndMessage } from '../chat-end-message.ts';
import type { BotContext } from '../context.ts';
import { conversationKey } from '../conversation-key.ts';
import { reply, replyText } from '../reply.ts';
import { whileTyping } from '../typing-indicator.ts';

export interface ChatOptions {
  chat: ChatService;
  chats: ChatStore;
  /** Aborted when the program ends. */
  shutdown: AbortSignal;
  clock: Clock;
}

/** Everything that is not a command: a question in words, or something the bot cannot read yet. */
export function chat(options: ChatOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('message', async (ctx) => {
    const text = addressedText(ctx.message, ctx.me);
    if (text === null || isServiceMessage(ctx)) return;
    const refusal = refusalFor(ctx, text);
    if (refusal) await reply(ctx, refusal);
    else await whileTyping(ctx, () => answer(ctx, options, text));
  });
  return composer;
}

async function answer(ctx: BotContext, options: ChatOptions, text: string): Promise<void> {
  const chatId = BigInt(ctx.chat?.id ?? 0);
  const question: Question = {
    userId: BigInt(ctx.personId),
    chatId,
    conversation: conversationKey(ctx),
    text,
    chosenModel: await options.chats.model(chatId),
    signal: options.shutdown,
  };
  let words = '';
  let end: ChatEnd | null = null;
  for await (const update of options.chat.answer(question)) {
    if (update.type === 'text') words += update.text;
    else end = update;
  }
  if (words.trim()) await replyText(ctx, words);
  // Not the time of the question: it may have waited long.
  const message = end && chatEndMessage(ctx, end, options.clock.now());
  if (message) await reply(ctx, message.key, message.args);
}

/** The key of what to say instead of an answer; `null` when there are words to answer. */
function refusalFor(ctx: BotContext, text: string): string | null {
  const { message } = ctx;
  // Commands that exist never come this far; a slip of the finger should cost nobody tokens.
  if (message?.entities?.some(({ type, offset }) => type === 'bot_command' && offset === 0))
    return 'error-unknown-command';
  if (message?.photo) return 'error-photo-unsupported';
  if (message?.voice || message?.audio || message?.video_note) return 'error-voice-unsupported';
  if (/[\p{L}\p{N}\p{S}\p{P}]/u.test(text)) return null;
  return 'error-unsupported-content';
}

/** Somebody joined, a title changed: news of the chat, which ask nothing. */
function isServiceMessage({ message }: BotContext): boolean {
  const asks = ['text', 'caption', 'photo', 'voice', 'audio', 'video_note', 'video', 'document', 'sticker'];
  const more = ['animation', 'contact', 'location', 'poll', 'dice', 'venue', 'story', 'paid_media'];
  return message !== undefined && ![...asks, ...more].some((kind) => kind in message);
}
