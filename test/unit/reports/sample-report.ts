import type { ReportDetails } from '../../../src/reports/model/report-service.ts';
import type { DetailRow } from '../../../src/usage/reading/read-usage.ts';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import {
  COLOURS,
  type Headroom,
  type ProviderReport,
  type Report,
  type UsageTotals,
} from '../../../src/reports/model/report.ts';

export const GENERATED_AT = new Date('2025-10-30T14:48:01Z');

/** `minutes` after the sample's time; before it if negative. */
export function minutesLater(minutes: number): Date {
  return new Date(GENERATED_AT.getTime() + minutes * 60_000);
}

export const NO_USAGE: UsageTotals = {
  requests: 0,
  failed: 0,
  promptTokens: 0,
  completionTokens: 0,
  totalTokens: 0,
  averageTokens: null,
  costPicoUsd: 0n,
  flatCostPicoUsd: 0n,
  costBySource: { override: 0n, reported: 0n, listing: 0n, catalogue: 0n, flat: 0n },
  estimatedRequests: 0,
  estimatedCostPicoUsd: 0n,
  lastUsedAt: null,
};

/** The specification's month at Groq: 12,847 tokens at $0.60 per million cost $0.0077082. */
export const GROQ_USAGE: UsageTotals = {
  requests: 156,
  failed: 0,
  promptTokens: 9234,
  completionTokens: 3613,
  totalTokens: 12_847,
  averageTokens: 12_847 / 156,
  costPicoUsd: 12_847n * 600_000n,
  flatCostPicoUsd: 0n,
  costBySource: { override: 0n, reported: 0n, listing: 0n, catalogue: 12_847n * 600_000n, flat: 0n },
  estimatedRequests: 0,
  estimatedCostPicoUsd: 0n,
  lastUsedAt: new Date('2025-10-30T14:40:00Z'),
};

export function sampleProvider(
  id: 'groq' | 'gemini' | 'cerebras' | 'cohere',
  changes: Partial<ProviderReport> = {},
): ProviderReport {
  const telemetry = { groq: 'usage', gemini: 'counted', cerebras: 'headers', cohere: 'usage' } as const;
  const name = { groq: 'Groq', gemini: 'Gemini', cerebras: 'Cerebras', cohere: 'Cohere' } as const;
  return {
    id,
    name: name[id],
    status: COLOURS[telemetry[id]],
    telemetry: telemetry[id],
    reason: null,
    retryAt: null,
    paused: null,
    manualCheckUrl: id === 'gemini' ? 'https://aistudio.google.com/usage' : null,
    usage: NO_USAGE,
    latency: null,
    headroom: [],
    unexplained: null,
    ...changes,
  };
}

export function sampleReading(changes: Partial<Headroom> = {}): Headroom {
  return {
    model: 'openai/gpt-oss-120b',
    allModels: false,
    unit: 'requests',
    window: 'day',
    limit: 14_400,
    remaining: 13_800,
    used: null,
    resetAt: minutesLater(200),
    source: 'reported',
    limitSource: 'reported',
    observedAt: minutesLater(-2),
    nearEnd: false,
    endsAt: null,
    endsBeforeReset: false,
    ...changes,
  };
}

/** The specification's report, to the digit. */
/** The days of `sampleReport`, as its CSV has them. */
export function sampleDetails(): ReportDetails {
  const row: DetailRow = {
    date: '2025-10-30',
    provider: 'groq',
    model: 'openai/gpt-oss-120b',
    actionType: 'Chat',
    status: 'ok',
    requests: 156,
    failed: 0,
    promptTokens: 9_234,
    completionTokens: 3_613,
    cachedTokens: 12,
    reasoningTokens: 7,
    totalTokens: 12_847,
    costPicoUsd: usdToPico('0.0077082'),
    costSource: 'catalogue',
  };
  return { period: { from: '2025-10-01', to: '2025-10-30', days: 30, timezone: 'UTC' }, rows: [row] };
}

export function sampleReport(changes: Partial<Report> = {}): Report {
  return {
    generatedAt: GENERATED_AT,
    period: { from: '2025-10-01', to: '2025-10-30', days: 30, timezone: 'UTC' },
    person: null,
    generatedHistory: false,
    replica: null,
    today: NO_USAGE,
    usualToday: null,
    budgets: [],
    providers: [
      sampleProvider('groq', { usage: GROQ_USAGE }),
      sampleProvider('gemini'),
      sampleProvider('cerebras'),
      sampleProvider('cohere'),
    ],
    summary: { total: 4, active: 4, complete: 0 },
    totals: GROQ_USAGE,
    change: null,
    failures: [],
    forecast: null,
    jalaliForecast: null,
    days: [
      {
        date: '2025-10-30',
        provider: 'groq',
        requests: 156,
        totalTokens: 12_847,
        costPicoUsd: usdToPico('0.0077082'),
      },
    ],
    models: [],
    users: [],
    groups: [],
    ...changes,
  };
}

