import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { badRequest } from '../bot-api/bot-api-error.ts';
import type { BotApiChat } from '../bot-api/bot-api-message.ts';
import type { BotApiContext } from '../bot-api/bot-api-method.ts';
import type { MethodParameters } from '../bot-api/method-parameters.ts';

/** The inline keyboard of a call, checked like Telegram; other keyboards are ignored. */
export function readKeyboard(
  api: BotApiContext,
  parameters: MethodParameters,
  chat: BotApiChat,
): InlineKeyboardMarkup | undefined {
  const markup = parameters.payload.reply_markup;
  if (!markup?.inline_keyboard) return undefined;
  const rows = markup.inline_keyboard.filter((row) => row.length > 0);
  for (const button of rows.flat()) checkButton(api, button, chat);
  return rows.length > 0 ? { inline_keyboard: rows } : undefined;
}

function checkButton(api: BotApiContext, button: InlineKeyboardButton, chat: BotApiChat): void {
  if (!button.text) throw badRequest('can\'t parse inline keyboard button: Field "text" must be non-empty');
  if ('callback_data' in button) return checkCallbackData(button.callback_data);
  if ('url' in button) return checkUrl(button.url);
  if ('web_app' in button) {
    if (chat.type !== 'private') throw badRequest('BUTTON_TYPE_INVALID');
    return checkWebAppUrl(api, button.web_app.url, 'inline keyboard button');
  }
  if ('copy_text' in button) return checkCopyText(button.copy_text.text);
  if (Object.keys(button).every((key) => ['text', 'style', 'icon_custom_emoji_id'].includes(key))) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
}

// The limit is in bytes; a Persian letter takes two.
function checkCallbackData(data: string): void {
  const bytes = Buffer.byteLength(data);
  if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
}

// Telegram refuses addresses that only the sender's machine can resolve.
function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const usable =
    parsed?.protocol === 'tg:' ||
    (/^https?:$/.test(parsed?.protocol ?? '') && parsed?.hostname.includes('.'));
  if (!usable) throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
}

/** Telegram opens Mini Apps by HTTPS only; its test servers also by HTTP. */
export function checkWebAppUrl(api: BotApiContext, url: string, place: string): void {
  const protocols = api.opensHttp ? /^https?:\/\// : /^https:\/\//;
  if (protocols.test(url) && URL.canParse(url)) return;
  throw badRequest(`${place} Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
}

function checkCopyText(text: string): void {
  if (text.length < 1 || text.length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
}
