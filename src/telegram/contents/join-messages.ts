import type { Message, MessageEntity, MessageOrigin } from 'grammy/types';
import { describeUnseen } from './describe-extras.ts';
import { describeMessage } from './describe-message.ts';
import { photoIn, pictureIn } from './picture-in.ts';
import { recordingIn } from './recording-in.ts';

/** A text of this length was cut within a line; a shorter piece was cut where there was a space, which is lost. */
const WHOLE_PIECE = 4_096;

/**
 * One message for those that were sent in one go: the pieces of a text as one text, in reply to what was forwarded with
 * it. A single message stays what it is.
 */
export function joinMessages(parts: readonly Message[]): Message {
  const [first] = parts as [Message];
  if (parts.length === 1) return first;
  const pieces = parts.filter(({ forward_origin: origin }) => !origin);
  const forwards = parts.filter(({ forward_origin: origin }) => origin);
  const { message_id, message_thread_id, is_topic_message, date, chat, from, sender_chat } = first;
  const sender = { message_id, message_thread_id, is_topic_message, date, chat, from, sender_chat };
  const base = pieces.length > 0 ? { ...first, ...joinTexts(pieces) } : { ...sender, text: '' };
  return forwards.length > 0 ? { ...base, reply_to_message: joinForwards(forwards) } : base;
}

function joinTexts(pieces: readonly Message[]): { text: string; entities: MessageEntity[] } {
  let text = '';
  const entities: MessageEntity[] = [];
  let isWhole = true;
  for (const piece of pieces) {
    if (!isWhole) text += '\n';
    for (const entity of piece.entities ?? [])
      entities.push({ ...entity, offset: entity.offset + text.length });
    text += piece.text ?? '';
    isWhole = (piece.text?.length ?? 0) >= WHOLE_PIECE;
  }
  return { text, entities };
}

/** What was forwarded as one message, which says of each part who wrote it, and holds the first recording and picture. */
function joinForwards(forwards: readonly Message[]): NonNullable<Message['reply_to_message']> {
  const [first] = forwards as [Message];
  const { message_id, date, chat } = first;
  const heard = forwards.find((forward) => recordingIn(forward));
  const seen = heard ?? forwards.find((forward) => pictureIn(forward).length > 0);
  const { voice, audio, document } = seen ?? {};
  const photo = photoIn(seen ?? {});
  const text = forwards.map((forward) => forwardText(forward, forward === heard)).join('\n\n');
  return { message_id, date, chat, voice, audio, document, photo, text, reply_to_message: undefined };
}

function forwardText(forward: Message, isHeard: boolean): string {
  const isSilent = isHeard || !recordingIn(forward);
  const unheard = isSilent ? [] : ['(a recording, which cannot be heard here)'];
  const words = [...unheard, describeUnseen(forward), describeMessage(forward)].filter(Boolean).join('\n');
  return `From ${nameOf(forward.forward_origin)}:${words ? `\n${words}` : ''}`;
}

function nameOf(origin: MessageOrigin | undefined): string {
  switch (origin?.type) {
    case 'user':
      return [origin.sender_user.first_name, origin.sender_user.last_name].filter(Boolean).join(' ');
    case 'hidden_user':
      return origin.sender_user_name;
    case 'chat':
      return origin.sender_chat.title ?? 'a chat';
    case 'channel':
      return origin.chat.title;
    case undefined:
      return 'somebody';
    default:
      return origin satisfies never;
  }
}
