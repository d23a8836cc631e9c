import fc from 'fast-check';
import type { Attempt } from '../../../../src/database/reading/attempt-store.ts';
import { needsCheck } from '../../../../src/usage/alerts/decide-provider-level.ts';
import type { WatchedProvider } from '../../../../src/usage/alerts/alert-facts.ts';
import { standingOf } from '../../../../src/usage/alerts/decide-alerts.ts';
import { AlertHistory, attempts, quota, watched } from '../../../support/alert-facts.ts';
import { SteppingClock } from '../../../support/clocks/stepping-clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BROKEN = { ok: false, status: 'unavailable', reason: 'network', retryAt: null } as const;

describe('a provider', () => {
  let clock: SteppingClock;
  let history: AlertHistory;

  beforeEach(() => {
    clock = new SteppingClock('2026-11-21T12:00:00Z');
    history = new AlertHistory();
  });

  const ago = (ms: number) => new Date(clock.now().getTime() - ms);
  const ok = (ms: number): Attempt => ({ status: 'ok', reason: null, at: ago(ms) });
  const broke = (ms: number): Attempt => ({ status: 'unavailable', reason: 'server_error', at: ago(ms) });
  const look = (changes: Partial<WatchedProvider>) => history.look(clock.now(), [watched(changes)]);
  const down = () => look({ attempts: attempts(broke(0), broke(1)) });

  it('is down with two failures in a row, told once with its reason and since when', () => {
    expect(look({ attempts: attempts(broke(SECOND), ok(2 * SECOND), broke(3 * SECOND)) })).toEqual([]);
    const facts = { attempts: attempts(broke(SECOND), broke(20 * SECOND), ok(30 * SECOND)) };
    expect(look(facts)).toMatchObject([
      { type: 'provider', change: 'down', reason: 'server_error', since: ago(20 * SECOND), fallback: null },
    ]);
    expect(look(facts)).toEqual([]);
  });

  it('is not down for what says nothing about it', () => {
    const blame = (status: string, reason: string): Attempt => ({ status, reason, at: ago(SECOND) });
    const harmless = [
      blame('blocked', 'refused'),
      blame('invalid_request', 'too_large'),
      blame('error', 'empty_answer'),
      blame('interrupted', 'aborted'),
    ];
    expect(look({ attempts: attempts(...harmless, broke(2 * SECOND), ok(MINUTE)) })).toEqual([]);
    expect(look({ attempts: attempts(broke(0), ...harmless, broke(2 * SECOND)) })).toHaveLength(1);
  });

  it.each([
    ['unauthorized', 'invalid_key', 'unauthorized'],
    ['rate_limited', 'payment_required', 'payment_required'],
  ])('is down at once when it says %s (%s)', (status, reason, down) => {
    expect(look({ attempts: attempts({ status, reason, at: ago(0) }) })).toMatchObject([{ reason: down }]);
  });

  it.each([
    [60 * SECOND, 0],
    [62 * SECOND, 1],
  ])('that refuses for %d ms gives %d alerts', (ms, count) => {
    const refusal = { status: 'rate_limited', reason: 'rate_limit', at: ago(SECOND) };
    const retryAt = new Date(clock.now().getTime() - SECOND + ms);
    expect(look({ attempts: attempts(refusal, refusal), retryAt })).toHaveLength(count);
  });

  it('that refuses without saying for how long is down only for a quota, and not when that is told already', () => {
    const refused = (reason: string) => {
      const one = { status: 'rate_limited', reason, at: ago(SECOND) };
      return attempts(one, one);
    };
    expect(look({ attempts: refused('rate_limit') })).toEqual([]);
    const headroom = [quota(0, clock.now())];
    expect(look({ attempts: refused('quota_exhausted'), headroom })).toMatchObject([{ type: 'quota' }]);
    expect(look({ attempts: refused('quota_exhausted') })).toMatchObject([{ reason: 'quota_exhausted' }]);
  });

  it('with one failure is down only when a check a minute later fails too', () => {
    expect(look({ attempts: attempts(broke(59 * SECOND)), health: BROKEN })).toEqual([]);
    expect(look({ attempts: attempts(broke(61 * SECOND)), health: { ok: true } })).toEqual([]);
    expect(look({ attempts: attempts(broke(61 * SECOND)), health: BROKEN })).toHaveLength(1);
  });

  it('is back with its first answer, after as long as it failed', () => {
    const [{ since } = { since: null }] = down() as { since: Date }[];
    clock.advance(10 * MINUTE);
    expect(look({ attempts: attempts(broke(MINUTE), broke(10 * MINUTE)) })).toEqual([]);
    expect(look({ attempts: attempts(ok(0), broke(MINUTE)) })).toMatchObject([{ change: 'back', since }]);
    expect(look({ attempts: attempts(ok(0), broke(MINUTE)) })).toEqual([]);
  });

  it('that nobody asks is back when half an hour later a check succeeds and it asked for no more time', () => {
    down();
    clock.advance(40 * MINUTE);
    expect(look({})).toEqual([]);
    expect(look({ health: BROKEN })).toEqual([]);
    const retryAt = new Date(clock.now().getTime() + MINUTE);
    expect(look({ health: { ok: true }, retryAt })).toEqual([]);
    expect(look({ health: { ok: true } })).toMatchObject([{ change: 'back' }]);
  });

  it('that answers every second request is reported once, not all night', () => {
    const recent: Attempt[] = [];
    for (let minute = 0; minute < 600; minute++) {
      clock.advance(MINUTE);
      // Three fail, one is answered.
      recent.unshift(minute % 4 === 3 ? ok(0) : broke(0));
      const known = recent.filter(({ at }) => at >= ago(30 * MINUTE)).slice(0, 20);
      look({ attempts: attempts(...known), health: { ok: true } });
    }
    expect(history.told.map(({ change }) => change).slice(0, 2)).toEqual(['down', 'back']);
    // From then on once in half an hour at most.
    expect(history.told.length).toBeLessThanOrEqual(2 * (600 / 30) + 2);
  });

  it('that was back only a while ago is down again when it answers nobody for five minutes', () => {
    down();
    clock.advance(MINUTE);
    look({ attempts: attempts(ok(0)) });
    clock.advance(4 * MINUTE);
    const failing = () => attempts(broke(SECOND), broke(2 * SECOND), ok(4 * MINUTE));
    expect(look({ attempts: failing() })).toEqual([]);
    clock.advance(2 * MINUTE);
    expect(look({ attempts: attempts(broke(SECOND), broke(MINUTE), broke(2 * MINUTE)) })).toHaveLength(1);
  });

  it('that is paused is not reported as down, but as back', () => {
    const failing = { attempts: attempts(broke(0), broke(1)) };
    expect(look({ ...failing, paused: true })).toEqual([]);
    expect(look(failing)).toHaveLength(1);
    expect(look({ attempts: attempts(ok(0)), paused: true })).toMatchObject([{ change: 'back' }]);
  });

  it('is checked only where that decides something', () => {
    const isChecked = (changes: Partial<WatchedProvider>, level = 'up') => {
      const changedAt = new Date(0);
      const episode = { key: 'provider/groq', level, episode: 1, openedAt: changedAt, changedAt };
      const standing = standingOf({ episodes: [episode] }, 'groq');
      return needsCheck({ ...watched(changes), hasEmptyQuota: false }, standing, clock.now());
    };
    expect(isChecked({})).toBe(false);
    expect(isChecked({ attempts: attempts(broke(SECOND)) })).toBe(false);
    expect(isChecked({ attempts: attempts(broke(2 * MINUTE)) })).toBe(true);
    expect(isChecked({}, 'down')).toBe(true);
    expect(isChecked({ attempts: attempts(broke(SECOND)) }, 'down')).toBe(false);
  });

  it('is down and back by turns, whatever happens and however the clock jumps', () => {
    const moment = fc.record({
      seconds: fc.integer({ min: -600, max: 3_000 }),
      status: fc.constantFrom('ok', 'unavailable', 'timeout', 'unauthorized', 'blocked', 'rate_limited'),
      isHealthy: fc.option(fc.boolean()),
      paused: fc.boolean(),
    });
    const property = fc.property(fc.array(moment, { maxLength: 80 }), (moments) => {
      const story = new AlertHistory();
      const recent: Attempt[] = [];
      for (const { seconds, status, isHealthy, paused } of moments) {
        clock.advance(seconds * SECOND);
        recent.push({ status, reason: status === 'blocked' ? 'refused' : 'server_error', at: clock.now() });
        const known = recent.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, 20);
        const health = isHealthy === null ? null : isHealthy ? ({ ok: true } as const) : BROKEN;
        const now = watched({ attempts: attempts(...known), health, paused });
        story.look(clock.now(), [now]);
        expect(story.look(clock.now(), [now])).toEqual([]);
      }
      const words = story.told.map(({ change }) => (change === 'down' ? 'd' : 'b')).join('');
      expect(words).toMatch(/^(?:db)*d?$/);
    });
    fc.assert(property, { numRuns: 300 });
  });
});
