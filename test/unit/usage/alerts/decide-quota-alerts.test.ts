import fc from 'fast-check';
import type { WatchedProvider } from '../../../../src/usage/alerts/alert-facts.ts';
import type { Headroom } from '../../../../src/usage/quotas/headroom.ts';
import { AlertHistory, quota, watched } from '../../../support/alert-facts.ts';
import { SteppingClock } from '../../../support/clocks/stepping-clock.ts';

const KEY = 'quota/groq/openai/gpt-oss-120b/requests/day';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('a quota', () => {
  let clock: SteppingClock;
  let history: AlertHistory;

  beforeEach(() => {
    clock = new SteppingClock('2026-11-21T12:00:00Z');
    history = new AlertHistory();
  });

  /** The changes that are told of a look a minute later. */
  const at = (
    remaining: number | null,
    changes: Partial<Headroom> = {},
    raised = new Map<string, number>(),
  ) => {
    clock.advance(MINUTE);
    const said = history.look(
      clock.now(),
      [watched({ headroom: [quota(remaining, clock.now(), changes)] })],
      {
        raised,
      },
    );
    return said.map(({ change }) => change);
  };

  it('is warned of once, escalated once and back to normal once', () => {
    const changes = [50, 11, 10, 9, 10, 3, 0, 0, 40, 60].flatMap((remaining) => at(remaining));
    expect(changes).toEqual(['warned', 'empty', 'recovered']);
  });

  it.each([
    [90, 11, []],
    [90, 10, ['warned']],
    [100, 1, []],
    [100, 0, ['empty']],
    [1, 99, ['warned']],
  ])('at %d %% with %d of 100 left tells %j', (alertPercent, remaining, changes) => {
    const said = history.look(clock.now(), [watched({ headroom: [quota(remaining, clock.now())] })], {
      alertPercent,
    });
    expect(said.map(({ change }) => change)).toEqual(changes);
  });

  it.each(['day', 'month'] as const)(
    'of all models is another one than that of one model of a %s',
    (window) => {
      const look = (ofAll: number, ofOne: number) => {
        clock.advance(MINUTE);
        const shared = quota(ofAll, clock.now(), { window, allModels: true, limitSource: 'configured' });
        const own = quota(ofOne, clock.now(), { window, allModels: false });
        const said = history.look(clock.now(), [watched({ headroom: [own, shared] })]);
        return said.map((alert) => [alert.change, alert.type === 'quota' && alert.quota.allModels]);
      };
      expect(look(5, 90)).toEqual([['warned', true]]);
      for (let minute = 0; minute < 5; minute++) expect(look(5, 90)).toEqual([]);
      expect(look(5, 5)).toEqual([['warned', false]]);
      expect(look(80, 5)).toEqual([['recovered', true]]);
      // Both are told by what the database keeps of them, when nobody says anything of them any more.
      clock.advance(40 * DAY);
      const lost = history.look(clock.now(), [watched({ headroom: [] })]);
      expect(lost).toMatchObject([
        { change: 'recovered', quota: { model: KEY.split('/').slice(2, 4).join('/') } },
      ]);
    },
  );

  it('that rests on a guess is told of to nobody, and empties no provider', () => {
    const guess = { limitSource: 'guessed', source: 'counted', nearEnd: false } as const;
    expect([...at(5, guess), ...at(0, guess)]).toEqual([]);
    clock.advance(MINUTE);
    const headroom = [quota(0, clock.now(), guess)];
    const broken = { status: 'unavailable', reason: 'server_error', at: clock.now() };
    const providers = [
      watched({ headroom }),
      watched({
        id: 'cohere',
        attempts: { recent: [broken, broken], lastAnswerAt: null },
      }),
    ];
    // The one with the guess still takes over.
    expect(history.look(clock.now(), providers)).toMatchObject([{ provider: 'cohere', fallback: 'groq' }]);
  });

  it('of which an earlier version warned is forgotten without a word when it proves a guess', () => {
    expect([...at(5), ...at(5, { limitSource: 'guessed', source: 'counted' })]).toEqual(['warned']);
    expect(history.episode(KEY)?.level).toBe('normal');
  });

  it('of a model that is no longer configured is forgotten at once, without a word', () => {
    expect(at(0)).toEqual(['empty']);
    clock.advance(MINUTE);
    expect(history.look(clock.now(), [watched({ models: ['other'] })])).toEqual([]);
    expect(history.episode(KEY)?.level).toBe('normal');
  });

  it('that jumps to its end is told of as empty, and nothing before', () => {
    expect([...at(100), ...at(0)]).toEqual(['empty']);
  });

  it('does not flap around its threshold', () => {
    expect([10, 11, 10, 12, 9, 19, 10].flatMap((remaining) => at(remaining))).toEqual(['warned']);
    expect(at(20)).toEqual([]);
    expect(at(21)).toEqual(['recovered']);
  });

  it('that refills one by one from nothing stays empty until it is well below its threshold', () => {
    expect([0, 1, 2, 0, 5, 1, 0, 15].flatMap((remaining) => at(remaining))).toEqual(['empty']);
    expect(at(30)).toEqual(['recovered']);
  });

  it('recovers when its window was reset and nobody knows what is left', () => {
    expect([...at(5), ...at(null), ...at(null), ...at(100)]).toEqual(['warned', 'recovered']);
  });

  it('recovers when its last reading is older than its window', () => {
    const observedAt = clock.now();
    expect(at(0, { observedAt })).toEqual(['empty']);
    clock.advance(DAY);
    expect(at(0, { observedAt })).toEqual(['recovered']);
    expect(at(0, { observedAt })).toEqual([]);
  });

  it('recovers when nobody mentions it any more and a window has passed', () => {
    at(0);
    const look = () => history.look(clock.now(), [watched()]);
    expect(look()).toEqual([]);
    clock.advance(DAY);
    expect(look()).toMatchObject([
      {
        change: 'recovered',
        headroom: null,
        quota: { model: 'openai/gpt-oss-120b', unit: 'requests', window: 'day' },
      },
    ]);
    expect(look()).toEqual([]);
  });

  it.each(['minute', 'hour'] as const)('of a %s gives no alert', (window) => {
    expect([...at(1, { window }), ...at(0, { window })]).toEqual([]);
  });

  it('of a month gives alerts, and each quota its own', () => {
    const month = { window: 'month', model: 'command-a' } as const;
    const both = [quota(0, clock.now()), quota(5, clock.now(), month)];
    const said = history.look(clock.now(), [watched({ headroom: both })]);
    expect(said).toMatchObject([
      { change: 'empty', quota: { window: 'day' } },
      { change: 'warned', quota: { window: 'month' } },
    ]);
  });

  it('without a known limit, or with none at all, is not warned of before it is empty', () => {
    expect([...at(1, { limit: null }), ...at(0, { limit: 0 })]).toEqual([]);
    expect(at(0, { limit: null })).toEqual(['empty']);
  });

  describe('whose pace is too fast', () => {
    const fast = () => ({ endsBeforeReset: true, endsAt: new Date(clock.now().getTime() + 60 * MINUTE) });

    it('is warned of once, whether the threshold is reached afterwards or the pace changes', () => {
      const first = at(60, fast());
      const later = [at(50), at(45, fast()), at(40), at(12, fast()), at(9), at(5, fast())].flat();
      expect([first, later]).toEqual([['warned'], []]);
      expect(history.told).toMatchObject([{ byForecast: true }]);
      expect(at(0)).toEqual(['empty']);
    });

    it('is back to normal when the window that was warned of is over, not when the pace slows down', () => {
      const resetAt = new Date('2026-11-22T08:00:00Z');
      expect(at(60, { ...fast(), resetAt })).toEqual(['warned']);
      clock.advance(6 * 60 * MINUTE);
      expect(at(55, { resetAt })).toEqual([]);
      clock.set('2026-11-22T08:00:00Z');
      const next = { resetAt: new Date('2026-11-23T08:00:00Z') };
      expect([...at(100, next), ...at(99, next)]).toEqual(['recovered']);
    });

    it('is not back to normal while it goes on', () => {
      at(5, fast());
      expect(at(70, fast())).toEqual([]);
      expect(at(70)).toEqual(['recovered']);
    });
  });

  describe('whose warning an admin put off until 95 %', () => {
    const raised = new Map([[KEY, 95]]);

    beforeEach(() => {
      at(8);
      history.change(KEY, { level: 'raised' });
    });

    it('is warned of again there, in an episode of its own', () => {
      const number = history.episode(KEY)?.episode;
      expect([8, 6].flatMap((remaining) => at(remaining, {}, raised))).toEqual([]);
      expect([5, 4].flatMap((remaining) => at(remaining, {}, raised))).toEqual(['warned']);
      expect(history.told.at(-1)).toMatchObject({ nextPercent: 98 });
      expect(history.episode(KEY)?.episode).toBe((number ?? 0) + 1);
    });

    it('is warned of again when the day of that wish is over', () => {
      expect(at(8, {}, raised)).toEqual([]);
      expect([...at(8), ...at(8)]).toEqual(['warned']);
    });

    it('is still told of when it is empty, and when it is back', () => {
      expect([...at(0, {}, raised), ...at(100, {}, raised)]).toEqual(['empty', 'recovered']);
    });

    it('is not warned of for its pace', () => {
      at(100, {}, raised);
      expect(at(60, { endsBeforeReset: true }, raised)).toEqual([]);
    });
  });

  it('of a paused provider is told of only when it is back', () => {
    const paused = (remaining: number) =>
      history.look(clock.now(), [watched({ paused: true, headroom: [quota(remaining, clock.now())] })]);
    expect(paused(0)).toEqual([]);
    at(5);
    expect(paused(0)).toEqual([]);
    expect(paused(90)).toMatchObject([{ change: 'recovered', paused: true }]);
  });

  it('names who is asked instead: neither the paused, nor the failing, nor the empty', () => {
    const failing = [
      { status: 'unavailable', reason: 'server_error', at: clock.now() },
      { status: 'unavailable', reason: 'server_error', at: clock.now() },
    ];
    const others = (last: Partial<WatchedProvider>) => [
      watched({ headroom: [quota(0, clock.now())] }),
      watched({ id: 'gemini', paused: true }),
      watched({ id: 'cerebras', attempts: { recent: failing, lastAnswerAt: null } }),
      watched({ id: 'cohere', ...last }),
    ];
    const fallbackWith = (last: Partial<WatchedProvider>) =>
      new AlertHistory().look(clock.now(), others(last))[0]?.fallback;
    expect(fallbackWith({})).toBe('cohere');
    const month = quota(0, clock.now(), { window: 'month', model: 'another' });
    expect(fallbackWith({ headroom: [month] })).toBeNull();
    // Another model of theirs is empty, not the one that is asked.
    expect(fallbackWith({ headroom: [quota(0, clock.now(), { model: 'another' })] })).toBe('cohere');
  });
});

