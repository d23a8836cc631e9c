import { toOtlp, type CollectedMetric } from '../../../src/monitoring/otlp/to-otlp.ts';

const SPAN = { start: new Date('2026-01-01T00:00:00Z'), now: new Date('2026-01-01T00:01:00Z') };
const TIMES = { startTimeUnixNano: '1767225600000000000', timeUnixNano: '1767225660000000000' };

interface Exported {
  resourceMetrics: { resource: object; scopeMetrics: { metrics: object[] }[] }[];
}

function metricsOf(...metrics: CollectedMetric[]): object[] {
  const body = toOtlp(metrics, { 'service.name': 'bot' }, SPAN) as Exported;
  return body.resourceMetrics[0]?.scopeMetrics[0]?.metrics ?? [];
}

function attribute(key: string, value: string) {
  return { key, value: { stringValue: value } };
}

describe('metrics for OpenTelemetry', () => {
  it('name the service', () => {
    expect((toOtlp([], { 'service.name': 'bot' }, SPAN) as Exported).resourceMetrics[0]?.resource).toEqual({
      attributes: [attribute('service.name', 'bot')],
    });
  });

  it('have the names of the conventions, and buckets that count only their own', () => {
    const labels = { gen_ai_provider_name: 'groq', gen_ai_token_type: 'input' };
    const series = (suffix: string, value: number, le?: string) => ({
      metricName: `gen_ai_client_token_usage_${suffix}`,
      value,
      labels: { ...labels, ...(le && { le }) },
    });
    const name = 'gen_ai_client_token_usage';
    const values = [
      series('bucket', 1, '1'),
      series('bucket', 1, '4'),
      series('bucket', 3, '16'),
      series('bucket', 4, '+Inf'),
      series('sum', 120.5),
      series('count', 4),
    ];
    expect(metricsOf({ name, help: 'Tokens', type: 'histogram', values })).toEqual([
      {
        name: 'gen_ai.client.token.usage',
        unit: '{token}',
        description: 'Tokens',
        histogram: {
          aggregationTemporality: 2,
          dataPoints: [
            {
              ...TIMES,
              attributes: [
                attribute('gen_ai.provider.name', 'groq'),
                attribute('gen_ai.token.type', 'input'),
              ],
              count: '4',
              sum: 120.5,
              explicitBounds: [1, 4, 16],
              bucketCounts: ['1', '0', '2', '1'],
            },
          ],
        },
      },
    ]);
  });

  it('tell counters, which only rise, from gauges, and leave out what is no number', () => {
    const point = (value: number) => ({ value, labels: {} });
    const counted = { name: 'ai_cost_usd_total', help: 'Cost', type: 'counter', values: [point(0.25)] };
    const gauge = { name: 'process_heap_bytes', help: 'Heap', type: 'gauge', values: [point(7), point(NaN)] };
    const unknown = { name: 'ai_alerts_open', help: 'Alerts', type: 'gauge', values: [] };
    expect(metricsOf(counted, gauge, unknown)).toEqual([
      {
        name: 'ai_cost_usd_total',
        unit: '1',
        description: 'Cost',
        sum: {
          aggregationTemporality: 2,
          isMonotonic: true,
          dataPoints: [{ ...TIMES, attributes: [], asDouble: 0.25 }],
        },
      },
      {
        name: 'process_heap_bytes',
        unit: 'By',
        description: 'Heap',
        gauge: { dataPoints: [{ ...TIMES, attributes: [], asDouble: 7 }] },
      },
    ]);
  });
});
