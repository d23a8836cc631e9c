import type { ProviderId, ReportJson } from './api-types.ts';

export type Metric = 'requests' | 'totalTokens' | 'costUsd';

/** What the chart shows until somebody chooses. */
export const FIRST_METRIC: Metric = 'requests';

/** One day of the chart: a number for each provider that was used in the period. */
export interface DayRow {
  date: string;
  sum: number;
  values: Partial<Record<ProviderId, number>>;
}

/** What a chart or a table of usage shows. */
export interface UsageRows {
  rows: readonly DayRow[];
  providers: readonly ProviderId[];
  metric: Metric;
}

/** What of a report a chart shows, by one measure. */
export function usageRows(report: ReportJson, metric: Metric): UsageRows {
  return { rows: dayRows(report, metric), providers: usedProviders(report), metric };
}

/** A row for every day of the period, days without requests too, oldest first. */
function dayRows(report: ReportJson, metric: Metric): DayRow[] {
  const rows = new Map<string, DayRow>();
  for (const date of datesOf(report.period)) rows.set(date, { date, sum: 0, values: {} });
  for (const usage of report.days) {
    const row = rows.get(usage.date);
    if (!row) continue;
    row.values[usage.provider] = (row.values[usage.provider] ?? 0) + usage[metric];
    row.sum += usage[metric];
  }
  return [...rows.values()];
}

/** The providers that the report's days name, in the report's order. */
function usedProviders(report: ReportJson): ProviderId[] {
  const used = new Set(report.days.map(({ provider }) => provider));
  return report.providers.map(({ id }) => id).filter((id) => used.has(id));
}

function datesOf({ from, days }: ReportJson['period']): string[] {
  const start = Date.parse(`${from}T00:00:00Z`);
  return Array.from({ length: days }, (_, index) =>
    new Date(start + index * 86_400_000).toISOString().slice(0, 10),
  );
}
