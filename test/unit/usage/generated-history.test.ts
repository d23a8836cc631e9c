import { addDays } from '../../../src/foundation/day.ts';
import { generateHistory, type HistoryPlan } from '../../../src/usage/maintenance/generated-history.ts';
import { isWeekend } from '../../../src/usage/maintenance/history-rhythm.ts';
import type { SettlementRow } from '../../../src/database/totals/ledger-rows.ts';
import { testPrices } from '../../support/database/test-ledger.ts';

const PLAN: HistoryPlan = {
  requests: 3_000,
  days: 30,
  users: 40,
  seed: 1,
  now: new Date('2026-11-29T18:20:00Z'),
  timeZone: 'UTC',
  models: [
    { provider: 'groq', model: 'openai/gpt-oss-120b' },
    { provider: 'gemini', model: 'gemini-3.5-flash-lite', sees: true },
    { provider: 'cohere', model: 'command-a-03-2025' },
  ],
  transcriber: { provider: 'groq', model: 'whisper-large-v3-turbo' },
};

function rowsOf(change: Partial<HistoryPlan> = {}): SettlementRow[] {
  return [...generateHistory({ ...PLAN, ...change }, testPrices())];
}

let usual: SettlementRow[] | undefined;
/** What several tests only look at. */
const usualRows = () => (usual ??= rowsOf());

function countBy(rows: readonly SettlementRow[], keyOf: (row: SettlementRow) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

const share = (rows: readonly SettlementRow[], fits: (row: SettlementRow) => boolean) =>
  rows.filter(fits).length / rows.length;

describe('a generated history', () => {
  it.each([
    ['in the evening', {}],
    ['right at midnight', { now: new Date('2026-11-29T00:00:00Z') }],
    ['of a single day at midnight', { now: new Date('2026-11-29T00:00:00Z'), days: 1 }],
    [
      'in a zone that changes its clocks',
      { timeZone: 'America/New_York', now: new Date('2026-11-02T04:30:00Z') },
    ],
    ['of one request', { requests: 1 }],
  ])('has exactly the requests that were asked for, none after now: %s', (_, change) => {
    const rows = rowsOf(change);
    const { requests, now } = { ...PLAN, ...change };
    expect(rows).toHaveLength(requests);
    expect(rows.filter(({ createdAt }) => createdAt > now)).toEqual([]);
    expect(rows.map(({ createdAt }) => createdAt)).toEqual(
      rows.map(({ createdAt }) => createdAt).toSorted((a, b) => a.getTime() - b.getTime()),
    );
  });

  it('has uneven days', () => {
    const counts = [...countBy(usualRows(), ({ date }) => date).values()].toSorted((a, b) => a - b);
    expect(counts).toHaveLength(30);
    expect(new Set(counts).size).toBeGreaterThan(15);
    expect(counts.at(-2)! / counts[1]!).toBeGreaterThan(2);
  });

  it.each(['UTC', 'Asia/Tehran'])(
    'is quieter at the weekend and at night, and busy in the evening: %s',
    (timeZone) => {
      const rows = rowsOf({ timeZone, requests: 8_000 });
      const counts = countBy(rows, ({ date }) => date);
      // Today is not over.
      counts.delete('2026-11-29');
      const mean = (isRest: boolean) => {
        const days = [...counts]
          .filter(([day]) => isWeekend(day, timeZone) === isRest)
          .map(([, count]) => count);
        return days.reduce((sum, count) => sum + count, 0) / days.length;
      };
      expect(mean(true)).toBeLessThan(mean(false) * 0.85);
      const hour = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
      const between = (from: number, to: number) =>
        share(
          rows,
          ({ createdAt }) => from <= Number(hour.format(createdAt)) && Number(hour.format(createdAt)) < to,
        );
      expect(between(2, 6)).toBeLessThan(0.06);
      expect(between(19, 23)).toBeGreaterThan(0.25);
    },
  );

  it('knows the weekend of the zone', () => {
    const friday = '2026-11-27';
    expect([friday, addDays(friday, 1)].map((day) => isWeekend(day, 'Asia/Tehran'))).toEqual([true, false]);
    expect([friday, addDays(friday, 1)].map((day) => isWeekend(day, 'Europe/Rome'))).toEqual([false, true]);
  });

  it('has texts, pictures, voice messages and failures', () => {
    const rows = usualRows();
    const actions = countBy(rows, ({ actionType }) => actionType);
    expect([...actions.keys()].toSorted()).toEqual(['Chat', 'Transcription', 'Vision', 'VoiceCommand']);
    expect(actions.get('Chat')! / rows.length).toBeGreaterThan(0.7);
    const pictures = rows.filter(({ actionType }) => actionType === 'Vision');
    expect(new Set(pictures.map(({ provider }) => provider))).toEqual(new Set(['gemini']));
    const recordings = rows.filter(
      ({ actionType, status }) => actionType === 'Transcription' && status === 'ok',
    );
    expect(
      recordings.every((row) => row.model === 'whisper-large-v3-turbo' && Number(row.audioSeconds) > 0),
    ).toBe(true);
    const failed = share(rows, ({ status }) => status !== 'ok');
    expect([failed > 0.02, failed < 0.12]).toEqual([true, true]);
  });

  it('has one day on which the first provider had trouble', () => {
    const failures = countBy(
      usualRows().filter(({ status, provider }) => provider === 'groq' && status !== 'ok'),
      ({ date }) => date,
    );
    const [most, next] = [...failures.values()].toSorted((a, b) => b - a);
    expect(most).toBeGreaterThan(2 * next!);
  });

  it('asks the first model most', () => {
    const counts = countBy(usualRows(), ({ provider }) => provider);
    expect(counts.get('groq')).toBeGreaterThan(counts.get('gemini')!);
    expect(counts.get('gemini')).toBeGreaterThan(counts.get('cohere')!);
  });

  it('is about people with shares of their own', () => {
    const people = [
      { userId: 1001n, share: 6 },
      { userId: 1002n, share: 3 },
      { userId: 1003n, share: 1 },
    ];
    const rows = rowsOf({ people });
    const counts = countBy(rows, ({ userId }) => String(userId));
    expect([...counts.keys()].toSorted()).toEqual(['1001', '1002', '1003']);
    expect(counts.get('1001')! / rows.length).toBeCloseTo(0.6, 1);
    expect(counts.get('1003')! / rows.length).toBeCloseTo(0.1, 1);
  });

  it('is the same for the same seed, and another one for another', () => {
    expect(rowsOf({ requests: 200 })).toEqual(rowsOf({ requests: 200 }));
    expect(rowsOf({ requests: 200, seed: 2 })).not.toEqual(rowsOf({ requests: 200 }));
  });

  it('has no recordings without a model that writes them down', () => {
    const rows = rowsOf({ transcriber: undefined });
    expect(share(rows, ({ actionType }) => ['Transcription', 'VoiceCommand'].includes(actionType))).toBe(0);
  });
});
