import { daysBetween } from '../../../src/foundation/day.ts';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import { renderJson, type ReportJson } from '../../../src/reports/render-json.ts';
import type { ProviderReport, Report } from '../../../src/reports/model/report.ts';
import {
  busyReport,
  GENERATED_AT,
  minutesLater,
  NO_USAGE,
  sampleReport,
} from '../../unit/reports/sample-report.ts';

/** What the API says on one day in the life of a busy bot. */
export interface SampleApi {
  viewer: Record<'name' | 'locale' | 'digits' | 'calendar' | 'timeZone', string>;
  report(days: number): ReportJson;
  alerts: object[];
  requests: object[];
  /** Default: nobody waits and nobody is blocked. */
  access?: object;
}

const USD_PER_TOKEN = { groq: 0.3e-6, gemini: 0.42e-6, cerebras: 0.5e-6, cohere: 1.5e-6 } as const;
const SIZE = { groq: 190, gemini: 120, cerebras: 64, cohere: 18 } as const;
type Day = Report['days'][number];

/** A viewer who reads Persian with Persian digits and dates, or English. */
export function sampleViewer(locale: 'en' | 'fa'): SampleApi['viewer'] {
  return locale === 'fa'
    ? { name: 'نرگس', locale, digits: 'persian', calendar: 'jalali', timeZone: 'Asia/Tehran' }
    : { name: 'Ada', locale, digits: 'latin', calendar: 'gregorian', timeZone: 'UTC' };
}

export function sampleApi(locale: 'en' | 'fa'): SampleApi {
  return {
    viewer: sampleViewer(locale),
    report: (days) => renderJson(sampleMonth(days)),
    alerts: [
      alert('quota', 'groq', 'openai/gpt-oss-120b', 'warned', -42),
      alert('provider', 'cohere', null, 'down', -3),
    ],
    requests: sampleRequests(),
    access: sampleAccess(),
  };
}

/** The API of a bot that nobody has asked anything yet. */
export function emptyApi(locale: 'en' | 'fa'): SampleApi {
  const report = sampleReport({ totals: NO_USAGE, days: [] });
  const providers = report.providers.map((provider) => ({ ...provider, usage: NO_USAGE }));
  const empty = { ...report, providers };
  return { viewer: sampleViewer(locale), report: () => renderJson(empty), alerts: [], requests: [] };
}

function sampleMonth(count: number): Report {
  const to = GENERATED_AT.toISOString().slice(0, 10);
  const from = minutesLater(-(count - 1) * 24 * 60)
    .toISOString()
    .slice(0, 10);
  const days = daysBetween(from, to).flatMap((date, index) => sampleDays(date, index + 90 - count));
  const busy = busyReport();
  const providers = busy.providers.map((provider) => ({
    ...provider,
    usage: { ...provider.usage, failed: 10, ...sums(days.filter((day) => day.provider === provider.id)) },
    latency: LATENCIES[provider.id] ?? null,
  }));
  return {
    ...busy,
    generatedHistory: false,
    replica: null,
    period: { from, to, days: count, timezone: 'UTC' },
    providers,
    days,
    models: providers.map(({ id, usage }) => ({ ...usage, provider: id, model: MODELS[id] ?? '' })),
    users: busy.users.map((user, place) => ({ ...user, ...sharedOut(sums(days), place) })),
    totals: { ...busy.totals, ...sums(days), failed: 40 },
    change: {
      span: count === 1 ? 'today' : 'whole_days',
      days: count,
      requests: 0.124,
      totalTokens: -0.031,
      costUsd: 0.182,
      cause: 'dearer_models',
    },
    failures: [
      { status: 'rate_limited', requests: 27 },
      { status: 'timeout', requests: 9 },
      { status: 'unavailable', requests: 4 },
    ],
  };
}

const MODELS: Readonly<Record<ProviderReport['id'], string>> = {
  groq: 'openai/gpt-oss-120b',
  gemini: 'gemini-3.5-flash-lite',
  cerebras: 'gpt-oss-120b',
  cohere: 'command-a-03-2025',
};

/** What one of three people used: half of all, a third, a sixth. */
function sharedOut({ requests, totalTokens, costPicoUsd }: ReturnType<typeof sums>, place: number) {
  const parts = 3 - place;
  return {
    requests: Math.floor((requests * parts) / 6),
    totalTokens: Math.floor((totalTokens * parts) / 6),
    costPicoUsd: (costPicoUsd * BigInt(parts)) / 6n,
  };
}

