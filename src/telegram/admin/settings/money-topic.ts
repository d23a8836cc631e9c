import { limitSetting } from '../../../database/totals/limit-settings.ts';
import { picoToDecimal, usdToPico, type PicoUsd } from '../../../foundation/money/money.ts';
import { isolate, latinName, safeName } from '../../../localization/direction.ts';
import { formatLimit } from '../../../localization/formats/format-money.ts';
import { normalizeWords } from '../../../localization/normalize-input.ts';
import { withNumberDigits } from '../../../localization/persian-digits.ts';
import { readAccountId } from '../../../localization/read-account-id.ts';
import type { MoneyLimits } from '../../../usage/budgets/money-budgets.ts';
import type { RuntimeSettings, SettingKey } from '../../../usage/settings/runtime-settings.ts';
import { parseUsd } from './parse-usd.ts';
import type { BotContext } from '../../messages/context.ts';
import { DEFAULT, type Choice, type SettingTopic } from './setting-topic.ts';

interface Named {
  id: string;
  name: string;
}

export interface MoneyTopicOptions {
  settings: RuntimeSettings;
  /** Those that may have a budget of their own. */
  providers: readonly Named[];
  readNames: (userIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
  /** What the environment says. */
  defaults: MoneyLimits;
}

/** A budget in money: of everybody's month, of a provider's month, of the day of one person or group. */
export function moneyTopic({ settings, providers, readNames, defaults }: MoneyTopicOptions): SettingTopic {
  const usual = (ctx: BotContext, subject: string) =>
    amountText(ctx, picoToDecimal(defaultOf(defaults, subject)));
  return {
    id: 'money',
    button: (ctx) => ctx.translate('button-settings-money'),
    subject: {
      question: 'settings-ask-money',
      wrong: 'settings-wrong-money-subject',
      choices: [
        { value: 'all', label: (ctx) => ctx.translate('button-budget-all') },
        ...providers.map(({ id, name }) => ({ value: id, label: () => name })),
      ],
      parse: (text) => parseSubject(text, providers),
    },
    saved: 'settings-name-money',
    question: 'settings-ask-money-amount',
    wrong: 'settings-wrong-money',
    choices: [
      ...AMOUNTS.map(dollarChoice),
      { value: '0', label: 'settings-no-limit' },
      {
        value: DEFAULT,
        label: 'settings-default-value',
        values: (ctx, subject) => ({ value: usual(ctx, subject) }),
      },
    ],
    parse: parseUsd,
    read: async (_ctx, subject) => {
      await settings.refresh();
      return settings.stored(keyOf(subject));
    },
    write: (ctx, { subject, value, seen }) =>
      settings.change({ key: keyOf(subject), value, seen, by: BigInt(ctx.personId), at: ctx.now }),
    show: (ctx, value, subject) =>
      value === null
        ? ctx.translate('settings-default-value', { value: usual(ctx, subject) })
        : amountText(ctx, value),
    describe: async (ctx, subject) => {
      const [kind, id = ''] = subject.split('/');
      if (kind === 'all') return { name: ctx.translate('budget-of-all'), window: 'month' };
      if (kind === 'provider') return { name: latinName(nameOf(id, providers), ctx.locale), window: 'month' };
      const name = (await readNames([BigInt(id)])).get(BigInt(id));
      return { name: name === undefined ? isolate(id) : safeName(`${name} (${id})`), window: 'day' };
    },
    acts: (_ctx, subject) => ({ target: `setting/${keyOf(subject)}`, kind: 'change_setting' }),
  };
}

function amountText(ctx: BotContext, usd: string): string {
  return Number(usd) === 0 ? ctx.translate('settings-no-limit') : formatLimit(usdToPico(usd), ctx.style);
}

/** What holds where no admin set anything. */
function defaultOf(defaults: MoneyLimits, subject: string): PicoUsd {
  const [kind, id = ''] = subject.split('/');
  if (kind === 'user') return defaults.userDaily;
  if (kind === 'group') return defaults.groupDaily;
  return kind === 'provider' ? (defaults.providerMonthly.get(id) ?? 0n) : defaults.monthly;
}

/** Dollars that admins often choose. */
const AMOUNTS: readonly number[] = [1, 5, 20];

function dollarChoice(dollars: number): Choice {
  const value = String(dollars);
  const write = (ctx: BotContext) => ({ value: withNumberDigits(`$${value}`, ctx.style) });
  return { value, label: 'settings-value', values: write };
}

function nameOf(id: string, providers: readonly Named[]): string {
  return providers.find((provider) => provider.id === id)?.name ?? id;
}

function keyOf(subject: string): SettingKey {
  return limitSetting(subject);
}

const EVERYBODY: ReadonlySet<string> = new Set([
  'all',
  'everybody',
  'everyone',
  'همه',
  'همگی',
  'همه کاربران',
]);

/** Whose budget an admin means; `null` where that is nobody. */
function parseSubject(text: string, providers: readonly Named[]): string | null {
  const typed = normalizeWords(text);
  if (providers.some(({ id }) => id === typed)) return `provider/${typed}`;
  if (EVERYBODY.has(typed)) return 'all';
  const account = readAccountId(typed);
  return account && `${account.id < 0n ? 'group' : 'user'}/${account.id}`;
}
