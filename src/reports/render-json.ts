import { picoToUsd } from '../foundation/money/money.ts';
import { readingState, type ReadingState } from './blocks/reading-state.ts';
import {
  COLOURS,
  type Headroom,
  type MoneyBudget,
  type ProviderReport,
  type Report,
  type UsageTotals,
  type GroupUsage,
  type UserUsage,
} from './model/report.ts';

interface UsageJson {
  requests: number;
  failed: number;
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  averageTokens: number | null;
  costUsd: number;
  flatCostUsd: number;
  /** `null` in a report on one person, whose sources are not stored separately. */
  costBySource: {
    override: number;
    reported: number;
    listing: number;
    catalogue: number;
    flat: number;
  } | null;
  estimatedRequests: number | null;
  estimatedCostUsd: number | null;
  lastUsedAt: string | null;
}

interface HeadroomJson<Unit = 'requests' | 'tokens'> extends Omit<
  Headroom,
  'unit' | 'resetAt' | 'observedAt' | 'endsAt'
> {
  unit: Unit;
  resetAt: string | null;
  observedAt: string;
  endsAt: string | null;
  /** Whether `remaining` is still valid. */
  state: ReadingState;
}

interface ProviderJson extends Omit<
  ProviderReport,
  'telemetry' | 'retryAt' | 'paused' | 'usage' | 'headroom' | 'unexplained'
> {
  /** The provider's colour while it works. */
  watch: ProviderReport['status'];
  retryAt: string | null;
  paused: { userId: number; name: string | null; since: string } | null;
  usage: UsageJson;
  latency: { medianMs: number; p95Ms: number } | null;
  headroom: HeadroomJson[];
  /** Quotas of transcription, in seconds of audio; readers of `headroom` expect requests and tokens only. */
  audioHeadroom: HeadroomJson<'audio_seconds'>[];
  unexplained: { requests: number; since: string } | null;
}

interface UserJson {
  userId: number;
  name: string | null;
  requests: number;
  totalTokens: number;
  costUsd: number;
}

type GroupJson = Omit<UserJson, 'userId'> & { chatId: number };

interface BudgetJson {
  scope: string;
  window: 'month';
  limitUsd: number;
  usedUsd: number;
  renewsAt: string;
}

export interface ReportJson extends Pick<Report, 'period' | 'generatedHistory' | 'replica' | 'summary'> {
  generatedAt: string;
  person: { userId: number; name: string | null } | null;
  today: UsageJson;
  /** What an average day has used by this time; `null` where that is not known. */
  usualToday: { requests: number; totalTokens: number; costUsd: number } | null;
  budgets: BudgetJson[];
  providers: ProviderJson[];
  totals: UsageJson;
  forecast: { month: string; totalTokens: number; costUsd: number } | null;
  jalaliForecast: ReportJson['forecast'];
  days: {
    date: string;
    provider: ProviderReport['id'];
    requests: number;
    totalTokens: number;
    costUsd: number;
  }[];
  /** The change against the period before, as shares: 0.25 is a quarter more. */
  change: Report['change'];
  failures: { status: string; requests: number }[];
  models: (UsageJson & { provider: ProviderReport['id']; model: string })[];
  users: UserJson[];
  /** The groups that used most. */
  groups: GroupJson[];
}

/** The report in the shape of the HTTP API and the command line, ready for `JSON.stringify`. */
export function renderJson(report: Report): ReportJson {
  const { period, generatedHistory, replica, summary, person } = report;
  return {
    generatedAt: report.generatedAt.toISOString(),
    period: { from: period.from, to: period.to, days: period.days, timezone: period.timezone },
    generatedHistory,
    replica,
    person: person && { userId: Number(person.userId), name: person.name },
    today: usageJson(report.today),
    usualToday: report.usualToday && {
      requests: report.usualToday.requests,
      totalTokens: report.usualToday.totalTokens,
      costUsd: picoToUsd(report.usualToday.costPicoUsd),
    },
    budgets: report.budgets.map(budgetJson),
    providers: report.providers.map((provider) => providerJson(provider, report.generatedAt)),
    summary: { total: summary.total, active: summary.active, complete: summary.complete },
    totals: usageJson(report.totals),
    change: report.change,
    failures: report.failures.map(({ status, requests }) => ({ status, requests })),
    forecast: forecastJson(report.forecast),
    jalaliForecast: forecastJson(report.jalaliForecast),
    days: report.days.map(({ date, provider, requests, totalTokens, costPicoUsd }) => {
      return { date, provider, requests, totalTokens, costUsd: picoToUsd(costPicoUsd) };
    }),
    models: report.models.map((usage) => ({
      provider: usage.provider,
      model: usage.model,
      ...usageJson(usage),
    })),
    users: report.users.map(userJson),
    groups: report.groups.map(groupJson),
  };
}

