import { picoToUsd } from '../foundation/money/money.ts';
import type { Alert, ListedTokenPrice, PriceAlert } from '../usage/alerts/alert.ts';
import type { BudgetAlert } from '../usage/alerts/decide-budget-alerts.ts';
import type { OutageNotice } from '../usage/outage/announce-outage.ts';

/** What is posted to `ALERT_WEBHOOK_URL`: the alert as data, and as the text that admins read. */
export interface AlertEvent {
  /** The same for each attempt to deliver one alert. */
  id: string;
  type: Alert['type'] | 'budget' | 'database';
  change: Alert['change'] | BudgetAlert['change'];
  at: Date;
  text: string;
  [detail: string]: unknown;
}

interface Telling {
  text: string;
  now: Date;
}

/** The event of an alert. */
export function alertEvent(alert: Alert, { text, now }: Telling): AlertEvent {
  const { key, episode, type, change, provider, fallback, paused } = alert;
  const shared = {
    id: `${key}/${episode}/${change}`,
    type,
    change,
    at: now,
    text,
    provider,
    fallback,
    paused,
  };
  if (alert.type === 'provider') {
    const { reason, message, since } = alert;
    return { ...shared, reason, message, since };
  }
  if (alert.type === 'model') {
    const { model, replacement } = alert;
    return { ...shared, model, replacement };
  }
  if (alert.type === 'price') {
    const { model, before, after, costs } = alert;
    return {
      ...shared,
      model,
      before: pricesOf(before),
      after: pricesOf(after),
      costs: costs && inUsd(costs),
    };
  }
  const { quota, headroom, byForecast } = alert;
  return {
    ...shared,
    model: quota.allModels ? null : quota.model,
    unit: quota.unit,
    window: quota.window,
    limit: headroom?.limit ?? null,
    remaining: headroom?.remaining ?? null,
    resetAt: headroom?.resetAt ?? null,
    byForecast,
  };
}

function pricesOf({ input, output }: ListedTokenPrice) {
  return { input, output };
}

function inUsd({ before, after }: NonNullable<PriceAlert['costs']>) {
  return { beforeUsd: picoToUsd(before), afterUsd: picoToUsd(after) };
}

/** The event of a budget in money, in the words of the report's JSON. */
export function budgetEvent(alert: BudgetAlert, { text, now }: Telling): AlertEvent {
  const { key, episode, change, state, renewsAt, endsAt } = alert;
  const { scope, spentPicoUsd } = state;
  return {
    id: `${key}/${episode}/${change}`,
    type: 'budget',
    change,
    at: now,
    text,
    scope: scope.kind === 'provider' ? scope.id : 'all',
    limitUsd: picoToUsd(scope.limitPicoUsd),
    usedUsd: picoToUsd(spentPicoUsd),
    renewsAt,
    endsAt,
  };
}

/** The event of a database that went away, or came back. */
export function outageEvent({ since, until }: OutageNotice, { text, now }: Telling): AlertEvent {
  const change = until === null ? 'down' : 'back';
  return {
    id: `database/${since.toISOString()}/${change}`,
    type: 'database',
    change,
    at: now,
    text,
    since,
    until,
  };
}
