import type { Metric } from '../live/day-rows.ts';
import type { Words } from './en.ts';
import type { Writer } from './writer.ts';

export function writeMetric(write: Writer, metric: Metric, value: number): string {
  return metric === 'costUsd' ? write.money(value) : write.integer(value);
}

export function metricName(words: Words, metric: Metric): string {
  return { requests: words.chart.requests, totalTokens: words.chart.tokens, costUsd: words.chart.cost }[
    metric
  ];
}
