import type { InlineKeyboardButton } from 'grammy/types';
import { leftOf, type PicoUsd } from '../../foundation/money/money.ts';
import { Count } from '../../localization/count.ts';
import { stripMarks } from '../../localization/direction.ts';
import { formatMoneyApart } from '../../localization/formats/format-money.ts';
import type { Language } from '../people/languages.ts';

/** What a person or a group may use in a day. `isOwn`: an admin set it for them alone. */
export interface AccountBudgets {
  /** `limit`: `null` is none. */
  money: { limit: PicoUsd | null; spent: PicoUsd; isOwn: boolean };
  /** 0 is no limit; `null` for groups, which have no budget in tokens. */
  tokens: { limit: number; isOwn: boolean } | null;
}

/** A line for each budget that there is, or that an admin took away. */
export function budgetLines({ money, tokens }: AccountBudgets, language: Language): string[] {
  return [...moneyLine(money, language), ...(tokens ? tokensLine(tokens, language) : [])];
}

function moneyLine(
  { limit, spent, isOwn }: AccountBudgets['money'],
  { translate, style }: Language,
): string[] {
  if (limit === null) return isOwn ? [translate('access-card-money-unlimited')] : [];
  const [left = '', most = ''] = formatMoneyApart([leftOf(limit, spent), limit], style);
  const values = { left, limit: most };
  return [isOwn ? translate('access-card-money-own', values) : translate('access-card-money', values)];
}

function tokensLine(
  { limit, isOwn }: NonNullable<AccountBudgets['tokens']>,
  { translate, style }: Language,
): string[] {
  if (limit === 0) return isOwn ? [translate('access-card-tokens-unlimited')] : [];
  const values = { tokens: new Count(limit, style) };
  return [isOwn ? translate('access-card-tokens-own', values) : translate('access-card-tokens', values)];
}

/** Buttons that lead to the question of `/settings` about each of them; admins are asked in private. */
export function budgetButtons(
  accountId: bigint,
  { tokens }: AccountBudgets,
  { translate }: Language,
): InlineKeyboardButton[] {
  const button = (text: string, topic: string) => ({
    text: stripMarks(translate(text)),
    callback_data: `settings:${topic}:${accountId}`,
  });
  return [
    button('button-access-money', 'money'),
    ...(tokens ? [button('button-access-tokens', 'person')] : []),
  ];
}
