import type { AlertWebhookConfig, MonitoringConfig, OtlpConfig } from './config.ts';
import type { EnvironmentReader } from './environment-reader.ts';

/** What OpenTelemetry's specification calls the default of OTEL_METRIC_EXPORT_INTERVAL, in milliseconds. */
const EXPORT_INTERVAL_MS = 60_000;

/** Reads how other programs watch the bot. */
export function readMonitoring(read: EnvironmentReader): MonitoringConfig {
  return {
    heartbeatUrl: read.address('HEARTBEAT_URL'),
    alertWebhook: readAlertWebhook(read),
    otlp: readOtlp(read),
  };
}

function readAlertWebhook(read: EnvironmentReader): AlertWebhookConfig | null {
  const url = read.address('ALERT_WEBHOOK_URL');
  const secret = read.text('ALERT_WEBHOOK_SECRET');
  if (url !== null && secret === null)
    read.problem('ALERT_WEBHOOK_SECRET', 'is required with ALERT_WEBHOOK_URL: it signs what is posted there');
  return url !== null && secret !== null ? { url, secret } : null;
}

/**
 * The standard variables of OpenTelemetry exporters, as far as they concern metrics.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
function readOtlp(read: EnvironmentReader): OtlpConfig | null {
  const base = read.address('OTEL_EXPORTER_OTLP_ENDPOINT');
  // The endpoint of a single signal is used as it is; to the shared one, the path of the signal is added.
  const url =
    read.address('OTEL_EXPORTER_OTLP_METRICS_ENDPOINT') ?? (base === null ? null : metricsUrl(base));
  const headers = readPairs(read, 'OTEL_EXPORTER_OTLP_HEADERS');
  const attributes = readPairs(read, 'OTEL_RESOURCE_ATTRIBUTES');
  const serviceName = read.text('OTEL_SERVICE_NAME') ?? attributes['service.name'] ?? 'telegram-ai-ledger';
  const intervalMs = read.integer('OTEL_METRIC_EXPORT_INTERVAL', {
    fallback: EXPORT_INTERVAL_MS,
    min: 1_000,
    max: 86_400_000,
  });
  const protocol = read.text('OTEL_EXPORTER_OTLP_PROTOCOL');
  if (url !== null && protocol === 'grpc')
    read.problem(
      'OTEL_EXPORTER_OTLP_PROTOCOL',
      'must be http/json: gRPC is not spoken (collectors take HTTP at 4318)',
    );
  return url === null
    ? null
    : { url, headers, resource: { ...attributes, 'service.name': serviceName }, intervalMs };
}

function metricsUrl(base: string): string {
  return `${base.replace(/\/+$/, '')}/v1/metrics`;
}

/** `name=value,name=value`, each value URL-encoded as in W3C Baggage. */
function readPairs(read: EnvironmentReader, name: string): Record<string, string> {
  const pairs = read.list(name, /,/).map((pair) => /^([^=\s]+)\s*=\s*(.*)$/s.exec(pair));
  if (pairs.includes(null)) read.problem(name, 'must be name=value pairs, comma separated');
  const known = pairs.filter((pair) => pair !== null);
  return Object.fromEntries(known.map(([, key = '', value = '']) => [key, decoded(value)]));
}

// A value may contain a % that escapes nothing.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
