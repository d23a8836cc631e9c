import { watchDatabase, type DatabaseWatch } from '../../../src/usage/outage/database-watch.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';

const OUTAGE = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const FAULT = new Error('syntax error');

describe('the database watch', () => {
  let clock: FakeClock;
  let recoveries: number;
  let isAway: boolean;
  let changes: boolean[];
  let watch: DatabaseWatch;
  const log = keepLogLines();

  beforeEach(() => {
    clock = new FakeClock();
    recoveries = 0;
    isAway = true;
    changes = [];
    log.lines.length = 0;
    watch = watchDatabase({
      recover: async () => {
        recoveries += 1;
        if (isAway) throw OUTAGE;
      },
      clock,
      logger: log.logger,
    });
    watch.onChange((isDown) => changes.push(isDown));
  });

  it('tries to recover every second until it succeeds, and then no more', async () => {
    expect(watch.failed(OUTAGE)).toBe(true);
    expect(watch.isDown).toBe(true);
    await clock.advance(999);
    expect(recoveries).toBe(0);
    await clock.advance(1);
    expect(recoveries).toBe(1);
    await clock.advance(4_000);
    expect(recoveries).toBe(5);
    isAway = false;
    await clock.advance(1_000);
    expect([recoveries, watch.isDown]).toEqual([6, false]);
    await clock.advance(60_000);
    expect(recoveries).toBe(6);
    expect(changes).toEqual([true, false]);
    expect(log.lines.map(({ level }) => level)).toEqual(['error', ...Array(5).fill('debug'), 'info']);
  });

  it('waits a second after a recovery has failed, however long that took', async () => {
    let fail = (): void => undefined;
    const slow = watchDatabase({
      recover: () => {
        recoveries += 1;
        return new Promise((_, reject) => (fail = () => reject(OUTAGE)));
      },
      clock,
      logger: log.logger,
    });
    slow.failed(OUTAGE);
    await clock.advance(30_000);
    expect(recoveries).toBe(1);
    fail();
    await settled();
    await clock.advance(999);
    expect(recoveries).toBe(1);
    await clock.advance(1);
    expect(recoveries).toBe(2);
  });

  it('counts many failures of one outage once', async () => {
    for (let failure = 0; failure < 10; failure++) watch.failed(OUTAGE);
    await clock.advance(1_000);
    expect(recoveries).toBe(1);
    expect(changes).toEqual([true]);
  });

  it('takes no error for an outage that is the fault of a statement', () => {
    expect(watch.failed(FAULT)).toBe(false);
    expect([watch.isDown, clock.pending]).toEqual([false, 0]);
  });

  it('gives the fallback during an outage, without asking the database after the first failure', async () => {
    let asked = 0;
    const ask = async () => {
      asked += 1;
      throw OUTAGE;
    };
    expect(await watch.tolerate(ask, 'fallback')).toBe('fallback');
    expect(await watch.tolerate(ask, 'fallback')).toBe('fallback');
    expect(asked).toBe(1);
    isAway = false;
    await clock.advance(1_000);
    expect(await watch.tolerate(async () => 'read', 'fallback')).toBe('read');
  });

  it('passes on an error that is no outage', async () => {
    await expect(watch.tolerate(() => Promise.reject(FAULT), 'fallback')).rejects.toBe(FAULT);
    expect(watch.isDown).toBe(false);
  });

  it('tries nothing after it was stopped', async () => {
    watch.failed(OUTAGE);
    watch.stop();
    await clock.advance(60_000);
    expect([recoveries, clock.pending]).toEqual([0, 0]);
  });
});
