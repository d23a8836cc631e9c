import {
  Counter,
  Gauge,
  Histogram,
  Registry,
  collectDefaultMetrics,
  type MetricObjectWithValues,
  type MetricValue,
} from 'prom-client';
import type { LiveNumbers } from './read-live-numbers.ts';

/** A settled request. */
export interface SettledRequest {
  provider: string;
  model: string;
  actionType: string;
  status: string;
  promptTokens: number | null;
  completionTokens: number | null;
  /** Whether the token counts are our estimates. */
  tokensEstimated: boolean;
  costPicoUsd: bigint | null;
  latencyMs: number | null;
  errorReason: string | null;
}

export interface Metrics {
  settled(request: SettledRequest): void;
  /** The page in Prometheus's text format. */
  page(): Promise<{ text: string; contentType: string }>;
  /** The same as data. */
  collect(): Promise<MetricObjectWithValues<MetricValue<string>>[]>;
}

export interface MetricsOptions {
  /** `null` while the database is away. */
  readLive: () => Promise<LiveNumbers | null>;
  /** Updates received and not yet answered. */
  updatesInHand: () => number;
}

/** The bucket boundaries of OpenTelemetry's conventions for generative AI. */
const TOKEN_BUCKETS = Array.from({ length: 14 }, (_, power) => 4 ** power);
const SECOND_BUCKETS = Array.from({ length: 14 }, (_, power) => 0.01 * 2 ** power);
const REQUEST_LABELS = ['gen_ai_operation_name', 'gen_ai_provider_name', 'gen_ai_request_model'] as const;
const QUOTA_LABELS = ['gen_ai_provider_name', 'gen_ai_request_model', 'unit', 'window'] as const;
const MODEL_LABELS = ['gen_ai_provider_name', 'gen_ai_request_model'] as const;
const PICO = 1e12;

/** The provider names of OpenTelemetry that differ from ours. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = { gemini: 'gcp.gemini' };

/** Creates the metrics for Prometheus. No label names a person or a chat. */
export function createMetrics({ readLive, updatesInHand }: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const show = gauges(registry);
  const settled = requestMetrics(registry);
  const update = async () => show(await readLive(), updatesInHand());
  return {
    settled,
    collect: async () => {
      await update();
      return registry.getMetricsAsJSON();
    },
    page: async () => {
      await update();
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

function requestMetrics(registry: Registry): (request: SettledRequest) => void {
  const registers = [registry];
  const tokens = new Histogram({
    name: 'gen_ai_client_token_usage',
    help: 'Tokens of each request, as measured by the provider',
    labelNames: [...REQUEST_LABELS, 'gen_ai_token_type', 'error_type'],
    buckets: TOKEN_BUCKETS,
    registers,
  });
  const duration = new Histogram({
    name: 'gen_ai_client_operation_duration_seconds',
    help: 'Duration of requests to providers',
    labelNames: [...REQUEST_LABELS, 'error_type'],
    buckets: SECOND_BUCKETS,
    registers,
  });
  const cost = new Counter({
    name: 'ai_cost_usd_total',
    help: 'Estimated cost of requests settled by this process, in US dollars',
    labelNames: REQUEST_LABELS,
    registers,
  });
  return (request) => {
    const labels = requestLabels(request);
    const failure = request.status === 'ok' ? {} : { error_type: request.errorReason ?? request.status };
    if (request.latencyMs !== null) duration.observe({ ...labels, ...failure }, request.latencyMs / 1000);
    if (request.costPicoUsd !== null) cost.inc(labels, Number(request.costPicoUsd) / PICO);
    if (request.tokensEstimated) return;
    const { promptTokens: input, completionTokens: output } = request;
    for (const [type, count] of Object.entries({ input, output })) {
      if (count !== null) tokens.observe({ ...labels, ...failure, gen_ai_token_type: type }, count);
    }
  };
}

function requestLabels({ provider, model, actionType }: SettledRequest) {
  return {
    gen_ai_operation_name: actionType === 'Transcription' ? 'transcription' : 'chat',
    ...modelLabels(provider, model),
  };
}

function modelLabels(provider: string, model: string) {
  return { gen_ai_provider_name: PROVIDER_NAMES[provider] ?? provider, gen_ai_request_model: model };
}

/** The gauges of the moment of a scrape; unknown values are omitted. */
function gauges(registry: Registry): (live: LiveNumbers | null, updatesInHand: number) => void {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge<Label>({ name, help, labelNames, registers: [registry] });
  const remaining = gauge('ai_quota_remaining', 'What is left of a quota', QUOTA_LABELS);
  const limit = gauge('ai_quota_limit', 'How much a quota allows', QUOTA_LABELS);
  const reset = gauge(
    'ai_quota_reset_timestamp_seconds',
    'When a quota begins anew (Unix time)',
    QUOTA_LABELS,
  );
  const requests = gauge('ai_usage_today_requests', 'Requests booked today', MODEL_LABELS);
  const tokens = gauge('ai_usage_today_tokens', 'Tokens booked today', MODEL_LABELS);
  const cost = gauge('ai_usage_today_cost_usd', 'Estimated cost of today in US dollars', MODEL_LABELS);
  const alerts = gauge('ai_alerts_open', 'Open alerts', ['kind', 'level']);
  const inHand = gauge('telegram_updates_in_hand', 'Updates received and not answered yet');
  const database = gauge('ai_ledger_database_up', 'Whether the database answers');

  return (live, updatesInHand) => {
    for (const metric of [remaining, limit, reset, requests, tokens, cost, alerts]) metric.reset();
    inHand.set(updatesInHand);
    database.set(live ? 1 : 0);
    for (const quota of live?.quotas ?? []) {
      const labels = { ...modelLabels(quota.provider, quota.model), unit: quota.unit, window: quota.window };
      if (quota.remaining !== null) remaining.set(labels, quota.remaining);
      if (quota.limit !== null) limit.set(labels, quota.limit);
      if (quota.resetAt !== null) reset.set(labels, quota.resetAt.getTime() / 1000);
    }
    for (const { provider, model, ...used } of live?.today ?? []) {
      requests.set(modelLabels(provider, model), used.requests);
      tokens.set(modelLabels(provider, model), used.totalTokens);
      cost.set(modelLabels(provider, model), Number(used.costPicoUsd) / PICO);
    }
    for (const { kind, level } of live?.alerts ?? []) alerts.inc({ kind, level });
  };
}
