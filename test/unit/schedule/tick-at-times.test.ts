import { createCronTimes } from '../../../src/schedule/cron-times.ts';
import { tickAtTimes } from '../../../src/schedule/tick-at-times.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

const HOUR_MS = 3_600_000;

function start(cron: string, zone: string, at: string) {
  const clock = new FakeClock(at);
  const ticks: string[] = [];
  const ticking = tickAtTimes(createCronTimes(cron, zone), clock, (moment) => {
    ticks.push(moment.toISOString());
  });
  return { clock, ticks, ticking };
}

describe('a schedule', () => {
  it('ticks at each of its moments, also in the night in which the clock skips one', async () => {
    const { clock, ticks } = start('30 2 * * *', 'Europe/Berlin', '2027-03-27T00:00:00Z');
    await clock.advance(72 * HOUR_MS);
    expect(ticks).toEqual([
      '2027-03-27T01:30:00.000Z',
      '2027-03-28T01:00:00.000Z',
      '2027-03-29T00:30:00.000Z',
    ]);
  });

  it('ticks once in the night in which the clock shows its time twice', async () => {
    const { clock, ticks } = start('30 2 * * *', 'Europe/Berlin', '2026-10-25T00:00:00Z');
    await clock.advance(24 * HOUR_MS);
    expect(ticks).toEqual(['2026-10-25T00:30:00.000Z']);
  });

  it('ticks late for a process that slept, but not a day late', async () => {
    const { clock, ticks } = start('0 9 * * *', 'UTC', '2026-11-29T08:00:00Z');
    clock.setWall('2026-11-29T15:00:00Z');
    await clock.advance(60_000);
    expect(ticks).toEqual(['2026-11-29T09:00:00.000Z']);
    clock.setWall('2026-12-03T08:00:00Z');
    await clock.advance(60_000);
    expect(ticks).toHaveLength(1);
    await clock.advance(HOUR_MS);
    expect(ticks.at(-1)).toBe('2026-12-03T09:00:00.000Z');
  });

  it('follows a clock that is put back', async () => {
    const { clock, ticks, ticking } = start('0 9 * * *', 'UTC', '2026-11-29T10:00:00Z');
    clock.setWall('2026-11-28T08:30:00Z');
    await clock.advance(HOUR_MS);
    expect(ticks).toEqual(['2026-11-28T09:00:00.000Z']);
    ticking.stop();
    expect(clock.pending).toBe(0);
  });
});
