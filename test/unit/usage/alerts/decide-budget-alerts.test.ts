import type { AlertEpisode } from '../../../../src/database/admin/alert-store.ts';
import type { MoneyScope } from '../../../../src/database/totals/ledger-rows.ts';
import { usdToPico } from '../../../../src/foundation/money/money.ts';
import { decideBudgetAlerts } from '../../../../src/usage/alerts/decide-budget-alerts.ts';

const SCOPE: MoneyScope = {
  kind: 'all',
  key: 'all',
  id: '',
  date: '2026-11-01',
  until: '2026-12-01',
  usualPicoUsd: usdToPico('10'),
  limitPicoUsd: usdToPico('10'),
};

function decide(
  usd: string,
  { at = '2026-11-15T00:00:00Z', episodes = [] as AlertEpisode[], refused = false } = {},
) {
  return decideBudgetAlerts({
    now: new Date(at),
    timeZone: 'UTC',
    alertPercent: 90,
    budgets: [{ scope: SCOPE, spentPicoUsd: usdToPico(usd), wasRefused: refused }],
    episodes,
  });
}

const open = (level: string, key = 'budget/all/2026-11-01'): AlertEpisode => {
  const at = new Date('2026-11-10T00:00:00Z');
  return { key, level, episode: 1, openedAt: at, changedAt: at };
};

describe('a budget of the month', () => {
  it('is nobody’s concern while it lasts', () => {
    expect(decide('4')).toEqual([]);
  });

  it('is told once at the threshold, once when it is spent', () => {
    expect(decide('9')).toMatchObject([{ to: { level: 'warned' }, alert: { change: 'warned' } }]);
    expect(decide('9', { episodes: [open('warned')] })).toEqual([]);
    expect(decide('10', { episodes: [open('warned')] })).toMatchObject([{ alert: { change: 'spent' } }]);
    expect(decide('9.99', { episodes: [open('spent')], refused: true })).toEqual([]);
  });

  it('is spent when somebody was refused, though what is left would do for a shorter answer', () => {
    expect(decide('9.9', { refused: true })).toMatchObject([{ to: { level: 'spent' } }]);
  });

  it('is told of early where its pace ends it before the month does', () => {
    const [early] = decide('6');
    expect(early?.alert).toMatchObject({ change: 'forecast', endsAt: new Date('2026-11-24T08:00:00Z') });
    expect(decide('3', { at: '2026-11-02T00:00:00Z' })).toEqual([]);
    expect(decide('9', { episodes: [open('forecast')] })).toMatchObject([{ alert: { change: 'warned' } }]);
  });

  it('has room again after it was raised, and in a new month', () => {
    expect(decide('2', { episodes: [open('spent')] })).toMatchObject([
      { to: { level: 'normal' }, alert: { change: 'renewed' } },
    ]);
    expect(decide('0', { episodes: [open('spent', 'budget/all/2026-10-01')] })).toMatchObject([
      { to: { key: 'budget/all/2026-10-01', level: 'normal' }, alert: { change: 'renewed' } },
    ]);
    expect(decide('0', { episodes: [open('normal', 'budget/all/2026-10-01')] })).toEqual([]);
  });
});
