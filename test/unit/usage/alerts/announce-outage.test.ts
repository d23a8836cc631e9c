import { announceOutage, type OutageNotice } from '../../../../src/usage/outage/announce-outage.ts';
import { FakeClock, settled } from '../../../support/clocks/fake-clock.ts';

const START = '2026-11-21T12:00:00Z';
const instant = (secondsAfterStart: number) => new Date(Date.parse(START) + secondsAfterStart * 1_000);

describe('the announcement of a database outage', () => {
  let clock: FakeClock;
  let notices: OutageNotice[];
  let change: (isDown: boolean) => void;
  let stop: () => void;

  beforeEach(() => {
    clock = new FakeClock(START);
    notices = [];
    stop = announceOutage({
      watch: { onChange: (listener) => void (change = listener) },
      announce: async (notice) => void notices.push(notice),
      clock,
    });
  });

  /** Takes the database away for this long. */
  const outage = async (seconds: number) => {
    change(true);
    await clock.advance(seconds * 1_000);
    change(false);
    await settled();
  };

  it('is sent once after three seconds, and once more at the end', async () => {
    change(true);
    await clock.advance(2_999);
    expect(notices).toEqual([]);
    await clock.advance(1);
    expect(notices).toEqual([{ since: instant(0), until: null }]);
    await clock.advance(57_000);
    change(false);
    await settled();
    expect(notices).toEqual([
      { since: instant(0), until: null },
      { since: instant(0), until: instant(60) },
    ]);
  });

  it('is not sent for an outage that ends sooner', async () => {
    await outage(2.9);
    await clock.advance(60_000);
    expect(notices).toEqual([]);
  });

  it('takes a minute within an hour of the last notice', async () => {
    await outage(3);
    await clock.advance(3_599_000);
    await outage(59);
    expect(notices).toHaveLength(2);
    await outage(60);
    expect(notices).toHaveLength(4);
  });

  it('takes three seconds again an hour after the last notice, whatever the wall clock shows', async () => {
    await outage(3);
    await clock.advance(3_600_000);
    clock.setWall(START);
    await outage(3);
    expect(notices).toHaveLength(4);
  });

  it('keeps the order while a message is being sent, and goes on after one that failed', async () => {
    const arrived: string[] = [];
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    announceOutage({
      watch: { onChange: (listener) => void (change = listener) },
      announce: async ({ until }) => {
        if (until === null) {
          await gate;
          arrived.push('down');
          throw new Error('Telegram is away too');
        }
        arrived.push('up');
      },
      clock,
    });
    await outage(3);
    expect(arrived).toEqual([]);
    release();
    await settled();
    expect(arrived).toEqual(['down', 'up']);
  });

  it('is not sent after it was stopped', async () => {
    change(true);
    stop();
    await clock.advance(60_000);
    expect(notices).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
