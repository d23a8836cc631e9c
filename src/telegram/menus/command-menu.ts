import type { Api } from 'grammy';
import type { BotCommand, BotCommandScope } from 'grammy/types';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import { LOCALES, type Locale } from '../../localization/locale.ts';
import type { Translate } from '../../localization/translator.ts';
import { giveToAdmins, type GivenTo } from './give-to-admins.ts';
import { isRefusal } from '../messages/is-refusal.ts';
import type { Languages } from '../people/languages.ts';

const FOR_EVERYONE = [
  ['start', 'command-start'],
  ['help', 'command-help'],
  ['new', 'command-new'],
  ['model', 'command-model'],
  ['usage', 'command-usage'],
  ['language', 'command-language'],
  ['privacy', 'command-privacy'],
] as const;

const FOR_ADMINS = [
  ['ai_usage', 'command-ai-usage'],
  ['settings', 'command-settings'],
  ['access', 'command-access'],
] as const;

interface MenuOptions {
  api: Api;
  languages: Languages;
  defaultLocale: Locale;
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
  await setMenu(options, FOR_EVERYONE);
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
 * A menu for a chat replaces the general one, so an admin's holds everything. Telegram takes it only once the
 * admin has opened the bot.
 */
export function setAdminMenu(options: MenuOptions, adminId: number): Promise<void> {
  return setMenu(options, [...FOR_EVERYONE, ...FOR_ADMINS], { type: 'chat', chat_id: adminId });
}

async function setMenu(
  { api, languages, defaultLocale, logger }: MenuOptions,
  entries: readonly (readonly [string, string])[],
  scope?: BotCommandScope,
): Promise<void> {
  const menus: { language_code?: Locale; translate: Translate }[] = [
    { translate: languages[defaultLocale].translate },
    ...Object.values(languages).map(({ locale, translate }) => ({ language_code: locale, translate })),
  ];
  try {
    for (const { language_code, translate } of menus) {
      await api.setMyCommands(commandsOf(entries, translate), { language_code, scope });
    }
  } catch (error) {
    logger.warn({ scope, error: describeError(error) }, 'a menu of commands was not set');
  }
}

/** False when Telegram could not be asked, so that it is worth another try. */
async function removeMenu({ api, logger }: MenuOptions, userId: number): Promise<boolean> {
  const scope = { type: 'chat', chat_id: userId } as const;
  try {
    for (const language_code of [undefined, ...LOCALES]) await api.deleteMyCommands({ language_code, scope });
    return true;
  } catch (error) {
    logger.warn({ scope, error: describeError(error) }, 'a menu of commands was not removed');
    return isRefusal(error);
  }
}

function commandsOf(entries: readonly (readonly [string, string])[], translate: Translate): BotCommand[] {
  return entries.map(([command, key]) => ({ command, description: translate(key) }));
}
