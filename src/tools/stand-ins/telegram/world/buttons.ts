import { randomUUID } from 'node:crypto';
import type { InlineKeyboardButton } from 'grammy/types';
import type { BotApiMessage } from '../bot-api/bot-api-message.ts';
import type { BotApiContext } from '../bot-api/bot-api-method.ts';
import type { CallbackAnswer } from './telegram-event.ts';

export interface PressedButton {
  queryId: string;
  /** The bot's answer; rejects if there is none within the query's lifetime. */
  answer: Promise<CallbackAnswer>;
}

/** Presses a callback button, named by its text or data, below a message. */
export function pressButton(
  api: BotApiContext,
  userId: number,
  message: BotApiMessage,
  textOrData: string,
): PressedButton {
  const { text, callback_data: data } = callbackButton(message, textOrData);
  return sendPress(api, userId, message, { text, data });
}

/** A press with data that no button below the message has, as a changed client can send it. */
export function forgePress(
  api: BotApiContext,
  userId: number,
  message: BotApiMessage,
  data: string,
): PressedButton {
  return sendPress(api, userId, message, { text: data, data });
}

function sendPress(
  api: BotApiContext,
  userId: number,
  message: BotApiMessage,
  { text, data }: { text: string; data: string },
): PressedButton {
  const from = api.world.users.get(userId);
  if (!from) throw new Error(`the stand-in has no person ${userId}`);
  const queryId = randomUUID();
  const answer = expectAnswer(api, queryId, message.chat.id, userId);
  const place = { chatId: message.chat.id, messageId: message.message_id };
  api.world.emit({ type: 'pressed', ...place, userId, button: text, data });
  const callback_query = {
    id: queryId,
    from,
    message,
    chat_instance: String(message.chat.id),
    data,
  };
  api.updates.push({ callback_query });
  return { queryId, answer };
}

function callbackButton(message: BotApiMessage, textOrData: string): InlineKeyboardButton.CallbackButton {
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  const named = (button: InlineKeyboardButton): boolean =>
    button.text === textOrData || ('callback_data' in button && button.callback_data === textOrData);
  const button = buttons.find(named);
  if (button && 'callback_data' in button) return button;
  const offered = buttons.map(({ text }) => `"${text}"`).join(', ') || 'none';
  throw new Error(`message ${message.message_id} has no callback button "${textOrData}"; it has ${offered}`);
}

function expectAnswer(
  api: BotApiContext,
  id: string,
  chatId: number,
  userId: number,
): Promise<CallbackAnswer> {
  const answer = new Promise<CallbackAnswer>((resolve, reject) => {
    const giveUp = (): void => {
      api.world.callbacks.delete(id);
      reject(new Error('the bot never answered the pressed button'));
    };
    const timer = setTimeout(giveUp, api.callbackLifetimeMs);
    timer.unref();
    const answered = (value: CallbackAnswer): void => (clearTimeout(timer), resolve(value));
    const expiresAt = api.world.now() + api.callbackLifetimeMs;
    api.world.callbacks.set(id, { chatId, userId, expiresAt, answered });
  });
  // Most callers ignore the answer; its rejection must not end the process.
  answer.catch(() => undefined);
  return answer;
}