describe('whatever becomes of a quota', () => {
  const moment = fc.record({
    remaining: fc.option(fc.integer({ min: 0, max: 100 }), { freq: 8 }),
    endsBeforeReset: fc.boolean(),
    minutes: fc.integer({ min: -120, max: 900 }),
    paused: fc.boolean(),
    isMentioned: fc.oneof({ arbitrary: fc.constant(true), weight: 9 }, fc.constant(false)),
  });

  it('admins are warned at most once and escalated to at most once before they are told that all is well', () => {
    const property = fc.property(fc.array(moment, { maxLength: 60 }), (moments) => {
      const clock = new SteppingClock('2026-11-21T12:00:00Z');
      const history = new AlertHistory();
      for (const { minutes, remaining, endsBeforeReset, paused, isMentioned } of moments) {
        // Clocks are put back sometimes.
        clock.advance(minutes * MINUTE);
        const headroom = isMentioned ? [quota(remaining, clock.now(), { endsBeforeReset })] : [];
        history.look(clock.now(), [watched({ paused, headroom })]);
        // Looking again changes nothing.
        expect(history.look(clock.now(), [watched({ paused, headroom })])).toEqual([]);
      }
      const words = {
        warned: 'w',
        empty: 'e',
        recovered: 'r',
        down: 'd',
        back: 'b',
        gone: 'g',
        returned: 'R',
        changed: 'c',
      };
      const story = history.told.map(({ change }) => words[change]).join('');
      expect(story).toMatch(/^(?:(?:we?|e)r)*(?:we?|e)?$/);
    });
    fc.assert(property, { numRuns: 400 });
  });
});
