import type { Message } from 'grammy/types';
import { describeUnseen } from './describe-extras.ts';
import type { SeenMessage } from './seen-message.ts';
import { describeMessage } from './describe-message.ts';
import { listOf } from './list-of.ts';
import { markedText } from './marked-text.ts';
import { photoIn } from './picture-in.ts';

/** A message that another one answers, as far as Telegram tells of it: of one in another chat that is little. */
export type RepliedTo = SeenMessage;

/** What a message answers, here or in another chat. */
export function repliedTo(message: Message): RepliedTo | undefined {
  return message.reply_to_message ?? message.external_reply;
}

/** Whether a message asks about another one and brings nothing but words itself. */
export function isWordsAboutAnother(message: Message): boolean {
  return message.text !== undefined && repliedTo(message) !== undefined;
}

/** What can be read of what a message answers: the part that was picked, or all of it. */
export function repliedWords(message: Message): string {
  const { quote } = message;
  const picked = quote ? markedText(quote.text, quote.entities) : partOf(message);
  return (picked || describeMessage(repliedTo(message) ?? {})).trim();
}

/** A question below what it is about, which the model, the memory and whoever asks again would not know otherwise. */
export function withReplied(message: Message, botId: number, question: string): string {
  const answered = repliedTo(message);
  const unseen = describeUnseen({ ...answered, reply_to_story: message.reply_to_story });
  const words = [unseen, repliedWords(message)].filter(Boolean).join('\n') || unknownIn(message);
  return words ? quoteAbove(question, words, answered?.from?.id === botId) : question;
}

/** Of a message in another chat Telegram tells no text, which the person sees all the same. */
function unknownIn({ external_reply: elsewhere, reply_to_message: here }: Message): string {
  if (!elsewhere || here || photoIn(elsewhere) || elsewhere.voice || elsewhere.audio) return '';
  return '(a message of another chat, which cannot be seen here)';
}

/** The same with words that are not written in what it answers, but said in it. */
export function quoteAbove(question: string, words: string, isOurs = false): string {
  const lines = words.split('\n').map((line) => `> ${line}`);
  const heading = isOurs ? '[In reply to this message of yours:]' : '[In reply to this message:]';
  return [[heading, ...lines].join('\n'), question].filter(Boolean).join('\n\n');
}

/** All of a list or a poll, and which of its lines is answered. */
function partOf(message: Message): string {
  const { reply_to_checklist_task_id: taskId, reply_to_poll_option_id: optionId } = message;
  const { checklist, poll } = repliedTo(message) ?? {};
  const task = taskId === undefined ? undefined : listOf(checklist?.tasks).find(({ id }) => id === taskId);
  const option =
    optionId === undefined ? undefined : listOf(poll?.options).find((one) => one.persistent_id === optionId);
  const line = task?.text ?? option?.text;
  return line ? `${describeMessage(repliedTo(message) ?? {})}\nThe reply is to: ${line}` : '';
}
