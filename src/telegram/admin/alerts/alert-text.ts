import { usdToPico } from '../../../foundation/money/money.ts';
import { Count } from '../../../localization/count.ts';
import { cleanName, isolate, latinName, markLines } from '../../../localization/direction.ts';
import { formatRemaining, formatSpan } from '../../../localization/formats/format-duration.ts';
import { formatMoneyApart } from '../../../localization/formats/format-money.ts';
import { formatUsed } from '../../../localization/formats/format-number.ts';
import { placeOfModels, remedyText } from '../../../reports/blocks/remedy-text.ts';
import {
  PRICED_DAYS,
  type Alert,
  type ModelAlert,
  type PriceAlert,
  type ProviderAlert,
  type QuotaAlert,
} from '../../../usage/alerts/alert.ts';
import type { Language } from '../../people/languages.ts';

export interface AlertTextOptions extends Language {
  providerNames: Readonly<Record<string, string>>;
  now: Date;
}

const TITLES: Readonly<Record<QuotaAlert['change'], string>> = {
  warned: 'alert-quota-warned',
  empty: 'alert-quota-empty',
  recovered: 'alert-quota-recovered',
};
const UNITS: Readonly<Record<QuotaAlert['quota']['unit'], string>> = {
  requests: 'quota-requests',
  tokens: 'quota-tokens',
  audio_seconds: 'quota-audio-seconds',
};

/** As much of a provider's error as the ledger keeps, or nearly. */
const MAX_ERROR = 250;

/** One message to an admin. Its lines follow each other without a gap: what was done about it comes below one. */
export function alertText(alert: Alert, options: AlertTextOptions): string {
  const lines = linesOf(alert, options);
  return markLines(lines.join('\n'), options.locale);
}

function linesOf(alert: Alert, options: AlertTextOptions): string[] {
  switch (alert.type) {
    case 'quota':
      return quotaLines(alert, options);
    case 'provider':
      return providerLines(alert, options);
    case 'model':
      return modelLines(alert, options);
    case 'price':
      return priceLines(alert, options);
    default:
      return alert satisfies never;
  }
}

function modelLines(alert: ModelAlert, options: AlertTextOptions): string[] {
  const { translate, locale } = options;
  const provider = nameOf(alert.provider, options);
  const model = latinName(cleanName(alert.model), locale);
  if (alert.change === 'returned') return [translate('alert-model-back', { provider, model })];
  const place = placeOfModels(alert.provider, locale);
  const { replacement } = alert;
  const advice = replacement
    ? translate('alert-model-switch', { place, model: latinName(cleanName(replacement), locale) })
    : translate('alert-model-rename', { place });
  return [translate('alert-model-gone', { provider, model }), advice];
}

function priceLines(alert: PriceAlert, options: AlertTextOptions): string[] {
  const { translate, style, locale } = options;
  const { before, after, costs } = alert;
  const dollars = (...usd: number[]) => formatMoneyApart(usd.map(usdToPico), style);
  const [inputBefore = '', input = ''] = dollars(before.input, after.input);
  const [outputBefore = '', output = ''] = dollars(before.output, after.output);
  const changed = translate('alert-price-changed', {
    provider: nameOf(alert.provider, options),
    model: latinName(cleanName(alert.model), locale),
    input,
    output,
    inputBefore,
    outputBefore,
  });
  if (costs === null) return [changed];
  const days = new Count(PRICED_DAYS, style);
  const [was, would] = formatMoneyApart([costs.before, costs.after], style);
  return [changed, translate('alert-price-days', { count: days, before: was ?? '', after: would ?? '' })];
}

function quotaLines(alert: QuotaAlert, options: AlertTextOptions): string[] {
  const { translate, style, now } = options;
  const { change, headroom, byForecast } = alert;
  const lines = [
    translate(TITLES[change], { provider: nameOf(alert.provider, options) }),
    amountLine(alert, options),
  ];
  if (change === 'recovered') return lines;
  if (byForecast && headroom?.endsAt) {
    const time = formatRemaining(headroom.endsAt, now, translate, style);
    lines.push(translate('alert-quota-forecast', { time }));
  }
  if (headroom?.resetAt) {
    const time = formatRemaining(headroom.resetAt, now, translate, style);
    lines.push(translate('alert-quota-renews', { time }));
  }
  return change === 'empty' ? [...lines, fallbackLine(alert, options)] : lines;
}

function amountLine({ change, quota, headroom }: QuotaAlert, { translate, style }: AlertTextOptions): string {
  const name = translate('alert-quota-name', {
    model: quota.allModels ? translate('quota-all-models') : cleanName(quota.model),
    unit: translate(UNITS[quota.unit]),
    window: translate(`quota-per-${quota.window}`),
  });
  const { limit = null, remaining = null } = headroom ?? {};
  if (change === 'empty') return translate('alert-quota-nothing-left', { quota: name });
  if (remaining === null) return name;
  if (limit === null)
    return translate('alert-quota-left', { quota: name, left: new Count(remaining, style) });
  const used = Math.max(0, limit - remaining);
  return translate('alert-quota-used', {
    quota: name,
    percent: formatUsed(limit > 0 ? used / limit : 1, style),
    left: new Count(remaining, style),
    limit: new Count(limit, style),
  });
}

function providerLines(alert: ProviderAlert, options: AlertTextOptions): string[] {
  const { translate, style, now } = options;
  const provider = nameOf(alert.provider, options);
  if (alert.change === 'back') {
    const duration = formatSpan(alert.since, now, translate, style);
    return [translate('alert-back', { provider, duration })];
  }
  const why = alert.reason ?? 'error';
  const reason = translate(`reason-${why.replaceAll('_', '-')}`);
  const remedy = remedyText(alert.provider, why, options);
  const { message } = alert;
  return [
    translate('alert-down', { provider, reason }),
    ...(message === null
      ? []
      : [translate('alert-down-error', { message: isolate(cleanName(message, MAX_ERROR)) })]),
    ...(remedy === null ? [] : [translate('alert-down-remedy', { remedy })]),
    fallbackLine(alert, options),
  ];
}

function fallbackLine({ fallback }: Alert, options: AlertTextOptions): string {
  return fallback
    ? options.translate('alert-fallback', { provider: nameOf(fallback, options) })
    : options.translate('alert-no-fallback');
}

function nameOf(provider: string, { providerNames, locale }: AlertTextOptions): string {
  return latinName(providerNames[provider] ?? provider, locale);
}