function usageJson(usage: UsageTotals): UsageJson {
  return {
    requests: usage.requests,
    failed: usage.failed,
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens,
    totalTokens: usage.totalTokens,
    // Rounded like the text report, so the averages agree.
    averageTokens: usage.averageTokens === null ? null : Math.round(usage.averageTokens),
    costUsd: picoToUsd(usage.costPicoUsd),
    flatCostUsd: picoToUsd(usage.flatCostPicoUsd),
    costBySource: usage.costBySource && {
      override: picoToUsd(usage.costBySource.override),
      reported: picoToUsd(usage.costBySource.reported),
      listing: picoToUsd(usage.costBySource.listing),
      catalogue: picoToUsd(usage.costBySource.catalogue),
      flat: picoToUsd(usage.costBySource.flat),
    },
    estimatedRequests: usage.estimatedRequests,
    estimatedCostUsd: usage.estimatedCostPicoUsd === null ? null : picoToUsd(usage.estimatedCostPicoUsd),
    lastUsedAt: usage.lastUsedAt?.toISOString() ?? null,
  };
}

function budgetJson({ scope, window, limitPico, usedPico, renewsAt }: MoneyBudget): BudgetJson {
  return {
    scope,
    window,
    limitUsd: picoToUsd(limitPico),
    usedUsd: picoToUsd(usedPico),
    renewsAt: renewsAt.toISOString(),
  };
}

function forecastJson(forecast: Report['forecast']): ReportJson['forecast'] {
  if (forecast === null) return null;
  const { month, totalTokens, costPicoUsd } = forecast;
  return { month, totalTokens, costUsd: picoToUsd(costPicoUsd) };
}

function providerJson(provider: ProviderReport, now: Date): ProviderJson {
  const { id, name, status, telemetry, reason, retryAt, paused, manualCheckUrl, unexplained } = provider;
  const headroom = provider.headroom.map((reading) => headroomJson(reading, now));
  return {
    id,
    name,
    status,
    watch: COLOURS[telemetry],
    reason,
    retryAt: retryAt?.toISOString() ?? null,
    paused: paused && { ...paused, userId: Number(paused.userId), since: paused.since.toISOString() },
    manualCheckUrl,
    usage: usageJson(provider.usage),
    latency: provider.latency && { medianMs: provider.latency.medianMs, p95Ms: provider.latency.p95Ms },
    headroom: headroom.filter(isOfText),
    audioHeadroom: headroom.filter(isOfAudio),
    unexplained: unexplained && { requests: unexplained.requests, since: unexplained.since.toISOString() },
  };
}

function isOfText(reading: HeadroomJson<Headroom['unit']>): reading is HeadroomJson {
  return reading.unit !== 'audio_seconds';
}

function isOfAudio(reading: HeadroomJson<Headroom['unit']>): reading is HeadroomJson<'audio_seconds'> {
  return reading.unit === 'audio_seconds';
}

function headroomJson(reading: Headroom, now: Date): HeadroomJson<Headroom['unit']> {
  const { model, allModels, unit, window, limit, remaining, used } = reading;
  const { source, limitSource, nearEnd, endsBeforeReset } = reading;
  return {
    model,
    allModels,
    unit,
    window,
    limit,
    remaining,
    used,
    resetAt: reading.resetAt?.toISOString() ?? null,
    source,
    limitSource,
    observedAt: reading.observedAt.toISOString(),
    nearEnd,
    endsAt: reading.endsAt?.toISOString() ?? null,
    endsBeforeReset,
    state: readingState(reading, now),
  };
}

function userJson({ userId, name, requests, totalTokens, costPicoUsd }: UserUsage): UserJson {
  return { userId: Number(userId), name, requests, totalTokens, costUsd: picoToUsd(costPicoUsd) };
}

function groupJson({ chatId, name, requests, totalTokens, costPicoUsd }: GroupUsage): GroupJson {
  return { chatId: Number(chatId), name, requests, totalTokens, costUsd: picoToUsd(costPicoUsd) };
}
