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

/** Telegram counts characters: https://core.telegram.org/bots/api#setmydescription */
const PROFILE_TEXTS = { description: 512, short_description: 120 } as const;

const setProfileText =
  (name: keyof typeof PROFILE_TEXTS): BotApiMethod =>
  (api, parameters) => {
    const text = parameters.text(name) ?? '';
    if (text.length > PROFILE_TEXTS[name]) throw badRequest(`bot ${name.replace('_', ' ')} is too long`);
    api.commands.profile.set(`${name}|${languageOf(parameters)}`, text);
    return true;
  };

const getProfileText =
  (name: keyof typeof PROFILE_TEXTS): BotApiMethod =>
  (api, parameters) => ({ [name]: api.commands.profile.get(`${name}|${languageOf(parameters)}`) ?? '' });

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
  setMyDescription: setProfileText('description'),
  getMyDescription: getProfileText('description'),
  setMyShortDescription: setProfileText('short_description'),
  getMyShortDescription: getProfileText('short_description'),
};
