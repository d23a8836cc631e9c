import type { AlertEpisode } from '../../../../src/database/admin/alert-store.ts';
import type { MoneyScope } from '../../../../src/database/totals/ledger-rows.ts';
import { stripMarks } from '../../../../src/localization/direction.ts';
import { defaultFormatStyle } from '../../../../src/localization/formats/format-style.ts';
import { createTranslator } from '../../../../src/localization/translator.ts';
import { dayOf } from '../../../../src/foundation/day.ts';
import { dayBudgetText } from '../../../../src/telegram/admin/alerts/day-budget-alert.ts';
import type { BudgetWatch } from '../../../../src/usage/alerts/watch-budgets.ts';
import { watchDayBudgets, type DayBudgetAlert } from '../../../../src/usage/alerts/watch-day-budgets.ts';
import { keepLogLines } from '../../../support/bot/log-lines.ts';
import { FakeClock } from '../../../support/clocks/fake-clock.ts';

const LIMIT = 1_000_000_000_000n;
const TEN_MINUTES = 600_000;

/** Replicas that share a database. */
function open() {
  const clock = new FakeClock();
  const spent = new Map<string, bigint>();
  let episodes: AlertEpisode[] = [];
  const sent: string[][] = [];
  let isReached = true;
  const scopeOf = (key: string): MoneyScope => {
    const [kind = '', id = ''] = key.split('/');
    const date = dayOf(clock.now(), 'UTC');
    const limits = { usualPicoUsd: LIMIT, limitPicoUsd: LIMIT };
    return { kind: kind as 'user', id, key, date, until: '2099-01-01', ...limits };
  };
  const isSame = (one: AlertEpisode, other: AlertEpisode) => JSON.stringify(one) === JSON.stringify(other);
  const replica = (): BudgetWatch =>
    watchDayBudgets({
      readNear: async () =>
        Array.from(spent, ([key, spentPicoUsd]) => ({ scope: scopeOf(key), spentPicoUsd })),
      alerts: {
        list: async () => [...episodes],
        advance: async (from, to) => {
          const there = episodes.find(({ key }) => key === to.key);
          if (from ? !there || !isSame(there, from) : there) return false;
          episodes = [...episodes.filter(({ key }) => key !== to.key), to];
          return true;
        },
      },
      send: async (alerts) => {
        if (isReached) sent.push(alerts.map(({ change, scope }) => `${scope.key} ${change}`));
        return isReached;
      },
      settings: { alertPercent: 90 },
      timeZone: 'UTC',
      clock,
      logger: keepLogLines().logger,
    });
  return { clock, spent, sent, replica, scopeOf, reach: (is: boolean) => (isReached = is) };
}

const share = (percent: bigint) => (LIMIT * percent) / 100n;

describe('the money of persons and groups for a day', () => {
  it('is told of once at the threshold and once when it is spent, the next day again', async () => {
    const { clock, spent, sent, replica } = open();
    const watch = replica();
    const lookLater = async (percent: bigint) => {
      await clock.advance(TEN_MINUTES);
      spent.set('user/1', share(percent));
      await watch.look();
    };
    for (const percent of [89n, 90n, 95n, 100n, 40n, 90n, 120n]) await lookLater(percent);
    expect(sent).toEqual([['user/1 warned'], ['user/1 spent']]);
    await clock.advance(24 * 3_600_000);
    await lookLater(100n);
    expect(sent.at(-1)).toEqual(['user/1 spent']);
    expect(sent).toHaveLength(3);
    await watch.stop();
  });

  it('is told of in one message for all at once; whoever comes next waits ten minutes', async () => {
    const { clock, spent, sent, replica } = open();
    const watch = replica();
    spent.set('user/1', share(100n)).set('group/-1', share(91n)).set('user/2', share(10n));
    await watch.look();
    spent.set('user/3', share(99n));
    await clock.advance(60_000);
    spent.set('user/4', share(99n));
    await clock.advance(TEN_MINUTES);
    expect(sent).toEqual([
      ['user/1 spent', 'group/-1 warned'],
      ['user/3 warned', 'user/4 warned'],
    ]);
    await watch.stop();
  });

  it('is told of by one of the replicas', async () => {
    const { spent, sent, replica } = open();
    const watches = [replica(), replica()];
    spent.set('user/1', share(100n));
    await Promise.all(watches.map((watch) => watch.look()));
    expect(sent).toEqual([['user/1 spent']]);
    await Promise.all(watches.map((watch) => watch.stop()));
  });

  it('is spent for whoever was refused, until it is raised', async () => {
    const { clock, spent, sent, replica, scopeOf } = open();
    const watch = replica();
    spent.set('user/1', share(50n));
    watch.refused({ ...scopeOf('user/1'), limitPicoUsd: LIMIT - 1n });
    watch.refused({ ...scopeOf('all'), kind: 'all' });
    await watch.look();
    expect(sent).toEqual([]);
    watch.refused(scopeOf('user/1'));
    await clock.advance(1_000);
    expect(sent).toEqual([['user/1 spent']]);
    await watch.stop();
  });

  it('is told of later when no admin was reached', async () => {
    const { clock, spent, sent, replica, reach } = open();
    const watch = replica();
    spent.set('user/1', share(100n));
    reach(false);
    await watch.look();
    reach(true);
    await clock.advance(60_000);
    expect(sent).toEqual([['user/1 spent']]);
    await watch.stop();
  });

  it.each([
    [
      'en',
      [
        "💰 Today's budgets",
        '🚨 Omid: used up, $0.0000 of $1.0000 left (100% used)',
        '🚨 -5: too little for the next request, $0.5000 of $1.0000 left (50% used)',
        '⚠️ 8: $0.0500 of $1.0000 left (95% used)',
      ],
    ],
    [
      'fa',
      [
        '💰 بودجه‌های امروز',
        '🚨 Omid: تمام شد، $0.0000 از $1.0000 مانده (100% مصرف شده)',
        '🚨 -5: برای درخواست بعدی کافی نیست، $0.5000 از $1.0000 مانده (50% مصرف شده)',
        '⚠️ 8: $0.0500 از $1.0000 مانده (95% مصرف شده)',
      ],
    ],
  ] as const)('is told of in %s, what is spent first', (locale, lines) => {
    const { scopeOf } = open();
    const alert = (key: string, change: DayBudgetAlert['change'], percent: bigint): DayBudgetAlert => ({
      change,
      scope: scopeOf(key),
      spentPicoUsd: share(percent),
    });
    const alerts = [
      alert('user/8', 'warned', 95n),
      alert('user/7', 'spent', 100n),
      alert('group/-5', 'spent', 50n),
    ];
    const language = {
      locale,
      translate: createTranslator(locale),
      style: defaultFormatStyle(locale, 'UTC'),
      reportStyle: defaultFormatStyle(locale, 'UTC'),
    };
    const text = dayBudgetText(alerts, new Map([[7n, 'Omid']]), language);
    expect(stripMarks(text).split('\n')).toEqual(lines);
    const many = Array.from({ length: 14 }, (_, index) => alert(`user/${index}`, 'spent', 100n));
    expect(dayBudgetText(many, new Map(), language).split('\n')).toHaveLength(12);
  });
});
