import { setTimeout as delay } from 'node:timers/promises';
import { announceOutage, type OutageNotice } from '../../../src/usage/outage/announce-outage.ts';
import { watchDatabase, type DatabaseWatch } from '../../../src/usage/outage/database-watch.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';

const AWAY = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const PATIENCE_MS = 60;

describe('an outage of the database', () => {
  const clock = new SteppingClock('2026-11-21T12:00:00Z');
  let isAway: boolean;
  let notices: OutageNotice[];
  let watch: DatabaseWatch;
  let stop: () => void;

  beforeEach(() => {
    isAway = false;
    notices = [];
    watch = watchDatabase({
      recover: async () => {
        if (isAway) throw AWAY;
      },
      logger: keepLogLines().logger,
      retryMs: 5,
    });
    stop = announceOutage({
      watch,
      announce: async (notice) => void notices.push(notice),
      clock,
      patienceMs: PATIENCE_MS,
      laterPatienceMs: 4 * PATIENCE_MS,
    });
  });
  afterEach(() => {
    stop();
    watch.stop();
  });

  /** Away for as long as this, then back. */
  const outage = async (lastsMs: number) => {
    isAway = true;
    watch.failed(AWAY);
    await delay(lastsMs);
    isAway = false;
    while (watch.isDown) await delay(5);
  };

  it('is announced once, and its end once', async () => {
    const since = clock.now();
    await outage(3 * PATIENCE_MS);
    expect(notices).toEqual([
      { since, until: null },
      { since, until: expect.any(Date) },
    ]);
  });

  it('that lasts a moment is nobody’s business', async () => {
    await outage(PATIENCE_MS / 4);
    await delay(2 * PATIENCE_MS);
    expect(notices).toEqual([]);
  });

  it('soon after another has to last longer', async () => {
    await outage(2 * PATIENCE_MS);
    await outage(2 * PATIENCE_MS);
    expect(notices).toHaveLength(2);
    await outage(6 * PATIENCE_MS);
    expect(notices).toHaveLength(4);
  });
});
