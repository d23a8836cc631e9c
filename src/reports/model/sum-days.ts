import type { Report } from './report.ts';

type DayUsage = Report['days'][number];
type DaySum = Omit<DayUsage, 'provider'>;

/** The sums of all providers on each day, in order. */
export function sumDays(days: readonly DayUsage[]): DaySum[] {
  const sums = new Map<string, DaySum>();
  for (const { date, requests, totalTokens, costPicoUsd } of days) {
    const sum = sums.get(date) ?? { date, requests: 0, totalTokens: 0, costPicoUsd: 0n };
    sum.requests += requests;
    sum.totalTokens += totalTokens;
    sum.costPicoUsd += costPicoUsd;
    sums.set(date, sum);
  }
  return [...sums.values()];
}
