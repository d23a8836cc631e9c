/** A metric as prom-client gives it. */
export interface CollectedMetric {
  name: string;
  help: string;
  type: string;
  values: readonly CollectedValue[];
}

interface CollectedValue {
  value: number;
  labels: Readonly<Record<string, string | number | undefined>>;
  /** The series of a histogram: its name with `_bucket`, `_sum` or `_count`. */
  metricName?: string;
}

interface Attribute {
  key: string;
  value: { stringValue: string };
}

export interface Span {
  start: Date;
  now: Date;
}

/** The names and units of OpenTelemetry's conventions for generative AI; the others are ours and stay as they are. */
const CONVENTIONS: Readonly<Record<string, { name: string; unit: string }>> = {
  gen_ai_client_token_usage: { name: 'gen_ai.client.token.usage', unit: '{token}' },
  gen_ai_client_operation_duration_seconds: { name: 'gen_ai.client.operation.duration', unit: 's' },
};
const ATTRIBUTES: Readonly<Record<string, string>> = {
  gen_ai_operation_name: 'gen_ai.operation.name',
  gen_ai_provider_name: 'gen_ai.provider.name',
  gen_ai_request_model: 'gen_ai.request.model',
  gen_ai_token_type: 'gen_ai.token.type',
  error_type: 'error.type',
};
const CUMULATIVE = 2;

/**
 * The body of an OTLP/HTTP export in JSON, in which 64-bit integers are strings.
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export function toOtlp(
  metrics: readonly CollectedMetric[],
  resource: Readonly<Record<string, string>>,
  span: Span,
): object {
  return {
    resourceMetrics: [
      {
        resource: { attributes: Object.entries(resource).map(([key, value]) => attribute(key, value)) },
        scopeMetrics: [
          {
            scope: { name: 'telegram-ai-ledger' },
            metrics: metrics
              .filter(({ values }) => values.length > 0)
              .map((metric) => metricOf(metric, span)),
          },
        ],
      },
    ],
  };
}

function metricOf(metric: CollectedMetric, span: Span): object {
  const { name, unit } = CONVENTIONS[metric.name] ?? { name: metric.name, unit: unitOf(metric.name) };
  const shared = { name, unit, description: metric.help };
  if (metric.type === 'histogram')
    return {
      ...shared,
      histogram: { aggregationTemporality: CUMULATIVE, dataPoints: histogramPoints(metric, span) },
    };
  const dataPoints = metric.values
    .filter(({ value }) => Number.isFinite(value))
    .map(({ value, labels }) => ({ ...pointOf(labels, span), asDouble: value }));
  if (metric.type === 'counter')
    return { ...shared, sum: { aggregationTemporality: CUMULATIVE, isMonotonic: true, dataPoints } };
  return { ...shared, gauge: { dataPoints } };
}

function unitOf(name: string): string {
  if (/_seconds(_total)?$/.test(name)) return 's';
  return name.endsWith('_bytes') ? 'By' : '1';
}

/** One point for each set of labels, of the series that Prometheus has for it. */
function histogramPoints({ name, values }: CollectedMetric, span: Span): object[] {
  const points = new Map<string, CollectedValue[]>();
  for (const value of values) {
    const { le: _, ...labels } = value.labels;
    const key = JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    points.set(key, [...(points.get(key) ?? []), value]);
  }
  return [...points.values()].map((series) => {
    const total = (suffix: string) =>
      series.find(({ metricName }) => metricName === `${name}_${suffix}`)?.value ?? 0;
    const buckets = series
      .filter(({ metricName }) => metricName === `${name}_bucket`)
      .toSorted((a, b) => boundOf(a) - boundOf(b));
    const { le: _, ...labels } = series[0]?.labels ?? {};
    return {
      ...pointOf(labels, span),
      count: String(total('count')),
      sum: total('sum'),
      explicitBounds: buckets.map(boundOf).filter(Number.isFinite),
      // Prometheus counts each bucket with those below it, OpenTelemetry alone.
      bucketCounts: buckets.map(({ value }, index) => String(value - (buckets[index - 1]?.value ?? 0))),
    };
  });
}

function boundOf({ labels }: CollectedValue): number {
  return labels['le'] === '+Inf' ? Infinity : Number(labels['le']);
}

function pointOf(labels: CollectedValue['labels'], { start, now }: Span) {
  const attributes = Object.entries(labels).flatMap(([key, value]) =>
    value === undefined ? [] : [attribute(ATTRIBUTES[key] ?? key, String(value))],
  );
  return { attributes, startTimeUnixNano: nanoseconds(start), timeUnixNano: nanoseconds(now) };
}

function attribute(key: string, value: string): Attribute {
  return { key, value: { stringValue: value } };
}

function nanoseconds(instant: Date): string {
  return `${instant.getTime()}000000`;
}
