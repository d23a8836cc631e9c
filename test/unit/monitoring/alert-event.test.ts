import { alertEvent, budgetEvent, outageEvent } from '../../../src/monitoring/alert-event.ts';
import type { Headroom } from '../../../src/usage/quotas/headroom.ts';

const now = new Date('2026-01-01T00:00:00Z');
const telling = { text: 'words', now };
const source = {
  key: 'quota/groq/m/requests/day',
  episode: 3,
  provider: 'groq',
  paused: false,
  fallback: null,
} as const;

describe('an alert as data', () => {
  it('of a quota tells what is left and of which model', () => {
    const headroom = { limit: 100, remaining: 9, resetAt: now } as Headroom;
    const quota = { model: 'm', allModels: false, unit: 'requests', window: 'day' } as const;
    const alert = {
      ...source,
      type: 'quota',
      change: 'warned',
      quota,
      headroom,
      byForecast: false,
      nextPercent: 95,
    } as const;
    expect(alertEvent(alert, telling)).toEqual({
      id: 'quota/groq/m/requests/day/3/warned',
      type: 'quota',
      change: 'warned',
      at: now,
      text: 'words',
      provider: 'groq',
      fallback: null,
      paused: false,
      model: 'm',
      unit: 'requests',
      window: 'day',
      limit: 100,
      remaining: 9,
      resetAt: now,
      byForecast: false,
    });
    const unknown = { ...alert, quota: { ...quota, allModels: true }, headroom: null };
    expect(alertEvent(unknown, telling)).toMatchObject({
      model: null,
      limit: null,
      remaining: null,
      resetAt: null,
    });
  });

  it('of a database differs when it is back', () => {
    const down = outageEvent({ since: now, until: null }, telling);
    const back = outageEvent({ since: now, until: now }, telling);
    expect([down.change, back.change]).toEqual(['down', 'back']);
    expect(down.id).not.toBe(back.id);
  });

  it('of a budget is in dollars and can be written as JSON', () => {
    const scope = { kind: 'all', key: 'month', limitPicoUsd: 5_000_000_000_000n };
    const state = { scope, spentPicoUsd: 4_500_000_000_000n, wasRefused: false };
    const alert = { change: 'warned', key: 'budget/month', episode: 1, state, renewsAt: now, endsAt: null };
    const event = budgetEvent(alert as unknown as Parameters<typeof budgetEvent>[0], telling);
    expect(JSON.parse(JSON.stringify(event))).toMatchObject({
      id: 'budget/month/1/warned',
      scope: 'all',
      limitUsd: 5,
      usedUsd: 4.5,
      endsAt: null,
    });
  });
});
