import type { StoredReading } from '../../../src/database/totals/stored-reading.ts';
import {
  buildReport,
  type BuildReportInput,
  type ProviderProfile,
} from '../../../src/reports/model/build-report.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import { defaultFormatStyle } from '../../../src/localization/formats/format-style.ts';
import { renderJson } from '../../../src/reports/render-json.ts';
import { renderText } from '../../../src/reports/render-text.ts';
import type { TotalRow } from '../../../src/usage/reading/usage-totals.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

function profile(id: ProviderProfile['id'], changes: Partial<ProviderProfile> = {}): ProviderProfile {
  return {
    id,
    keyHash: 'own',
    name: id,
    telemetry: 'usage',
    configured: true,
    models: ['m'],
    manualCheckUrl: null,
    countedLimits: () => [],
    refills: false,
    ...changes,
  };
}

function total(changes: Partial<TotalRow> = {}): TotalRow {
  return {
    provider: 'groq',
    model: 'm',
    status: 'ok',
    costSource: 'catalogue',
    tokensEstimated: false,
    requests: 4,
    promptTokens: 300,
    completionTokens: 100,
    totalTokens: 400,
    costPicoUsd: 5n,
    lastUsedAt: NOW,
    ...changes,
  };
}

function reading(changes: Partial<StoredReading> = {}): StoredReading {
  return {
    provider: 'groq',
    keyHash: 'own',
    model: 'm',
    unit: 'requests',
    window: 'day',
    limit: 1000,
    remaining: 500,
    resetAt: new Date('2026-11-21T18:00:00Z'),
    source: 'reported',
    observedAt: NOW,
    baselineRemaining: null,
    baselineAt: null,
    bookedSince: 0,
    ...changes,
  };
}

function build(usage: Partial<BuildReportInput['usage']> = {}, changes: Partial<BuildReportInput> = {}) {
  return buildReport({
    usage: {
      period: { from: '2026-11-15', to: '2026-11-21', days: 7, timezone: 'UTC' },
      totals: [],
      today: [],
      usualToday: null,
      days: [],
      compared: null,
      latency: [],
      topUsers: [],
      topChats: [],
      readings: [],
      outcomes: [],
      counts: { minute: [], hour: [], day: [], month: [], hourEndsAt: NOW, dayEndsAt: NOW, monthEndsAt: NOW },
      inFlight: [],
      hours: [],
      recent: null,
      ...usage,
    },
    profiles: [profile('groq'), profile('gemini', { telemetry: 'counted' })],
    health: new Map(),
    paused: new Map(),
    budgets: [],
    names: new Map(),
    person: null,
    generatedHistory: false,
    replica: null,
    alertPercent: 90,
    now: NOW,
    ...changes,
  });
}

