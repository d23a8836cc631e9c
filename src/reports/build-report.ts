import { countedHeadroom, readingAt, type CountedLimit, type Headroom } from '../usage/headroom.ts';
import { decideProviderState, type HealthResult } from '../usage/provider-state.ts';
import type { UsageReading } from '../usage/read-usage.ts';
import { sumTotals, type TotalRow } from '../usage/usage-totals.ts';
import type { ProviderReport, Report } from './report.ts';

type ProviderId = ProviderReport['id'];

/** What a report says of a provider that does not depend on its use. */
export interface ProviderProfile {
  id: ProviderId;
  name: string;
  watch: ProviderReport['watch'];
  configured: boolean;
  /** The models that people may pick, the default first. */
  models: readonly string[];
  manualCheckUrl: string | null;
  /** What a model allows, where the provider does not report what is left. */
  countedLimits: (model: string) => readonly CountedLimit[];
}

export interface BuildReportInput {
  usage: UsageReading;
  profiles: readonly ProviderProfile[];
  health: ReadonlyMap<ProviderId, HealthResult>;
  names: ReadonlyMap<bigint, string>;
  person: Report['person'];
  generatedHistory: boolean;
  alertPercent: number;
  now: Date;
}

/** Arranges what was read into one report. Pure: the same input gives the same report. */
export function buildReport(input: BuildReportInput): Report {
  const { usage, profiles, names, now } = input;
  const providers = profiles.map((profile) => describeProvider(input, profile));
  return {
    generatedAt: now,
    period: usage.period,
    person: input.person,
    generatedHistory: input.generatedHistory,
    providers,
    summary: {
      total: providers.length,
      active: providers.filter(({ status }) => status !== 'white' && status !== 'red').length,
      complete: providers.filter((provider) => isComplete(provider, now)).length,
    },
    totals: sumTotals(usage.totals),
    days: usage.days.map((day) => ({ ...day, provider: day.provider as ProviderId })),
    models: modelsOf(usage.totals),
    users: usage.topUsers.map((user) => ({ ...user, name: names.get(user.userId) ?? null })),
  };
}

function describeProvider(input: BuildReportInput, profile: ProviderProfile): ProviderReport {
  const { usage, health, now } = input;
  const { id, name, watch, manualCheckUrl, configured } = profile;
  const outcome = usage.outcomes.find((item) => item.provider === id) ?? null;
  const state = decideProviderState(health.get(id) ?? null, outcome, now);
  const { down, retryAt } = configured ? state : { down: null, retryAt: null };
  return {
    id,
    name,
    status: configured ? (down ? 'red' : watch) : 'white',
    watch,
    reason: down,
    retryAt,
    manualCheckUrl,
    usage: sumTotals(usage.totals.filter((row) => row.provider === id)),
    headroom: configured ? headroomOf(input, profile) : [],
  };
}

/** A provider's readings of the models in use, and our own count of what it does not report. */
function headroomOf({ usage, now, alertPercent }: BuildReportInput, profile: ProviderProfile): Headroom[] {
  const stored = usage.readings
    .filter((reading) => reading.provider === profile.id)
    .map((reading) => readingAt(reading, now, alertPercent));
  const counted = profile.models.flatMap((model) =>
    profile
      .countedLimits(model)
      .filter((limit) => !stored.some((reading) => supersedes(reading, model, limit)))
      .map((limit) => countedHeadroom(profile.id, model, limit, usage.counts, now, alertPercent)),
  );
  const known = stored.filter((reading) => reading.remaining !== null || reading.source !== 'learned');
  return [...known, ...counted].toSorted(byModelAndWindow);
}

/** What the provider itself said of the same quota, while it holds. */
function supersedes(reading: Headroom, model: string, limit: CountedLimit): boolean {
  return (
    reading.model === model &&
    reading.unit === 'requests' &&
    reading.window === limit.window &&
    reading.remaining !== null
  );
}

const WINDOWS = ['minute', 'hour', 'day', 'month'];

function byModelAndWindow(a: Headroom, b: Headroom): number {
  return (
    a.model.localeCompare(b.model) ||
    a.unit.localeCompare(b.unit) ||
    WINDOWS.indexOf(a.window) - WINDOWS.indexOf(b.window)
  );
}

const WINDOW_MS: Record<Headroom['window'], number> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  month: 31 * 86_400_000,
};

/** Measured usage and a reading of what is left that is younger than the window it speaks of. */
function isComplete(provider: ProviderReport, now: Date): boolean {
  const current = provider.headroom.some(
    (item) => item.remaining !== null && now.getTime() - item.observedAt.getTime() <= WINDOW_MS[item.window],
  );
  return provider.usage.requests > provider.usage.failed && current;
}

function modelsOf(rows: readonly TotalRow[]): Report['models'] {
  return groupBy(
    rows.filter((row) => row.model),
    (row) => `${row.provider}/${row.model}`,
  )
    .map((group) => {
      const [first] = group;
      return { provider: first.provider as ProviderId, model: first.model, ...sumTotals(group) };
    })
    .toSorted((a, b) => b.totalTokens - a.totalTokens);
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
