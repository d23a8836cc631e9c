import type { BotCommandScope, MenuButton } from 'grammy/types';
import { badRequest } from '../bot-api/bot-api-error.ts';
import { checkWebAppUrl } from '../world/check-keyboard.ts';
import type { BotApiContext, BotApiMethod } from '../bot-api/bot-api-method.ts';
import type { MethodParameters } from '../bot-api/method-parameters.ts';

const setMyCommands: BotApiMethod = (api, parameters) => {
  const commands = parameters.payload.commands ?? [];
  if (commands.length > 100) throw badRequest('too many commands specified');
  for (const { command, description } of commands) checkCommand(command.replace(/^\//, ''), description);
  api.commands.set(readScope(api, parameters), languageOf(parameters), commands);
  api.world.emit({ type: 'commands' });
  return true;
};

const getMyCommands: BotApiMethod = (api, parameters) =>
  api.commands.get(readScope(api, parameters), languageOf(parameters));

const deleteMyCommands: BotApiMethod = (api, parameters) => {
  api.commands.delete(readScope(api, parameters), languageOf(parameters));
  api.world.emit({ type: 'commands' });
  return true;
};

const setChatMenuButton: BotApiMethod = (api, parameters) => {
  const chatId = parameters.integer('chat_id');
  if (chatId !== undefined) api.world.roomForBot(chatId);
  const button = parameters.payload.menu_button as MenuButton | undefined;
  if (button?.type === 'web_app') checkWebAppUrl(api, button.web_app.url, 'menu button');
  api.commands.menuButtons.set(chatId ?? 0, parameters.payload.menu_button ?? { type: 'default' });
  api.world.emit({ type: 'commands' });
  return true;
};

const getChatMenuButton: BotApiMethod = (api, parameters) =>
  api.commands.menuButtons.get(parameters.integer('chat_id') ?? 0) ?? { type: 'default' };

const setMyDescription: BotApiMethod = (_api, parameters) =>
  checkLength(parameters.text('description'), 512, 'description');

const setMyShortDescription: BotApiMethod = (_api, parameters) =>
  checkLength(parameters.text('short_description'), 120, 'short description');

function checkLength(text: string | undefined, limit: number, what: string): true {
  if ((text ?? '').length > limit) throw badRequest(`bot ${what} is too long`);
  return true;
}

function checkCommand(command: string, description: string): void {
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (!description || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
}

// Telegram refuses a chat scope until its person has opened the bot.
function readScope(api: BotApiContext, parameters: MethodParameters): BotCommandScope {
  const scope = parameters.payload.scope ?? { type: 'default' };
  if ('chat_id' in scope) api.world.roomForBot(Number(scope.chat_id));
  return scope;
}

function languageOf(parameters: MethodParameters): string {
  const code = parameters.text('language_code') ?? '';
  if (code && !/^[a-z]{2}$/.test(code)) throw badRequest('LANG_CODE_INVALID');
  return code;
}

/** Methods on command menus, menu buttons and the bot's descriptions. */
export const commandMethods = {
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setChatMenuButton,
  getChatMenuButton,
  setMyDescription,
  setMyShortDescription,
};
