import type { Api } from 'grammy';
import type { BotCommand, BotCommandScope } from 'grammy/types';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import { LOCALES, type Locale } from '../../localization/locale.ts';
import type { Translate } from '../../localization/translator.ts';
import { giveToAdmins, type GivenTo } from './give-to-admins.ts';
import { isRefusal } from '../messages/is-refusal.ts';
import type { Language, Languages } from '../people/languages.ts';

const FOR_EVERYONE = [
  ['start', 'command-start'],
  ['help', 'command-help'],
  ['new', 'command-new'],
  ['model', 'command-model'],
  ['usage', 'command-usage'],
  ['cost', 'command-cost'],
  ['language', 'command-language'],
  ['privacy', 'command-privacy'],
] as const;

const FOR_ADMINS = [
  ['ai_usage', 'command-ai-usage'],
  ['dashboard', 'command-dashboard'],
  ['access', 'command-access'],
  ['settings', 'command-settings'],
] as const;

interface MenuOptions {
  api: Api;
  languages: Languages;
  defaultLocale: Locale;
  /** The language of somebody who may never have written. */
  languageFor: (userId: number) => Promise<Language>;
  logger: Logger;
}

/**
 * Sets the menu of commands in each language, and a longer one for each admin, which is taken from those who are
 * none any more: Telegram would show it to them for ever.
 */
export async function setCommandMenus(
  options: MenuOptions,
  adminIds: readonly number[],
  given: GivenTo,
): Promise<void> {
  const { languages, defaultLocale, logger } = options;
  const texts: Menu[] = [
    { translate: languages[defaultLocale].translate },
    ...Object.values(languages).map(({ locale, translate }) => ({ language_code: locale, translate })),
  ];
  await setMenus(options, FOR_EVERYONE, texts);
  try {
    await giveToAdmins(adminIds, given, {
      give: async (id) => setAdminMenu(options, id, await options.languageFor(id)),
      take: (id) => removeMenu(options, id),
    });
  } catch (error) {
    logger.warn({ error: describeError(error) }, 'the menus of admins were not set');
  }
}

type ChatMenuOptions = Pick<MenuOptions, 'api' | 'logger'>;

/**
 * A menu for a chat replaces the general one, so an admin's holds everything. Telegram takes it only once the
 * admin has opened the bot.
 */
export function setAdminMenu(
  options: ChatMenuOptions,
  adminId: number,
  language: Pick<Language, 'translate'>,
): Promise<void> {
  return setChatMenu(options, adminId, language, [...FOR_EVERYONE, ...FOR_ADMINS]);
}

/** The menu of a private chat whose person chose a language, whatever the language of their Telegram is. */
export function setChosenMenu(
  options: ChatMenuOptions,
  person: { id: number; isAdmin: boolean },
  language: Pick<Language, 'translate'>,
): Promise<void> {
  if (person.isAdmin) return setAdminMenu(options, person.id, language);
  return setChatMenu(options, person.id, language, FOR_EVERYONE);
}

/** Telegram prefers a menu for the language of somebody's Telegram to one for any, so all of them say the same. */
function setChatMenu(
  options: ChatMenuOptions,
  chatId: number,
  { translate }: Pick<Language, 'translate'>,
  entries: Entries,
): Promise<void> {
  const menus = [undefined, ...LOCALES].map((language_code) => ({ language_code, translate }));
  return setMenus(options, entries, menus, { type: 'chat', chat_id: chatId });
}

type Entries = readonly (readonly [command: string, key: string])[];

interface Menu {
  language_code?: Locale;
  translate: Translate;
}

async function setMenus(
  { api, logger }: ChatMenuOptions,
  entries: Entries,
  menus: readonly Menu[],
  scope?: BotCommandScope,
): Promise<void> {
  try {
    for (const { language_code, translate } of menus) {
      await api.setMyCommands(commandsOf(entries, translate), { language_code, scope });
    }
  } catch (error) {
    logger.warn({ scope, error: describeError(error) }, 'a menu of commands was not set');
  }
}

/** Takes a chat's own menu away, so that the general one shows: who chose a language may be forgotten. */
export async function dropChosenMenu(
  options: ChatMenuOptions,
  { id, isAdmin }: { id: number; isAdmin: boolean },
): Promise<void> {
  if (!isAdmin) await removeMenu(options, id);
}

/** False when Telegram could not be asked, so that it is worth another try. */
async function removeMenu({ api, logger }: ChatMenuOptions, userId: number): Promise<boolean> {
  const scope = { type: 'chat', chat_id: userId } as const;
  try {
    for (const language_code of [undefined, ...LOCALES]) await api.deleteMyCommands({ language_code, scope });
    return true;
  } catch (error) {
    logger.warn({ scope, error: describeError(error) }, 'a menu of commands was not removed');
    return isRefusal(error);
  }
}

function commandsOf(entries: Entries, translate: Translate): BotCommand[] {
  return entries.map(([command, key]) => ({ command, description: translate(key) }));
}
