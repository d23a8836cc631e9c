import type { Api } from 'grammy';
import type { BotCommand, BotCommandScope } from 'grammy/types';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import { LOCALES, type Locale } from '../../localization/locale.ts';
import type { Translate } from '../../localization/translator.ts';
import { giveToAdmins, type GivenTo } from './give-to-admins.ts';
import { isRefusal } from '../messages/is-refusal.ts';
import type { Language, Languages } from '../people/languages.ts';
import type { People } from '../people/people.ts';

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
  people: Pick<People, 'chosenLocaleOf'>;
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
  await setMenus(options, FOR_EVERYONE, inEachLanguage(options));
  try {
    await giveToAdmins(adminIds, given, {
      give: (id) => setAdminMenu(options, id),
      take: (id) => removeMenu(options, id),
    });
  } catch (error) {
    options.logger.warn({ error: describeError(error) }, 'the menus of admins were not set');
  }
}

/**
 * A menu for a chat replaces the general one, so an admin's holds everything. It is in the language that they chose,
 * or else in that of their Telegram. Telegram takes it only once the admin has opened the bot.
 */
export async function setAdminMenu(options: MenuOptions, adminId: number): Promise<void> {
  const chosen = await options.people.chosenLocaleOf(adminId);
  const menus = chosen ? inOneLanguage(options.languages[chosen]) : inEachLanguage(options);
  await setMenus(options, [...FOR_EVERYONE, ...FOR_ADMINS], menus, { type: 'chat', chat_id: adminId });
}

type ChatMenuOptions = Pick<MenuOptions, 'api' | 'logger'>;

/** The menu of a private chat whose person chose a language, whatever the language of their Telegram is. */
export function setChosenMenu(
  options: ChatMenuOptions,
  { id, isAdmin }: { id: number; isAdmin: boolean },
  language: Pick<Language, 'translate'>,
): Promise<void> {
  const entries = isAdmin ? [...FOR_EVERYONE, ...FOR_ADMINS] : FOR_EVERYONE;
  return setMenus(options, entries, inOneLanguage(language), { type: 'chat', chat_id: id });
}

function inEachLanguage({
  languages,
  defaultLocale,
}: Pick<MenuOptions, 'languages' | 'defaultLocale'>): Menu[] {
  return [
    { translate: languages[defaultLocale].translate },
    ...Object.values(languages).map(({ locale, translate }) => ({ language_code: locale, translate })),
  ];
}

/** Telegram prefers a menu for the language of somebody's Telegram to one for any, so all of them say the same. */
function inOneLanguage({ translate }: Pick<Language, 'translate'>): Menu[] {
  return [undefined, ...LOCALES].map((language_code) => ({ language_code, translate }));
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
