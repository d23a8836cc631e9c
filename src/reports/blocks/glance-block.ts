import { Count } from '../../localization/count.ts';
import { cleanName, latinName } from '../../localization/direction.ts';
import { formatDate } from '../../localization/formats/format-date.ts';
import { formatRemaining } from '../../localization/formats/format-duration.ts';
import { leftOf } from '../../foundation/money/money.ts';
import { formatMoney, formatMoneyApart } from '../../localization/formats/format-money.ts';
import {
  formatChange,
  formatInteger,
  formatPercent,
  formatUsed,
} from '../../localization/formats/format-number.ts';
import { joinList } from '../../localization/join-list.ts';
import type { Locale } from '../../localization/locale.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { MoneyBudget, ProviderReport, Report, UsageTotals } from '../model/report.ts';
import { nearestToEnd, type QuotaUse } from './quota-use.ts';
import type { ReportBlock } from './report-block.ts';

const BAR_LENGTH = 10;
const MOST_BUDGETS = 2;
const UNITS = {
  requests: 'quota-requests',
  tokens: 'quota-tokens',
  audio_seconds: 'quota-audio-seconds',
} as const;

/**
 * What matters at a glance, in at most eight lines: what today cost, which quotas are nearest to their end, what is
 * down, and the month's money. Of a person: what they used.
 */
export function glanceBlock(report: Report, options: RenderOptions): ReportBlock {
  const texts = report.person
    ? [todayText(report, options), ...personPeriod(report, options)]
    : [
        todayText(report, options),
        ...nearestToEnd(report.providers, options.now).map((use) => quotaText(use, options)),
        ...stateTexts(report.providers, options),
        ...moneyTexts(report, options),
      ];
  return { lines: texts.map((text) => ({ text })) };
}

function todayText({ today, usualToday }: Report, options: RenderOptions): string {
  const text = options.translate('glance-today', amounts(today, options));
  if (!usualToday || usualToday.costPicoUsd === 0n) return text;
  const share = Number(today.costPicoUsd) / Number(usualToday.costPicoUsd) - 1;
  const change = options.translate('glance-usual', { change: formatChange(share, options.style) });
  return `${text} (${change})`;
}

/** Of a day nothing is left to say but what was said of today. */
function personPeriod({ totals, period }: Report, options: RenderOptions): string[] {
  return period.days > 1 ? [periodText(totals, period.days, options)] : [];
}

function periodText(totals: UsageTotals, days: number, options: RenderOptions): string {
  return options.translate('glance-period', {
    days: new Count(days, options.style),
    ...amounts(totals, options),
  });
}

function amounts({ totalTokens, requests, costPicoUsd }: UsageTotals, { style }: RenderOptions) {
  return {
    tokens: new Count(totalTokens, style),
    requests: new Count(requests, style),
    cost: formatMoney(costPicoUsd, style),
  };
}

function quotaText({ provider, reading, limit, remaining, used }: QuotaUse, options: RenderOptions): string {
  const { translate, style, now } = options;
  const filled = Math.floor(used * BAR_LENGTH);
  const text = translate('glance-quota', {
    bar: '▓'.repeat(filled) + '░'.repeat(BAR_LENGTH - filled),
    provider: latinName(provider.name, style.locale),
    percent: formatPercent(used < 0.01 ? used : Math.floor(used * 100) / 100, style),
    left: formatInteger(remaining, style),
    limit: formatInteger(limit, style),
    unit: translate(UNITS[reading.unit]),
    window: translate(`quota-per-${reading.window}`),
    model: reading.allModels ? translate('quota-all-models') : cleanName(reading.model),
  });
  if (!reading.resetAt) return text;
  const time = formatRemaining(reading.resetAt, now, translate, style);
  return translate('glance-quota-resets', { quota: text, time });
}

/** Who is down and who is paused; that all is well, where it is. */
function stateTexts(providers: readonly ProviderReport[], options: RenderOptions): string[] {
  const { translate, style } = options;
  const configured = providers.filter(({ status }) => status !== 'white');
  const down = configured.filter(({ status }) => status === 'red');
  const paused = configured.filter((provider) => provider.paused);
  const texts = [];
  if (down.length > 0) texts.push(translate('glance-down', { providers: downText(down, options) }));
  if (paused.length > 0)
    texts.push(translate('glance-paused', { providers: namesText(paused, style.locale) }));
  return texts.length === 0 && configured.length > 0 ? [translate('glance-all-well')] : texts;
}

/** Who is down, and why. A reason may hold commas and brackets, so that other signs stand between them. */
function downText(down: readonly ProviderReport[], { translate, style }: RenderOptions): string {
  const texts = down.map(({ name, reason }) =>
    translate('glance-down-why', {
      provider: latinName(name, style.locale),
      reason: translate(`reason-${(reason ?? 'error').replaceAll('_', '-')}`),
    }),
  );
  return texts.join(style.locale === 'fa' ? '؛ ' : '; ');
}

function namesText(providers: readonly ProviderReport[], locale: Locale): string {
  return joinList(
    providers.map(({ name }) => latinName(name, locale)),
    locale,
  );
}

/** The budgets nearest to their end; without any, what the month will cost. */
function moneyTexts(report: Report, options: RenderOptions): string[] {
  const { translate, style } = options;
  const budgets = report.budgets.toSorted((a, b) => shareOf(b) - shareOf(a)).slice(0, MOST_BUDGETS);
  if (budgets.length > 0) return budgets.map((budget) => budgetText(budget, report, options));
  const forecast = style.calendar === 'jalali' ? report.jalaliForecast : report.forecast;
  if (!forecast) return [];
  return [translate('glance-month', { cost: formatMoney(forecast.costPicoUsd, style) })];
}

function budgetText(budget: MoneyBudget, { providers }: Report, { translate, style }: RenderOptions): string {
  const { scope, limitPico, usedPico, renewsAt } = budget;
  const left = leftOf(limitPico, usedPico);
  const name = providers.find(({ id }) => id === scope)?.name ?? scope;
  const [leftText = '', limit = ''] = formatMoneyApart([left, limitPico], style);
  return translate(scope === 'all' ? 'glance-budget' : 'glance-budget-of', {
    provider: latinName(name, style.locale),
    left: leftText,
    limit,
    percent: formatUsed(shareOf(budget), style),
    date: formatDate(renewsAt, style),
  });
}

function shareOf({ usedPico, limitPico }: MoneyBudget): number {
  return limitPico > 0n ? Number(usedPico) / Number(limitPico) : 1;
}
