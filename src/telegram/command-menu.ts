import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Locale } from '../localization/locale.ts';
import type { Translate } from '../localization/translator.ts';
import type { Languages } from './languages.ts';

const FOR_EVERYONE = [
  ['start', 'command-start'],
  ['help', 'command-help'],
  ['new', 'command-new'],
  ['model', 'command-model'],
  ['usage', 'command-usage'],
  ['language', 'command-language'],
  ['privacy', 'command-privacy'],
] as const;

const FOR_ADMINS = [['ai_usage', 'command-ai-usage']] as const;

/**
 * Sets the menu of commands in each language, and a longer one for each admin. A menu for a chat replaces the
 * general one, so an admin's holds everything. An admin who never opened the bot has no chat yet, and no menu.
 */
export async function setCommandMenus(
  api: Api,
  languages: Languages,
  defaultLocale: Locale,
  adminIds: readonly number[],
  logger: Logger,
): Promise<void> {
  const menus: { language_code?: Locale; translate: Translate }[] = [
    { translate: languages[defaultLocale].translate },
    ...Object.values(languages).map(({ locale, translate }) => ({ language_code: locale, translate })),
  ];
  const set = (commands: BotCommand[], other: Parameters<Api['setMyCommands']>[1]) =>
    api.setMyCommands(commands, other).catch((error: unknown) => {
      logger.warn({ scope: other?.scope, error: describeError(error) }, 'a menu of commands was not set');
    });
  for (const { language_code, translate } of menus) {
    await set(commandsOf(FOR_EVERYONE, translate), { language_code });
    for (const chat_id of adminIds) {
      const commands = commandsOf([...FOR_EVERYONE, ...FOR_ADMINS], translate);
      await set(commands, { language_code, scope: { type: 'chat', chat_id } });
    }
  }
}

function commandsOf(entries: readonly (readonly [string, string])[], translate: Translate): BotCommand[] {
  return entries.map(([command, key]) => ({ command, description: translate(key) }));
}
