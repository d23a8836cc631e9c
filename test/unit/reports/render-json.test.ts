import { renderJson } from '../../../src/reports/render-json.ts';
import { busyReport, GROQ_USAGE, minutesLater, sampleReport } from './sample-report.ts';

describe('renderJson', () => {
  it('renders the specification’s report in the contract’s shape', () => {
    expect(JSON.parse(JSON.stringify(renderJson(sampleReport())))).toMatchObject({
      generatedAt: '2025-10-30T14:48:01.000Z',
      period: { from: '2025-10-01', to: '2025-10-30', days: 30, timezone: 'UTC' },
      replica: null,
      providers: [
        {
          id: 'groq',
          name: 'Groq',
          status: 'green',
          reason: null,
          usage: {
            requests: 156,
            failed: 0,
            promptTokens: 9234,
            completionTokens: 3613,
            totalTokens: 12_847,
            averageTokens: 82,
            costUsd: 0.0077082,
            lastUsedAt: '2025-10-30T14:40:00.000Z',
          },
          headroom: [],
        },
        { id: 'gemini', status: 'blue', usage: { requests: 0, averageTokens: null, lastUsedAt: null } },
        { id: 'cerebras', status: 'yellow' },
        { id: 'cohere', status: 'green' },
      ],
      summary: { total: 4, active: 4, complete: 0 },
      totals: { requests: 156, costUsd: 0.0077082 },
      days: [
        { date: '2025-10-30', provider: 'groq', requests: 156, totalTokens: 12_847, costUsd: 0.0077082 },
      ],
      models: [],
      users: [],
      groups: [],
    });
  });

  it('renders readings with times in UTC and null for unknown values', () => {
    const { headroom = [] } = renderJson(busyReport()).providers[0] ?? {};
    const [, spent] = headroom;
    expect(spent).toEqual({
      model: 'openai/gpt-oss-120b',
      allModels: false,
      limitSource: 'reported',
      unit: 'tokens',
      window: 'minute',
      limit: 8000,
      remaining: 5200,
      used: null,
      resetAt: minutesLater(-1).toISOString(),
      source: 'reported',
      observedAt: minutesLater(-2).toISOString(),
      nearEnd: false,
      endsAt: null,
      endsBeforeReset: false,
      state: 'reset',
    });
  });

  it('separates seconds of audio from requests and tokens', () => {
    const [groq, gemini] = renderJson(busyReport()).providers;
    expect(groq?.headroom.map(({ unit }) => unit)).toEqual(['requests', 'tokens']);
    expect(groq?.audioHeadroom).toEqual([
      expect.objectContaining({
        model: 'whisper-large-v3-turbo',
        unit: 'audio_seconds',
        resetAt: null,
        state: 'stale',
      }),
    ]);
    expect(gemini?.audioHeadroom).toEqual([]);
  });

  it('renders people by id, and the person of a personal report', () => {
    const json = renderJson(busyReport({ person: { userId: 42n, name: null } }));
    expect(json.users[2]).toEqual({
      userId: 333,
      name: null,
      requests: 380,
      totalTokens: 107_178,
      costUsd: 0.1125082,
    });
    expect(json.person).toEqual({ userId: 42, name: null });
    expect(json.models[1]).toMatchObject({ provider: 'groq', model: 'openai/gpt-oss-120b', requests: 160 });
    expect(json.providers[3]).toMatchObject({
      status: 'red',
      reason: 'rate_limited',
      retryAt: minutesLater(21).toISOString(),
    });
  });

  it('renders unexplained requests and the month’s forecast', () => {
    const json = renderJson(busyReport());
    expect(json.providers[0]?.unexplained).toEqual({ requests: 31, since: minutesLater(-28).toISOString() });
    expect(json.providers[1]?.unexplained).toBeNull();
    expect(json.providers[1]?.headroom[1]).toMatchObject({
      endsAt: minutesLater(200).toISOString(),
      endsBeforeReset: true,
    });
    expect(json.forecast).toEqual({ month: '2025-10', totalTokens: 1_310_400, costUsd: 1.4131 });
    expect(renderJson(sampleReport()).forecast).toBeNull();
  });

  it('contains no fields beyond the documented ones', () => {
    const totals = Object.assign({ secret: 1 }, GROQ_USAGE);
    const report = sampleReport({ totals });
    expect(JSON.stringify(renderJson(report))).not.toContain('secret');
  });
});
