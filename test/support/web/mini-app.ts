import { signInitData } from '../../../src/tools/stand-ins/telegram/sign-init-data.ts';
import type { RunningBot } from '../bot/running-bot.ts';

type Served = Pick<RunningBot, 'telegram' | 'app'>;

/** What Telegram signs for a person who opens the dashboard as a Mini App now. */
export function initDataOf({ telegram }: Pick<Served, 'telegram'>, id: number): string {
  return signInitData(telegram.token, { id, is_bot: false, first_name: 'Ada' }, Date.now());
}

/** The header by which the Mini App says who asks. */
export function miniAppHeader(bot: Pick<Served, 'telegram'>, id: number): { authorization: string } {
  return { authorization: `tma ${initDataOf(bot, id)}` };
}

/** The address that Telegram opens; `search` is the query of the page, with its question mark. */
export function miniAppUrl(bot: Served, id: number, search = ''): string {
  const hash = new URLSearchParams({ tgWebAppData: initDataOf(bot, id), tgWebAppVersion: '9.1' });
  return `${bot.app.webUrl}/${search}#${String(hash)}`;
}