describe('a report', () => {
  it('names each provider in its own words beside how long it took', () => {
    const { providers } = build({ latency: [{ provider: 'groq', medianMs: 812, p95Ms: 3_140 }] });
    expect(providers.map(({ latency }) => latency)).toEqual([{ medianMs: 812, p95Ms: 3_140 }, null]);
  });

  it('sums requests in total and by provider', () => {
    const failure = total({
      status: 'timeout',
      requests: 1,
      totalTokens: 0,
      promptTokens: 0,
      completionTokens: 0,
      costPicoUsd: 0n,
    });
    const flat = total({ provider: 'gemini', costSource: 'flat', costPicoUsd: 7n });
    const report = build({ totals: [total(), failure, flat] });
    expect(report.totals).toMatchObject({
      requests: 9,
      failed: 1,
      totalTokens: 800,
      costPicoUsd: 12n,
      flatCostPicoUsd: 7n,
    });
    expect(report.providers[0]?.usage).toMatchObject({
      requests: 5,
      failed: 1,
      averageTokens: 80,
      flatCostPicoUsd: 0n,
    });
    // Equals by name, whatever order the database has them in.
    expect(report.models.map(({ provider, requests }) => [provider, requests])).toEqual([
      ['gemini', 4],
      ['groq', 5],
    ]);
  });

  it('shows the colour of a provider: red while it fails, white without a key', () => {
    const health = new Map([
      ['groq', { ok: false, status: 'unauthorized', reason: 'invalid_key', retryAt: null }],
    ] as const);
    const profiles = [
      profile('groq'),
      profile('gemini', { telemetry: 'counted' }),
      profile('cohere', { configured: false }),
    ];
    const report = build({}, { health, profiles });
    expect(report.providers.map(({ status, reason }) => [status, reason])).toEqual([
      ['red', 'unauthorized'],
      ['blue', null],
      ['white', null],
    ]);
    expect(report.summary).toEqual({ total: 3, active: 1, complete: 0 });
  });

  it('omits failures and readings of an unconfigured provider', () => {
    const outcomes = [
      {
        provider: 'groq',
        keyHash: 'own',
        status: 'timeout',
        model: 'm',
        reason: 'timeout',
        retryAt: null,
        observedAt: NOW,
      },
    ];
    const report = build(
      { outcomes, readings: [reading()] },
      { profiles: [profile('groq', { configured: false })] },
    );
    expect(report.providers[0]).toMatchObject({ status: 'white', reason: null, headroom: [] });
  });

  it('shows how the last request with the configured key ended, not with another one', () => {
    const refused = {
      provider: 'groq',
      keyHash: 'former',
      status: 'unauthorized',
      model: 'm',
      reason: 'invalid_key',
      retryAt: null,
      observedAt: NOW,
    } as const;
    const earlier = new Date(NOW.getTime() - 60_000);
    const answered = { ...refused, keyHash: 'own', status: 'ok', reason: null, observedAt: earlier } as const;
    const statusOf = (...outcomes: BuildReportInput['usage']['outcomes'][number][]) =>
      build({ outcomes }).providers[0]?.status;
    expect(statusOf({ ...refused, keyHash: 'own' })).toBe('red');
    expect(statusOf(refused)).toBe('green');
    expect(statusOf(refused, answered)).toBe('green');
    expect(
      statusOf({ ...answered, keyHash: 'former', observedAt: NOW }, { ...refused, keyHash: 'own' }),
    ).toBe('red');
    // Of an earlier version, which kept no hash: true of the present key until another one is known.
    expect(statusOf({ ...refused, keyHash: '' })).toBe('red');
    expect(statusOf({ ...refused, keyHash: '' }, { ...answered, keyHash: 'other' })).toBe('green');
  });

  it.each([
    [101, false],
    [100, true],
    [99, true],
  ])('warns of a quota when its used share reaches the threshold: %d of 1000 left', (remaining, nearEnd) => {
    expect(build({ readings: [reading({ remaining })] }).providers[0]?.headroom).toMatchObject([
      { remaining, nearEnd },
    ]);
  });

  it('is complete for a provider with an answered request and a current reading', () => {
    const complete = (totals: TotalRow[], readings: StoredReading[]) =>
      build({ totals, readings }).summary.complete;
    expect(complete([total()], [reading()])).toBe(1);
    expect(complete([], [reading()])).toBe(0);
    expect(complete([total({ status: 'error' })], [reading()])).toBe(0);
    expect(complete([total()], [])).toBe(0);
    expect(complete([total()], [reading({ remaining: null })])).toBe(0);
    expect(complete([total()], [reading({ resetAt: NOW })])).toBe(0);
  });

  it.each([
    ['minute', 60_000],
    ['hour', 3_600_000],
    ['day', 86_400_000],
    ['month', 31 * 86_400_000],
  ])('treats a reading as current until it is older than its %s', (window, ms) => {
    const complete = (age: number) => {
      const observedAt = new Date(NOW.getTime() - age);
      return build({ totals: [total()], readings: [reading({ window, observedAt, resetAt: null })] }).summary
        .complete;
    };
    expect([complete(ms), complete(ms + 1)]).toEqual([1, 0]);
  });

  describe('with counted quotas', () => {
    const profiles = [
      profile('gemini', {
        telemetry: 'counted',
        countedLimits: () => [
          { unit: 'requests', window: 'minute', limit: 15, source: 'guessed' },
          { unit: 'requests', window: 'day', limit: 500, source: 'guessed' },
        ],
      }),
    ];
    const learned = reading({ provider: 'gemini', source: 'learned', remaining: 0, limit: 20 });
    const headroom = (readings: StoredReading[]) =>
      build({ readings }, { profiles }).providers[0]?.headroom.map(({ window, source, remaining }) => [
        window,
        source,
        remaining,
      ]);

    it('lists the shorter window first', () => {
      expect(headroom([])).toEqual([
        ['minute', 'counted', 15],
        ['day', 'counted', 500],
      ]);
    });

    it('prefers what the provider reported while it is valid', () => {
      expect(headroom([learned])).toEqual([
        ['minute', 'counted', 15],
        ['day', 'learned', 0],
      ]);
      // The refusal named a limit of 20, which remains valid when the quota is full again.
      expect(headroom([{ ...learned, resetAt: NOW }])).toEqual([
        ['minute', 'counted', 15],
        ['day', 'counted', 20],
      ]);
    });
  });

  it('gives no remaining amount for a quota that was reset since its reading', () => {
    const resetAt = new Date(NOW.getTime() - 1_000);
    const renewed = reading({ unit: 'tokens', window: 'minute', limit: 8_000, remaining: 5, resetAt });
    const report = build({ readings: [renewed] });
    expect(renderJson(report).providers[0]?.headroom).toMatchObject([
      { limit: 8_000, remaining: null, resetAt: resetAt.toISOString(), state: 'reset', nearEnd: false },
    ]);
    const style = defaultFormatStyle('en', 'UTC');
    const text = renderText(report, { translate: createTranslator('en'), style, now: NOW, marks: false });
    expect(text).toContain('unknown, limit 8,000; has reset since then');
  });

  it('names known people', () => {
    const user = { requests: 1, totalTokens: 1, costPicoUsd: 1n };
    const topUsers = [
      { ...user, userId: 7n },
      { ...user, userId: 8n },
    ];
    expect(build({ topUsers }, { names: new Map([[7n, 'Sara']]) }).users.map(({ name }) => name)).toEqual([
      'Sara',
      null,
    ]);
  });
});
