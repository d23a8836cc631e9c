import { Count } from '../count.ts';
import { timeOrDateTime } from '../formats/format-date.ts';
import { formatLimit } from '../formats/format-money.ts';
import { formatPercent } from '../formats/format-number.ts';
import { formatSchedule } from '../formats/format-schedule.ts';
import type { FormatStyle } from '../formats/format-style.ts';
import { isolate } from '../isolate.ts';
import type { Translate } from '../translator.ts';
import { usdToPico } from '../../foundation/money/money.ts';
import { accountOfAct } from './act-account.ts';

/** What something was before or after an act; `null` where there was nothing. */
export type ActState = Readonly<Record<string, string | number>> | null;

/** What an admin did, as the database keeps it. */
export interface KeptAct {
  action: string;
  target: string;
  before: ActState;
  after: ActState;
}

/** The same in words of whoever reads. */
export interface ToldAct {
  target: string;
  before: string;
  after: string;
}

export interface ActReader {
  translate: Translate;
  style: FormatStyle;
  now: Date;
  /** How the person or group is called that it is about; its id is told where nobody knows. */
  accountName: string | null;
}

type Say = (state: ActState, reader: ActReader) => string;

/** Says what was done, and what became of what, as a person would. */
export function describeAct({ action, target, before, after }: KeptAct, reader: ActReader): ToldAct {
  const say = (action === 'change_setting' ? settingOf(target)?.say : VALUES[action]) ?? asKept;
  return { target: targetText(target, reader), before: say(before, reader), after: say(after, reader) };
}

const STATES: Readonly<Record<string, string>> = {
  noted: 'act-value-stranger',
  asked: 'act-value-waits',
  admitted: 'act-value-let-in',
  blocked: 'act-value-blocked',
};

const accessState: Say = (state, { translate, style, now }) => {
  const { state: name = 'noted', until } = state ?? {};
  if (name === 'admitted' && until !== undefined)
    return translate('act-value-let-in-until', { until: timeOrDateTime(new Date(until), now, style) });
  return translate(STATES[name] ?? 'act-value-stranger');
};

const pause: Say = (state, { translate }) =>
  translate(state === null ? 'act-value-in-use' : 'act-value-paused');

/** What each act changes. */
const VALUES: Readonly<Record<string, Say>> = {
  admit: accessState,
  block: accessState,
  pause_provider: pause,
  resume_provider: pause,
  raise_alert: (state, { translate, style }) =>
    state?.['percent'] === undefined
      ? translate('act-value-default')
      : formatPercent(Number(state['percent']) / 100, style),
  set_user_budget: (state, reader) => tokens(state?.['dailyTokens'], reader),
  raise_user_budget: (state, reader) => {
    const extra = Number(state?.['extraTokens'] ?? 0);
    if (extra === 0) return reader.translate('act-value-none');
    return reader.translate('act-value-more', { amount: tokens(extra, reader) });
  },
  set_model_price: (state, { translate, style }) => {
    if (state === null) return translate('act-value-price-list');
    const dollars = (name: string) => formatLimit(usdToPico(state[name] ?? 0), style);
    return translate('act-value-price', { input: dollars('input'), output: dollars('output') });
  },
};

interface Setting {
  pattern: RegExp;
  /** The name of the setting; `{ $name }` is the person, the group or the provider. */
  name: string;
  say: Say;
}

const value = (state: ActState) => state?.['value'];

const chosen =
  (words: Readonly<Record<string, string>>): Say =>
  (state, { translate }) =>
    translate(words[String(value(state))] ?? 'act-value-default');

const money: Say = (state, { translate, style }) => {
  const amount = value(state);
  if (amount === undefined) return translate('act-value-default');
  return Number(amount) === 0
    ? translate('act-value-no-limit')
    : formatLimit(usdToPico(String(amount)), style);
};