const LATENCIES: Readonly<Record<ProviderReport['id'], ProviderReport['latency']>> = {
  groq: { medianMs: 640, p95Ms: 1900 },
  gemini: { medianMs: 1320, p95Ms: 4200 },
  cerebras: { medianMs: 410, p95Ms: 980 },
  cohere: null,
};

function sampleDays(date: string, index: number): Day[] {
  const wave = 1 + 0.35 * Math.sin(index / 3) + 0.2 * Math.sin(index * 2.4) + index / 120;
  return (Object.keys(SIZE) as (keyof typeof SIZE)[]).map((provider, place) => {
    const requests = Math.round(SIZE[provider] * wave * (1 + 0.15 * Math.cos(index + place * 2)));
    const totalTokens = requests * (310 + 37 * place);
    return {
      date,
      provider,
      requests,
      totalTokens,
      costPicoUsd: usdToPico(totalTokens * USD_PER_TOKEN[provider]),
    };
  });
}

function sums(days: readonly Day[]) {
  const totalTokens = days.reduce((sum, day) => sum + day.totalTokens, 0);
  const promptTokens = Math.round(totalTokens * 0.7);
  return {
    requests: days.reduce((sum, day) => sum + day.requests, 0),
    totalTokens,
    promptTokens,
    completionTokens: totalTokens - promptTokens,
    costPicoUsd: days.reduce((sum, day) => sum + day.costPicoUsd, 0n),
  };
}

function alert(kind: string, provider: string, model: string | null, level: string, minutes: number) {
  const quota = model === null ? { unit: null, window: null } : { unit: 'requests', window: 'day' };
  return { kind, provider, model, ...quota, level, since: minutesLater(minutes).toISOString() };
}

function sampleAccess(): object {
  const ada = { id: 900, name: 'Ada' };
  const account = (id: number, name: string, username: string | null, minutes: number, by: object | null) => {
    return { id, name, username, since: minutesLater(minutes).toISOString(), by };
  };
  return {
    waiting: {
      count: 2,
      accounts: [
        account(-1_001_234_567_890, 'انجمن کتاب‌خوانی', null, -25, { id: 111, name: 'علی رضایی' }),
        account(444, 'Omid', 'omid', -180, null),
      ],
    },
    blocked: { count: 1, accounts: [account(666, 'Spam & Co.', 'spam_co', -4_000, ada)] },
    acts: [
      {
        id: 'a',
        at: minutesLater(-4_000).toISOString(),
        by: ada,
        action: 'block',
        target: 'access/666',
        account: { id: 666, name: 'Spam & Co.' },
        before: { state: 'asked' },
        after: { state: 'blocked', decidedBy: 900 },
        undoneBy: null,
      },
      {
        id: 'b',
        at: minutesLater(-4_100).toISOString(),
        by: ada,
        action: 'change_setting',
        target: 'setting/usd/user/444',
        account: { id: 444, name: 'Omid' },
        before: null,
        after: { value: '0.5' },
        undoneBy: ada,
      },
    ],
  };
}

function sampleRequests(): object[] {
  const people = [
    { id: 111, name: 'علی رضایی' },
    { id: 222, name: 'Sara' },
    null,
    { id: 333, name: '<b>Eve & Co.</b>' },
  ];
  const models = Object.entries(MODELS);
  return Array.from({ length: 12 }, (_, index) => {
    const [provider, model] = models[index % models.length] ?? [];
    const failed = index % 4 === 3;
    return {
      id: 9000 - index,
      createdAt: minutesLater(-index * 7 - 1).toISOString(),
      provider,
      model,
      actionType: index === 1 ? 'Vision' : 'Chat',
      status: failed ? 'rate_limited' : 'ok',
      user: people[index % people.length],
      group: index % 5 === 1 ? { id: -1_001_234_567_890, name: 'انجمن کتاب‌خوانی' } : null,
      totalTokens: failed ? null : 280 + index * 41,
      promptTokens: failed ? null : 200,
      completionTokens: failed ? null : 80 + index * 41,
      costUsd: failed ? null : 0.000_19 * (index + 1),
      costSource: 'catalogue',
      latencyMs: failed ? 212 : 640 + index * 130,
    };
  });
}
