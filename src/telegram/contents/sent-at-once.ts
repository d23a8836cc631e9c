import type { Message } from 'grammy/types';
import { addressedText } from './addressed-text.ts';
import { isCommand } from './is-command.ts';
import { pictureIn } from './picture-in.ts';

/**
 * From here on a text may be the beginning of a longer one: programs cut at 4,096 characters, but no later than in the
 * middle of that at the end of a line or of a sentence.
 */
const MAY_BE_CUT = 2_048;
/** A program sends what it cut, or what is forwarded together, without a pause. Telegram tells whole seconds. */
const MOST_SECONDS_BETWEEN = 2;
/**
 * How long the rest is waited for. Pieces of a long text were seen 56 ms apart (adolfousier/opencrabs#950), forwards
 * behind their comment in the next poll; a slow network takes longer. Any message may be a comment, and nobody notices
 * a fifth of a second.
 */
const PATIENCE_MS = { piece: 1_000, forward: 500, comment: 200 };

/** How long after a message the first that belongs to it may come, in milliseconds; 0 where none does. */
export function patienceFor(message: Message, bot: { id: number; username: string }): number {
  if (isCommand(message)) return 0;
  const isForward = message.forward_origin !== undefined;
  // Of what is said or forwarded among others in a group nothing is asked, but a long text may name the bot at its end.
  if (message.chat.type !== 'private' && !mayBeCut(message))
    if (isForward || addressedText(message, bot) === null) return 0;
  return isForward || mayBeCut(message) || mayBeComment(message) ? patienceAfter(message) : 0;
}

/** The same after one that came to others, whatever it is. */
export function patienceAfter(message: Message): number {
  if (mayBeCut(message)) return PATIENCE_MS.piece;
  return message.forward_origin ? PATIENCE_MS.forward : PATIENCE_MS.comment;
}

/** Whether a message was sent in one go with the last one, of the same person in the same place. */
export function follows(last: Message | undefined, message: Message): boolean {
  if (!last || isCommand(message) || !(Math.abs(message.date - last.date) <= MOST_SECONDS_BETWEEN))
    return false;
  if (message.forward_origin) return Boolean(last.forward_origin) || mayBeComment(last);
  if (isBarePicture(message)) return mayBeComment(last) || isBarePicture(last);
  return mayBeCut(last) && isText(message) && !message.reply_to_message;
}

function mayBeCut(message: Message): boolean {
  return isText(message) && !message.forward_origin && (message.text?.length ?? 0) > MAY_BE_CUT;
}

/** What is written above forwards answers no message itself. */
function mayBeComment(message: Message): boolean {
  return isText(message) && !message.forward_origin && !message.reply_to_message && !message.external_reply;
}

/**
 * A picture of their own without words. Programs send a comment on what is shared from a gallery, or on pictures that are
 * not grouped, as a text before them.
 */
export function isBarePicture(message: Message): boolean {
  return !message.forward_origin && !message.caption && pictureIn(message).length > 0;
}

function isText({ text }: Message): boolean {
  return typeof text === 'string';
}