/** A busy month with everything a report can show: readings of each kind, a failure, lists, estimates. */
export function busyReport(changes: Partial<Report> = {}): Report {
  const groq = {
    ...GROQ_USAGE,
    requests: 160,
    failed: 4,
    flatCostPicoUsd: usdToPico('0.0012'),
    costBySource: {
      override: 0n,
      reported: 0n,
      listing: 0n,
      catalogue: GROQ_USAGE.costPicoUsd - usdToPico('0.0012'),
      flat: usdToPico('0.0012'),
    },
    estimatedRequests: 2,
    estimatedCostPicoUsd: usdToPico('0.0001'),
  };
  const gemini = {
    ...GROQ_USAGE,
    requests: 3120,
    totalTokens: 1_204_331,
    averageTokens: 386.01,
    costPicoUsd: usdToPico('1.3048'),
  };
  return sampleReport({
    generatedHistory: true,
    providers: [
      sampleProvider('groq', {
        usage: groq,
        headroom: groqReadings(),
        unexplained: { requests: 31, since: minutesLater(-28) },
      }),
      sampleProvider('gemini', { usage: gemini, headroom: geminiReadings() }),
      sampleProvider('cerebras', { headroom: cerebrasReadings() }),
      sampleProvider('cohere', { status: 'red', reason: 'rate_limited', retryAt: minutesLater(21) }),
    ],
    summary: { total: 4, active: 3, complete: 2 },
    totals: { ...gemini, requests: 3280, totalTokens: 1_217_178, costPicoUsd: usdToPico('1.3125082') },
    forecast: { month: '2025-10', totalTokens: 1_310_400, costPicoUsd: usdToPico('1.4131') },
    jalaliForecast: { month: '2025-10', totalTokens: 402_100, costPicoUsd: usdToPico('0.4337') },
    today: { ...GROQ_USAGE, requests: 211, totalTokens: 61_240, costPicoUsd: usdToPico('0.0663') },
    usualToday: { requests: 180.5, totalTokens: 52_000, costPicoUsd: usdToPico('0.0592') },
    models: [
      { ...gemini, provider: 'gemini', model: 'gemini-3.5-flash-lite' },
      { ...groq, provider: 'groq', model: 'openai/gpt-oss-120b' },
    ],
    users: [
      {
        userId: 111n,
        name: 'علی رضایی',
        requests: 2000,
        totalTokens: 900_000,
        costPicoUsd: usdToPico('0.9'),
      },
      { userId: 222n, name: 'Sara', requests: 900, totalTokens: 210_000, costPicoUsd: usdToPico('0.3') },
      { userId: 333n, name: null, requests: 380, totalTokens: 107_178, costPicoUsd: usdToPico('0.1125082') },
    ],
    ...changes,
  });
}

function groqReadings(): Headroom[] {
  const tokens = { unit: 'tokens', window: 'minute', limit: 8000, remaining: 5200 } as const;
  return [
    sampleReading({ remaining: 900, nearEnd: true }),
    sampleReading({ ...tokens, resetAt: minutesLater(-1) }),
    sampleReading({
      model: 'whisper-large-v3-turbo',
      unit: 'audio_seconds',
      window: 'hour',
      limit: 7200,
      remaining: 7100,
      resetAt: null,
      observedAt: minutesLater(-125),
    }),
  ];
}

function geminiReadings(): Headroom[] {
  const counted = { model: 'gemini-3.5-flash-lite', source: 'counted', observedAt: GENERATED_AT } as const;
  return [
    sampleReading({ ...counted, window: 'minute', limit: 15, remaining: 12, resetAt: minutesLater(0.5) }),
    sampleReading({
      ...counted,
      limit: 500,
      remaining: 380,
      resetAt: minutesLater(16 * 60 + 12),
      endsAt: minutesLater(200),
      endsBeforeReset: true,
    }),
  ];
}

function cerebrasReadings(): Headroom[] {
  const model = 'gpt-oss-120b';
  return [
    sampleReading({
      model,
      unit: 'tokens',
      window: 'minute',
      limit: 60_000,
      remaining: 45_000,
      resetAt: minutesLater(0.7),
    }),
    sampleReading({ model, resetAt: minutesLater(60) }),
    sampleReading({
      model,
      window: 'hour',
      limit: 900,
      remaining: 40,
      resetAt: minutesLater(40),
      endsAt: minutesLater(13),
      endsBeforeReset: true,
    }),
  ];
}