const SETTINGS: readonly Setting[] = [
  { pattern: /^report_schedule$/, name: 'act-setting-report', say: schedule },
  {
    pattern: /^alert_percent$/,
    name: 'act-setting-alert',
    say: (state, { translate, style }) =>
      value(state) === undefined
        ? translate('act-value-default')
        : formatPercent(Number(value(state)) / 100, style),
  },
  {
    pattern: /^default_budget$/,
    name: 'act-setting-budget',
    say: (state, reader) => tokens(value(state), reader),
  },
  {
    pattern: /^report_locale$/,
    name: 'act-setting-language',
    say: chosen({ en: 'act-value-english', fa: 'act-value-persian' }),
  },
  { pattern: /^usd\/all$/, name: 'act-setting-money-all', say: money },
  { pattern: /^usd\/(.+)$/, name: 'act-setting-money', say: money },
  { pattern: /^usd_raise\/all\/[\d-]+$/, name: 'act-setting-more-all', say: raise },
  { pattern: /^usd_raise\/(.+)\/[\d-]+$/, name: 'act-setting-more', say: raise },
  {
    pattern: /^digits\/(.+)$/,
    name: 'act-setting-digits',
    say: chosen({ latin: 'act-value-latin-digits', persian: 'act-value-persian-digits' }),
  },
  {
    pattern: /^calendar\/(.+)$/,
    name: 'act-setting-calendar',
    say: chosen({ gregorian: 'act-value-gregorian', jalali: 'act-value-jalali' }),
  },
];

function settingOf(target: string): (Setting & { subject: string }) | null {
  const key = target.replace(/^setting\//, '');
  for (const setting of SETTINGS) {
    const found = setting.pattern.exec(key);
    if (found) return { ...setting, subject: found[1] ?? '' };
  }
  return null;
}

function targetText(target: string, { translate, accountName }: ActReader): string {
  const account = accountOfAct(target);
  const accountText = account === null ? null : isolate(accountName ?? String(account));
  const setting = target.startsWith('setting/') ? settingOf(target) : null;
  if (setting) {
    const isReportChat = setting.subject === 'report_chat';
    const other = isReportChat
      ? translate('act-report-chat')
      : isolate(setting.subject.replace(/^provider\//, ''));
    return translate(setting.name, { name: accountText ?? other });
  }
  if (accountText !== null) return accountText;
  return quotaText(target, translate) ?? isolate(target.replace(/^price\//, ''));
}

const UNITS: Readonly<Record<string, string>> = {
  requests: 'quota-requests',
  tokens: 'quota-tokens',
  audio_seconds: 'quota-audio-seconds',
};
const WINDOWS: Readonly<Record<string, string>> = {
  minute: 'quota-per-minute',
  hour: 'quota-per-hour',
  day: 'quota-per-day',
  month: 'quota-per-month',
};

/** `quota/groq/<model>/requests/day`; a model's name may hold slashes, `*` is all models, and `=` marks one. */
function quotaText(target: string, translate: Translate): string | null {
  const [, provider = '', model = '', unit = '', window = ''] =
    /^quota\/([^/]+)\/(.+)\/(\w+)\/(\w+)$/.exec(target) ?? [];
  const [unitKey, windowKey] = [UNITS[unit], WINDOWS[window]];
  if (!unitKey || !windowKey) return null;
  return translate('alert-quota-name', {
    model: isolate(model === '*' ? provider : `${provider}/${model.replace(/^=/, '')}`),
    unit: translate(unitKey),
    window: translate(windowKey),
  });
}

function tokens(amount: string | number | undefined, { translate, style }: ActReader): string {
  if (amount === undefined) return translate('act-value-default');
  if (Number(amount) === 0) return translate('act-value-no-limit');
  return translate('count-tokens', { tokens: new Count(Number(amount), style) });
}

function raise(state: ActState, { translate, style }: ActReader): string {
  if (Number(value(state) ?? 0) === 0) return translate('act-value-none');
  return translate('act-value-more', { amount: formatLimit(usdToPico(String(value(state) ?? 0)), style) });
}

/** As `/settings` shows it. */
function schedule(state: ActState, reader: ActReader): string {
  const { translate } = reader;
  const cron = value(state);
  if (cron === undefined) return translate('act-value-default');
  if (cron === 'off') return translate('act-value-off');
  const words = formatSchedule(String(cron), reader);
  return words === String(cron) ? isolate(words) : words;
}

/** Of an act that a newer version of this program kept. */
function asKept(state: ActState): string {
  // A version tells admins nothing: it is there to notice changes between two looks.
  const { version: _, ...shown } = state ?? {};
  return isolate(Object.values(shown).join(', ') || '–');
}
