import { badRequest } from '../bot-api/bot-api-error.ts';
import type { BotApiMessage } from '../bot-api/bot-api-message.ts';
import type { BotApiContext, BotApiMethod } from '../bot-api/bot-api-method.ts';
import { readKeyboard } from '../world/check-keyboard.ts';
import { readMessageText } from '../text/formatted-text.ts';
import type { MethodParameters } from '../bot-api/method-parameters.ts';
import { deliver, newBotMessage, readChatId, readTarget } from './send-target.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

const sendMessage: BotApiMethod = (api, parameters) => {
  const { text, entities } = readMessageText(parameters);
  const { room, fields } = readTarget(api, parameters);
  const reply_markup = readKeyboard(api, parameters, room.chat);
  const message = newBotMessage(api, room, { ...fields, text, ...present({ entities, reply_markup }) });
  return deliver(api, room, message);
};

const editMessageText: BotApiMethod = (api, parameters) => {
  const message = ownMessage(api, parameters);
  const { text, entities } = readMessageText(parameters);
  if (message.text === undefined) throw badRequest('there is no text in the message to edit');
  return change(api, message, { text, entities, reply_markup: readKeyboard(api, parameters, message.chat) });
};

const editMessageReplyMarkup: BotApiMethod = (api, parameters) => {
  const message = ownMessage(api, parameters);
  return change(api, message, { reply_markup: readKeyboard(api, parameters, message.chat) });
};

const deleteMessage: BotApiMethod = (api, parameters) => {
  const room = api.world.roomForBot(readChatId(parameters));
  const messageId = parameters.integer('message_id') ?? 0;
  if (!room.messages.delete(messageId)) throw badRequest('message to delete not found');
  api.world.emit({ type: 'deleted', chatId: room.chat.id, messageId });
  return true;
};

function ownMessage(api: BotApiContext, parameters: MethodParameters): BotApiMessage {
  const room = api.world.roomForBot(readChatId(parameters));
  const message = room.messages.get(parameters.integer('message_id') ?? 0);
  if (!message) throw badRequest('message to edit not found');
  if (message.from.id !== api.world.bot.id) throw badRequest("message can't be edited");
  return message;
}

function change(api: BotApiContext, old: BotApiMessage, fields: Partial<BotApiMessage>): BotApiMessage {
  const { entities, reply_markup, edit_date: _, ...rest } = { ...old, ...fields };
  const changed: BotApiMessage = { ...rest, ...present({ entities, reply_markup }) };
  if (contentOf(changed) === contentOf(old)) throw badRequest(NOT_MODIFIED);
  changed.edit_date = api.world.seconds();
  api.world.changeMessage(changed);
  return changed;
}

function contentOf({ text, entities, reply_markup }: BotApiMessage): string {
  return JSON.stringify([text, entities ?? [], reply_markup ?? null]);
}

// Telegram omits empty entity lists and absent keyboards from messages.
function present(fields: Pick<BotApiMessage, 'entities' | 'reply_markup'>): Partial<BotApiMessage> {
  return {
    ...(fields.entities?.length && { entities: fields.entities }),
    ...(fields.reply_markup && { reply_markup: fields.reply_markup }),
  };
}

/** Methods for text messages: send, edit, delete. */
export const messageMethods = { sendMessage, editMessageText, editMessageReplyMarkup, deleteMessage };
