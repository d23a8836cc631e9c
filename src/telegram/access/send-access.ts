import type { Api } from 'grammy';
import type { AccessRow } from '../../database/admin/access-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import { Count } from '../../localization/count.ts';
import { markLines, stripMarks } from '../../localization/direction.ts';
import { timeOrDateTime } from '../../localization/formats/format-date.ts';
import { resolveLocale, type Locale } from '../../localization/locale.ts';
import { tellAdmins, type AdminRecipients } from '../admin/tell-admins.ts';
import type { Language, Languages } from '../people/languages.ts';
import { accessCardKeyboard, accessCardText, type AccessFacts } from './access-card.ts';

const LIST_BUTTONS = { asked: 'button-access-asked', admitted: 'button-access-admitted' } as const;

/** Whoever decides whether to let somebody in thinks of budgets later. */
const WITHOUT_MORE = { undoable: null, inPrivate: false };

/** Sends the card of whoever asks. False when no admin got it though somebody may later. */
export function sendAccessCard(recipients: AdminRecipients, facts: AccessFacts): Promise<boolean> {
  return tellAdmins(recipients, (language) => ({
    text: accessCardText(facts, language),
    options: { reply_markup: { inline_keyboard: accessCardKeyboard(facts, language, WITHOUT_MORE) } },
  }));
}

/** Tells in one message that many ask, with a button that lists them. */
export function sendAccessDigest(recipients: AdminRecipients, count: number): Promise<boolean> {
  return tellAdmins(recipients, (language) => listMessage('access-digest', count, 'asked', language));
}

/** Tells once, after an upgrade, who stays let in, with a button to go through them. */
export function sendAccessUpgrade(recipients: AdminRecipients, count: number): Promise<boolean> {
  return tellAdmins(recipients, (language) => listMessage('access-upgrade', count, 'admitted', language));
}

function listMessage(
  key: string,
  count: number,
  list: 'asked' | 'admitted',
  { translate, style, locale }: Language,
) {
  const number = new Count(count, style);
  const button = {
    text: stripMarks(translate(LIST_BUTTONS[list], { count: number })),
    callback_data: `access-list:${list}:0`,
  };
  return {
    text: markLines(translate(key, { count: number }), locale),
    options: { reply_markup: { inline_keyboard: [[button]] } },
  };
}

const LET_IN = {
  person: { forGood: 'access-let-in', forADay: 'access-let-in-until' },
  group: { forGood: 'access-let-in-group', forADay: 'access-let-in-group-until' },
} as const;

export interface TellLetInOptions {
  api: Api;
  languages: Languages;
  defaultLocale: Locale;
  clock: Clock;
  logger: Logger;
}

/** Returns what tells an account, in its language, that it is let in. Never rejects: the bot may be blocked there. */
export function createTellLetIn(options: TellLetInOptions): (row: AccessRow) => Promise<void> {
  const { api, languages, defaultLocale, clock, logger } = options;
  return async ({ accountId, locale, until }) => {
    const { translate, style, locale: own } = languages[resolveLocale(locale) ?? defaultLocale];
    const keys = LET_IN[accountId < 0n ? 'group' : 'person'];
    const text =
      until === null
        ? translate(keys.forGood)
        : translate(keys.forADay, { until: timeOrDateTime(until, clock.now(), style) });
    try {
      await api.sendMessage(Number(accountId), markLines(text, own));
    } catch (error) {
      logger.info({ error: describeError(error) }, 'an account was not told that it is let in');
    }
  };
}
