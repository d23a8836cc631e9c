import type { InlineKeyboardButton } from 'grammy/types';
import { hasEnded } from '../../access/decide-access.ts';
import type { AccessRow } from '../../database/admin/access-store.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import { formatLanguage } from '../../localization/formats/format-language.ts';
import { isolate, markLines, safeName, stripMarks } from '../../localization/direction.ts';
import { timeOrDateTime } from '../../localization/formats/format-date.ts';
import { Count } from '../../localization/count.ts';
import { formatMoney } from '../../localization/formats/format-money.ts';
import { joinList } from '../../localization/join-list.ts';
import type { Language } from '../people/languages.ts';
import { budgetButtons, budgetLines, type AccountBudgets } from './account-budgets.ts';

/** What an admin needs in order to decide about an account. */
export interface AccessFacts {
  row: AccessRow | null;
  accountId: bigint;
  /** Titles of groups that are let in and in which the person wrote. */
  groups: readonly string[];
  /** What one person cost here in the last 30 days, on average; `null` while nobody did. */
  usualCost: { perPerson: PicoUsd; people: number } | null;
  /** The names of the account, of whoever wrote first in the group, and of whoever decided. */
  names: ReadonlyMap<bigint, string>;
  /** What it may use in a day; `null` for admins, who have no budget. */
  budgets: AccountBudgets | null;
  /** Why it is let in though nobody decided. */
  standing: Standing | null;
  now: Date;
}

/** An admin, somebody of `ALLOWED_IDS`, or anybody at all where `ACCESS` is `open`. */
export type Standing = 'admin' | 'allowed' | 'open';

export type AccessVerb = 'in' | 'day' | 'block';

/** What a button of a card says: what to do with which account, and the version that it was made for. */
export const ACCESS_DATA = /^access:(in|day|block):(-?\d{1,16}):(\d{1,9})$/;
export const ACCESS_UNDO_DATA = /^access-undo:(-?\d{1,16}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The card of a person or a group, in the language of the admin who reads it. */
export function accessCardText(facts: AccessFacts, language: Language): string {
  const { translate, locale } = language;
  const lines = [
    translate(titleKey(facts), { name: nameOf(facts) }),
    translate('access-card-id', { id: isolate(String(facts.accountId)) }),
    ...profileLines(facts, language),
    ...(facts.budgets ? budgetLines(facts.budgets, language) : []),
    '',
    stateLine(facts, language),
  ];
  return markLines(lines.join('\n'), locale);
}

function profileLines({ row, groups, usualCost, names }: AccessFacts, language: Language): string[] {
  const { translate, style, locale } = language;
  const lines: string[] = [];
  if (row?.telegramLanguage)
    lines.push(
      translate('access-card-language', { language: isolate(formatLanguage(row.telegramLanguage, locale)) }),
    );
  if (row?.askedBy) lines.push(translate('access-card-asked-by', { name: personOf(row.askedBy, names) }));
  if (groups.length > 0) {
    const titles = joinList(
      groups.map((title) => safeName(title)),
      locale,
    );
    lines.push(translate('access-card-groups', { groups: titles }));
  }
  if (usualCost) {
    const cost = formatMoney(usualCost.perPerson, style);
    lines.push(translate('access-card-cost', { cost, people: new Count(usualCost.people, style) }));
  }
  return lines;
}

function stateLine({ row, names, standing, now }: AccessFacts, { translate, style }: Language): string {
  if (standing === 'admin' || (standing && row?.state !== 'blocked'))
    return translate(`access-state-${standing}`);
  if (!row || row.state === 'noted' || (row.state === 'admitted' && hasEnded(row, now)))
    return translate('access-state-unknown');
  if (row.state === 'asked') return translate('access-state-asked');
  const by = row.decidedBy === null ? null : personOf(row.decidedBy, names);
  const when = timeOrDateTime(row.changedAt, now, style);
  if (row.state === 'blocked') return translate('access-state-blocked', { by: by ?? '', when });
  if (row.until) {
    const until = timeOrDateTime(row.until, now, style);
    return translate('access-state-admitted-until', { by: by ?? '', until });
  }
  return by === null ? translate('access-state-known') : translate('access-state-admitted', { by, when });
}

/**
 * Its buttons, as things stand; `undoable` is the action that the last of them takes back. `inPrivate`: the admin is alone
 * with the bot, where it can ask for a budget.
 */
export function accessCardKeyboard(
  facts: AccessFacts,
  language: Language,
  { undoable, inPrivate }: { undoable: string | null; inPrivate: boolean },
): InlineKeyboardButton[][] {
  const { row, accountId, standing, budgets, now } = facts;
  const { translate } = language;
  if (standing === 'admin') return [];
  const button = (text: string, data: string) => ({ text: stripMarks(translate(text)), callback_data: data });
  const act = (verb: AccessVerb, text: string) =>
    button(text, `access:${verb}:${accountId}:${row?.version ?? 0}`);
  const isIn = row?.state === 'admitted' && !hasEnded(row, now) && row.until === null;
  const isLetIn = isIn || (standing !== null && row?.state !== 'blocked');
  // Whoever is let in for another reason cannot be let in for a day.
  const days = standing === null ? [act('day', 'button-access-day')] : [];
  const rows = [
    ...(isLetIn ? [] : [[act('in', 'button-access-in'), ...days]]),
    ...(row?.state === 'blocked' ? [] : [[act('block', 'button-access-block')]]),
    ...(budgets && inPrivate ? [budgetButtons(accountId, budgets, language)] : []),
  ];
  const undo = undoable && [button('button-undo', `access-undo:${accountId}:${undoable}`)];
  return undo ? [...rows, undo] : rows;
}

/** The name of an account with its username, as far as they are known. */
export function nameOf({ row, accountId, names }: Pick<AccessFacts, 'row' | 'accountId' | 'names'>): string {
  const name = safeName(row?.title || (names.get(accountId) ?? String(accountId)));
  return row?.username ? `${name} ${isolate(`@${row.username}`)}` : name;
}

function titleKey(facts: AccessFacts): string {
  if (facts.row?.state === 'asked') return isGroup(facts) ? 'access-card-group' : 'access-card-person';
  return isGroup(facts) ? 'access-card-title-group' : 'access-card-title-person';
}

function isGroup({ accountId }: AccessFacts): boolean {
  return accountId < 0n;
}

function personOf(id: bigint, names: ReadonlyMap<bigint, string>): string {
  return safeName(names.get(id) ?? String(id));
}
