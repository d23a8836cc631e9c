import { Count } from '../../../localization/count.ts';
import { formatDateTime } from '../../../localization/formats/format-date.ts';
import { formatPercent } from '../../../localization/formats/format-number.ts';
import { zoneText } from '../../../localization/formats/zone-text.ts';
import { zoneNames } from '../../../localization/zone-names.ts';
import { withDateDigits } from '../../../localization/persian-digits.ts';
import { OFF, type RuntimeSettings, type SettingKey } from '../../../usage/settings/runtime-settings.ts';
import type { BotContext } from '../../messages/context.ts';
import { DEFAULT, type Choice, type SettingTopic } from './setting-topic.ts';
import { parseChoice, parsePercent, parseSchedule, parseTokens } from './setting-answers.ts';
import { formatSchedule } from '../../../localization/formats/format-schedule.ts';

export interface StoredTopicsOptions {
  settings: RuntimeSettings;
  isCron: (expression: string) => boolean;
  /** Whether reports go to a chat instead of to each admin. */
  hasReportChat: boolean;
}

type Spec = Pick<SettingTopic, 'id' | 'question' | 'wrong' | 'saved' | 'parse' | 'choices'> & {
  buttonKey: string;
  keyFor: (ctx: BotContext) => SettingKey;
  fallback: string;
  /** What the default is called for who reads Persian, in whose reports alone it holds. */
  fallbackInPersian?: string;
  format: (ctx: BotContext, value: string) => string;
};

const DEFAULT_CHOICE: Choice = { value: DEFAULT, label: 'settings-default' };
const LANGUAGES = { en: 'button-language-en', fa: 'button-language-fa' };
const DIGITS = { latin: 'settings-latin', persian: 'settings-persian' };
const CALENDARS = { gregorian: 'settings-gregorian', jalali: 'settings-jalali' };

/** Values that admins often choose. */
const TIMES = ['08:00', '09:00', '21:00'];
const PERCENTS = [70, 80, 90, 95];
export const BUDGETS: readonly number[] = [20_000, 50_000, 200_000];

function timeChoice(time: string): Choice {
  const [hour, minute] = time.split(':').map(Number);
  const value = `${minute} ${hour} * * *`;
  return { value, label: 'settings-value', values: (ctx) => ({ value: withDateDigits(time, ctx.style) }) };
}

function percentChoice(percent: number): Choice {
  const write = (ctx: BotContext) => ({ value: formatPercent(percent / 100, ctx.style) });
  return { value: String(percent), label: 'settings-value', values: write };
}

/** A budget on a button. */
export function tokenChoice(tokens: number): Choice {
  const write = (ctx: BotContext) => ({ value: new Count(tokens, ctx.style) });
  return { value: String(tokens), label: 'settings-value', values: write };
}

/** What is kept under a name in the database and overrides the environment. */
export function storedTopics({ settings, isCron, hasReportChat }: StoredTopicsOptions): SettingTopic[] {
  const specs = [
    ...amountSpecs(settings.defaults, isCron),
    ...OWN_STYLE_SPECS,
    ...(hasReportChat ? reportChatSpecs(settings.defaults) : []),
  ];
  return specs.map((spec) => storedTopic(settings, spec));
}

/** When reports come, when admins are warned, and what everybody may use. */
function amountSpecs(defaults: RuntimeSettings['defaults'], isCron: (expression: string) => boolean): Spec[] {
  return [
    {
      id: 'report',
      saved: 'settings-name-report',
      buttonKey: 'button-settings-report',
      question: 'settings-ask-report',
      wrong: 'settings-wrong-report',
      keyFor: () => 'report_schedule',
      fallback: defaults.reportCron ?? OFF,
      choices: [...TIMES.map(timeChoice), { value: OFF, label: 'settings-off' }, DEFAULT_CHOICE],
      parse: (text, ctx) => parseSchedule(text, isCron, zoneNames(ctx.style.timeZone)),
      format: (ctx, value) => (value === OFF ? ctx.translate('settings-off') : formatSchedule(value, ctx)),
    },
    {
      id: 'alert',
      saved: 'settings-name-alert',
      buttonKey: 'button-settings-alert',
      question: 'settings-ask-alert',
      wrong: 'settings-wrong-alert',
      keyFor: () => 'alert_percent',
      fallback: String(defaults.alertPercent),
      choices: [...PERCENTS.map(percentChoice), DEFAULT_CHOICE],
      parse: parsePercent,
      format: (ctx, value) => formatPercent(Number(value) / 100, ctx.style),
    },
    {
      id: 'budget',
      saved: 'settings-name-budget',
      buttonKey: 'button-settings-budget',
      question: 'settings-ask-budget',
      wrong: 'settings-wrong-tokens',
      keyFor: () => 'default_budget',
      fallback: String(defaults.dailyTokens),
      choices: [...BUDGETS.map(tokenChoice), { value: '0', label: 'settings-no-limit' }, DEFAULT_CHOICE],
      parse: parseTokens,
      format: showTokens,
    },
  ];
}

