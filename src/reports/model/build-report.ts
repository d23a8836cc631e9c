import { cleanName } from '../../localization/direction.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import { comparePeriods } from '../../usage/reading/compare-periods.ts';
import { forecastMonth } from '../../usage/reading/forecast-month.ts';
import type { PausedProviders } from '../../usage/settings/pauses.ts';
import { providerHeadroom, type QuotaProfile } from '../../usage/quotas/provider-headroom.ts';
import { decideProviderState, type HealthResult } from '../../usage/alerts/provider-state.ts';
import { QUOTA_WINDOW_MS } from '../../usage/quotas/quota-window.ts';
import { ownOutcome } from '../../usage/quotas/own-knowledge.ts';
import { reconcileProvider } from '../../usage/quotas/unexplained-use.ts';
import type { UsageReading } from '../../usage/reading/read-usage.ts';
import { sumTotals, type TotalRow } from '../../usage/reading/usage-totals.ts';
import { COLOURS, type ProviderReport, type Report } from './report.ts';

/** The parts of a provider's report that do not depend on its usage. */
export interface ProviderProfile extends QuotaProfile {
  name: string;
  telemetry: ProviderReport['telemetry'];
  configured: boolean;
  manualCheckUrl: string | null;
}

export interface BuildReportInput {
  usage: UsageReading;
  profiles: readonly ProviderProfile[];
  health: ReadonlyMap<ProviderId, HealthResult>;
  paused: PausedProviders;
  names: ReadonlyMap<bigint, string>;
  person: Report['person'];
  budgets: Report['budgets'];
  generatedHistory: boolean;
  replica: Report['replica'];
  alertPercent: number;
  now: Date;
}

/** Builds a report from what was read. Pure: equal input gives an equal report. */
export function buildReport(input: BuildReportInput): Report {
  const { usage, profiles, names, now } = input;
  const providers = profiles.map((profile) => describeProvider(input, profile));
  return {
    generatedAt: now,
    period: usage.period,
    person: input.person && { ...input.person, name: nameOf(input.person.name) },
    generatedHistory: input.generatedHistory,
    replica: input.replica,
    today: sumTotals(usage.today),
    usualToday: usage.usualToday,
    budgets: input.budgets,
    providers,
    summary: {
      total: providers.length,
      active: providers.filter(({ status }) => status !== 'white' && status !== 'red').length,
      complete: providers.filter((provider) => isComplete(provider, now)).length,
    },
    totals: sumTotals(usage.totals),
    change: usage.compared && comparePeriods(usage.compared),
    failures: failuresOf(usage.totals),
    forecast: usage.recent && forecastMonth(usage.recent, now, usage.period.timezone),
    jalaliForecast: usage.recent && forecastMonth(usage.recent, now, usage.period.timezone, 'jalali'),
    days: usage.days,
    models: modelsOf(usage.totals),
    users: usage.topUsers.map((user) => ({ ...user, name: nameOf(names.get(user.userId)) })),
    groups: usage.topChats.map((group) => ({ ...group, name: nameOf(names.get(group.chatId)) })),
  };
}

function describeProvider(input: BuildReportInput, profile: ProviderProfile): ProviderReport {
  const { usage, health, now } = input;
  const { id, name, telemetry, manualCheckUrl, configured } = profile;
  const outcome = ownOutcome(usage.outcomes, profile);
  const state = decideProviderState(health.get(id) ?? null, outcome, now);
  const { down, retryAt } = configured ? state : { down: null, retryAt: null };
  return {
    id,
    name,
    status: configured ? (down ? 'red' : COLOURS[telemetry]) : 'white',
    telemetry,
    reason: down,
    retryAt,
    paused: pauseOf(input, id),
    manualCheckUrl,
    usage: sumTotals(usage.totals.filter((row) => row.provider === id)),
    latency: latencyOf(usage, id),
    headroom: configured ? providerHeadroom(profile, usage, input) : [],
    unexplained: configured ? reconcileProvider(profile, usage, now) : null,
  };
}

/** Only what was measured: the report has a name of its own for the provider. */
function latencyOf({ latency }: UsageReading, id: ProviderId): ProviderReport['latency'] {
  const own = latency.find(({ provider }) => provider === id);
  return own ? { medianMs: own.medianMs, p95Ms: own.p95Ms } : null;
}

/** A name as it is shown everywhere; those that an earlier version stored may hold anything. */
function nameOf(name: string | null | undefined): string | null {
  return cleanName(name ?? '') || null;
}

function pauseOf({ paused, names }: BuildReportInput, id: ProviderId): ProviderReport['paused'] {
  const pause = paused.get(id);
  if (!pause) return null;
  const { pausedBy: userId, pausedAt: since } = pause;
  return { userId, name: nameOf(names.get(userId)), since };
}

/** Whether usage is measured and a reading is younger than its window. */
function isComplete(provider: ProviderReport, now: Date): boolean {
  const current = provider.headroom.some(
    (item) =>
      item.remaining !== null && now.getTime() - item.observedAt.getTime() <= QUOTA_WINDOW_MS[item.window],
  );
  return provider.usage.requests > provider.usage.failed && current;
}

/** Only the number of a person's failures is stored, not their reasons. */
function failuresOf(rows: readonly TotalRow[]): Report['failures'] {
  const failed = rows.filter((row) => row.status !== 'ok' && row.model);
  return (
    groupBy(failed, (row) => row.status)
      .map((group) => ({ status: group[0].status, requests: sumTotals(group).requests }))
      // Each database has an order of its own among equals; two of the same content report the same.
      .toSorted((a, b) => b.requests - a.requests || (a.status < b.status ? -1 : 1))
  );
}

function modelsOf(rows: readonly TotalRow[]): Report['models'] {
  return groupBy(
    rows.filter((row) => row.model),
    (row) => `${row.provider}/${row.model}`,
  )
    .map((group) => {
      const [first] = group;
      return { provider: first.provider, model: first.model, ...sumTotals(group) };
    })
    .toSorted((a, b) => b.totalTokens - a.totalTokens || (nameOfModel(a) < nameOfModel(b) ? -1 : 1));
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

function nameOfModel({ provider, model }: { provider: string; model: string }): string {
  return `${provider}/${model}`;
}
