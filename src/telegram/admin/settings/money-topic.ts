import { limitSetting } from '../../../database/totals/limit-settings.ts';
import { usdToPico } from '../../../foundation/money.ts';
import { isolate, safeName } from '../../../localization/direction.ts';
import { formatLimit } from '../../../localization/formats/format-money.ts';
import { normalizeInput } from '../../../localization/normalize-input.ts';
import type { RuntimeSettings, SettingKey } from '../../../usage/settings/runtime-settings.ts';
import { parseUsd } from './setting-answers.ts';
import { DEFAULT, type SettingTopic } from './setting-topic.ts';

export interface MoneyTopicOptions {
  settings: RuntimeSettings;
  /** The providers that may have a budget of their own. */
  providerIds: readonly string[];
  readNames: (userIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
}

/** A budget in money: of everybody's month, of a provider's month, of the day of one person or group. */
export function moneyTopic({ settings, providerIds, readNames }: MoneyTopicOptions): SettingTopic {
  return {
    id: 'money',
    button: (ctx) => ctx.translate('button-settings-money'),
    subject: {
      question: 'settings-ask-money',
      wrong: 'settings-wrong-money-subject',
      choices: ['all', ...providerIds],
      parse: (text) => parseSubject(text, providerIds),
    },
    saved: 'settings-name-money',
    question: 'settings-ask-money-amount',
    wrong: 'settings-wrong-money',
    choices: [
      { value: '0', label: 'settings-no-limit' },
      { value: DEFAULT, label: 'settings-default' },
    ],
    parse: parseUsd,
    read: async (_ctx, subject) => {
      await settings.refresh();
      return settings.stored(keyOf(subject));
    },
    write: (ctx, { subject, value, seen }) =>
      settings.change({ key: keyOf(subject), value, seen, by: BigInt(ctx.personId), at: ctx.now }),
    show: (ctx, value) => {
      if (value === null) return ctx.translate('settings-default');
      return value === '0' ? ctx.translate('settings-no-limit') : formatLimit(usdToPico(value), ctx.style);
    },
    describe: async (ctx, subject) => {
      const [kind, id = ''] = subject.split('/');
      if (kind === 'all') return { name: ctx.translate('budget-of-all') };
      const isAccount = kind === 'user' || kind === 'group';
      const name = isAccount ? (await readNames([BigInt(id)])).get(BigInt(id)) : undefined;
      return { name: name === undefined ? isolate(id) : safeName(`${name} (${id})`) };
    },
    acts: (_ctx, subject) => ({ target: `setting/${keyOf(subject)}`, kind: 'change_setting' }),
  };
}

function keyOf(subject: string): SettingKey {
  return limitSetting(subject);
}

/** Whose budget an admin means; `null` where that is nobody. */
function parseSubject(text: string, providerIds: readonly string[]): string | null {
  const typed = normalizeInput(text).toLowerCase();
  if (typed === 'all' || typed === 'همه') return 'all';
  if (providerIds.includes(typed)) return `provider/${typed}`;
  if (!/^-?[1-9]\d{0,15}$/.test(typed)) return null;
  return typed.startsWith('-') ? `group/${typed}` : `user/${typed}`;
}