/** How an admin reads numbers and dates. */
const OWN_STYLE_SPECS: readonly Spec[] = [
  {
    id: 'digits',
    saved: 'settings-name-digits',
    buttonKey: 'button-settings-digits',
    question: 'settings-ask-digits',
    keyFor: (ctx) => `digits/${ctx.personId}`,
    fallback: 'latin',
    fallbackInPersian: 'settings-latin-in-reports',
    ...chosenFrom(DIGITS),
  },
  {
    id: 'calendar',
    saved: 'settings-name-calendar',
    buttonKey: 'button-settings-calendar',
    question: 'settings-ask-calendar',
    keyFor: (ctx) => `calendar/${ctx.personId}`,
    fallback: 'gregorian',
    fallbackInPersian: 'settings-gregorian-in-reports',
    ...chosenFrom(CALENDARS),
  },
];

/** How the chat that gets reports reads them. */
function reportChatSpecs(defaults: RuntimeSettings['defaults']): Spec[] {
  return [
    {
      id: 'chat-language',
      saved: 'settings-name-chat-language',
      buttonKey: 'button-settings-chat-language',
      question: 'settings-ask-chat-language',
      keyFor: () => 'report_locale',
      fallback: defaults.reportLocale,
      ...chosenFrom(LANGUAGES),
    },
    {
      id: 'chat-digits',
      saved: 'settings-name-chat-digits',
      buttonKey: 'button-settings-chat-digits',
      question: 'settings-ask-chat-digits',
      keyFor: () => 'digits/report_chat',
      fallback: 'latin',
      fallbackInPersian: 'settings-latin-in-reports',
      ...chosenFrom(DIGITS),
    },
    {
      id: 'chat-calendar',
      saved: 'settings-name-chat-calendar',
      buttonKey: 'button-settings-chat-calendar',
      question: 'settings-ask-chat-calendar',
      keyFor: () => 'calendar/report_chat',
      fallback: 'gregorian',
      fallbackInPersian: 'settings-gregorian-in-reports',
      ...chosenFrom(CALENDARS),
    },
  ];
}

/** Tokens a day in the admin's language. */
export function showTokens(ctx: BotContext, value: string): string {
  if (value === '0') return ctx.translate('settings-no-limit');
  return ctx.translate('count-tokens', { tokens: new Count(Number(value), ctx.style) });
}

function storedTopic(settings: RuntimeSettings, { keyFor, buttonKey, ...spec }: Spec): SettingTopic {
  const fallback = (ctx: BotContext) => {
    const isOwn = keyFor(ctx).endsWith(`/${ctx.personId}`);
    const locale = isOwn ? ctx.locale : settings.reportLocale;
    const label = locale === 'fa' ? spec.fallbackInPersian : undefined;
    return label ? ctx.translate(label) : spec.format(ctx, spec.fallback);
  };
  const show = (ctx: BotContext, value: string | null) =>
    value === null
      ? ctx.translate('settings-default-value', { value: fallback(ctx) })
      : spec.format(ctx, value);
  return {
    ...spec,
    show,
    button: (ctx) =>
      ctx.translate(buttonKey, { value: show(ctx, settings.stored(keyFor(ctx))?.value ?? null) }),
    read: async (ctx) => {
      await settings.refresh();
      return settings.stored(keyFor(ctx));
    },
    write: (ctx, { value, seen }) =>
      settings.change({ key: keyFor(ctx), value, seen, by: BigInt(ctx.personId), at: ctx.now }),
    describe: async (ctx) => ({
      zone: zoneText(ctx.style.timeZone, ctx.translate),
      now: formatDateTime(ctx.now, ctx.style),
    }),
    acts: (ctx) => ({ target: `setting/${keyFor(ctx)}`, kind: 'change_setting' }),
  };
}

function chosenFrom(
  labels: Readonly<Record<string, string>>,
): Pick<Spec, 'wrong' | 'choices' | 'parse' | 'format'> {
  return {
    wrong: 'settings-wrong-choice',
    choices: [...Object.entries(labels).map(([value, label]) => ({ value, label })), DEFAULT_CHOICE],
    parse: (text) => parseChoice(text, Object.keys(labels)),
    format: (ctx, value) => ctx.translate(labels[value] ?? value),
  };
}
