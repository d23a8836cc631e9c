import { badRequest } from '../bot-api/bot-api-error.ts';
import type { BotApiMessage } from '../bot-api/bot-api-message.ts';
import type { BotApiContext } from '../bot-api/bot-api-method.ts';
import type { ChatRoom } from '../world/chat-room.ts';
import type { MethodParameters } from '../bot-api/method-parameters.ts';

/** The `chat_id` of a call as a number; Telegram accepts strings too. */
export function readChatId(parameters: MethodParameters): number {
  const text = parameters.text('chat_id');
  if (!text) throw badRequest('chat_id is empty');
  if (!/^-?\d+$/.test(text)) throw badRequest('chat not found');
  return Number(text);
}

/** The target chat, and the fields that link a message to its topic and the replied message. */
export function readTarget(
  api: BotApiContext,
  parameters: MethodParameters,
): { room: ChatRoom; fields: Partial<BotApiMessage> } {
  const room = api.world.roomToSendTo(readChatId(parameters));
  return { room, fields: { ...topicFields(room, parameters), ...replyFields(room, parameters) } };
}

// A message in a topic replies to the service message that opened the topic, unless it replies to another
// one.
function topicFields(room: ChatRoom, parameters: MethodParameters): Partial<BotApiMessage> {
  const threadId = parameters.integer('message_thread_id');
  if (threadId === undefined) return {};
  const opening = room.topics.get(threadId);
  if (!opening) throw badRequest('message thread not found');
  return { message_thread_id: threadId, is_topic_message: true, reply_to_message: opening };
}

function replyFields(room: ChatRoom, parameters: MethodParameters): Partial<BotApiMessage> {
  const reply = parameters.payload.reply_parameters;
  const messageId = reply?.message_id ?? parameters.integer('reply_to_message_id');
  if (messageId === undefined) return {};
  const original = room.messages.get(messageId);
  if (original) return { reply_to_message: { ...original, reply_to_message: undefined } };
  if (reply?.allow_sending_without_reply || parameters.flag('allow_sending_without_reply')) return {};
  throw badRequest('message to be replied not found');
}

/** A message from the bot that is not yet in its chat. */
export function newBotMessage(
  api: BotApiContext,
  room: ChatRoom,
  fields: Partial<BotApiMessage>,
): BotApiMessage {
  return {
    message_id: api.world.nextMessageId(),
    from: api.world.bot,
    chat: room.chat,
    date: api.world.seconds(),
    ...fields,
  };
}

/** Adds a message from the bot to its chat and ends its drafts. */
export function deliver(api: BotApiContext, room: ChatRoom, message: BotApiMessage): BotApiMessage {
  for (const draftId of room.drafts.keys()) api.world.removeDraft(room.chat.id, draftId);
  return api.world.addMessage(message);
}
