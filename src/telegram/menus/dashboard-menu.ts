import type { Api } from 'grammy';
import type { MenuButton } from 'grammy/types';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import { giveToAdmins, type GivenTo } from './give-to-admins.ts';
import { isRefusal } from '../messages/is-refusal.ts';
import type { Language } from '../people/languages.ts';

export interface DashboardMenuOptions {
  api: Api;
  adminIds: readonly number[];
  /** `null`: nobody has a button. */
  miniAppUrl: string | null;
  languageFor: (adminId: number) => Promise<Language>;
  given: GivenTo;
  logger: Logger;
}

/** Gives each admin a button beside the message field that opens the dashboard, and takes it from all others. */
export async function setDashboardMenus(options: DashboardMenuOptions): Promise<void> {
  const { adminIds, miniAppUrl, given, logger } = options;
  try {
    await giveToAdmins(miniAppUrl === null ? [] : adminIds, given, {
      give: (id) => setDashboardMenu(options, id),
      take: (id) => setButton(options, id, { type: 'default' }),
    });
  } catch (error) {
    logger.warn({ error: describeError(error) }, 'the buttons of the dashboard were not set');
  }
}

/** Gives one admin the button, in their language. Telegram takes it only once they have opened the bot. */
export async function setDashboardMenu(
  options: Pick<DashboardMenuOptions, 'api' | 'miniAppUrl' | 'languageFor' | 'logger'>,
  adminId: number,
): Promise<void> {
  if (options.miniAppUrl === null) return;
  const { translate } = await options.languageFor(adminId);
  const url = options.miniAppUrl;
  await setButton(options, adminId, { type: 'web_app', text: translate('menu-dashboard'), web_app: { url } });
}

/** False when Telegram could not be asked, so that it is worth another try. */
async function setButton(
  { api, logger }: Pick<DashboardMenuOptions, 'api' | 'logger'>,
  chatId: number,
  button: MenuButton,
): Promise<boolean> {
  try {
    await api.setChatMenuButton({ chat_id: chatId, menu_button: button });
    return true;
  } catch (error) {
    logger.warn({ chatId, error: describeError(error) }, 'the button of the dashboard was not set');
    return isRefusal(error);
  }
}
