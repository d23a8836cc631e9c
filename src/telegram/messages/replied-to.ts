import type { Message } from 'grammy/types';
import { PICTURE_TYPES } from './picture-type.ts';

/** A message that another one answers, as far as Telegram tells of it: of one in another chat that is little. */
export type RepliedTo = Partial<
  Pick<Message, 'from' | 'text' | 'caption' | 'photo' | 'document' | 'voice' | 'audio' | 'poll'>
>;

/** More of it would leave too little room in what models of free tiers read. */
const MOST_CHARACTERS = 2_000;

/** What cannot be shown to a model, as it is called to one. */
const UNSEEN = [
  ['video', 'a video'],
  ['video_note', 'a video'],
  ['animation', 'an animation'],
  ['paid_media', 'pictures or videos that cost something'],
  ['sticker', 'a sticker'],
  ['document', 'a file'],
] as const;

/** What a message answers, here or in another chat. */
export function repliedTo(message: Message): RepliedTo | undefined {
  return message.reply_to_message ?? message.external_reply;
}

/** Whether a message asks about another one and brings nothing but words itself. */
export function isWordsAboutAnother(message: Message): boolean {
  return message.text !== undefined && repliedTo(message) !== undefined;
}

/** The words that a message answers: the part that was picked, or all of them. */
export function repliedWords(message: Message): string {
  const answered = repliedTo(message);
  const words = message.quote?.text ?? answered?.text ?? answered?.caption ?? answered?.poll?.question;
  return words?.trim() ?? '';
}

/** A question below what it is about, which the model, the memory and whoever asks again would not know otherwise. */
export function withReplied(message: Message, botId: number, question: string): string {
  const words = repliedWords(message) || unseen(repliedTo(message));
  return words ? quoteAbove(question, words, repliedTo(message)?.from?.id === botId) : question;
}

/** The same with words that are not written in what it answers, but said in it. */
export function quoteAbove(question: string, words: string, isOurs = false): string {
  const lines = cut(words)
    .split('\n')
    .map((line) => `> ${line}`);
  const heading = isOurs ? '[In reply to this message of yours:]' : '[In reply to this message:]';
  return [[heading, ...lines].join('\n'), question].filter(Boolean).join('\n\n');
}

function unseen(answered: RepliedTo | undefined): string {
  const isSeen = answered?.document && PICTURE_TYPES.has(answered.document.mime_type ?? '');
  const found = isSeen ? undefined : UNSEEN.find(([kind]) => answered && kind in answered);
  return found ? `(${found[1]}, which cannot be seen here)` : '';
}

function cut(words: string): string {
  if (words.length <= MOST_CHARACTERS) return words;
  // Half of a pair is no character, and refused by providers.
  return `${words.slice(0, MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
