import type { Metric } from '../live/day-rows.ts';
import type { FirstViewMessages } from './generated/first-view.ts';
import type { Say } from './messages.ts';
import type { Writer } from './writer.ts';

const NAMES = { requests: 'metric-requests', totalTokens: 'metric-tokens', costUsd: 'metric-cost' } as const;

export function writeMetric(write: Writer, metric: Metric, value: number): string {
  return metric === 'costUsd' ? write.money(value) : write.integer(value);
}

export function metricName(say: Say<FirstViewMessages>, metric: Metric): string {
  return say(NAMES[metric]);
}
