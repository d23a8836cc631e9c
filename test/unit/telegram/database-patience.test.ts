import { createDatabasePatience } from '../../../src/telegram/inbox/database-patience.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

/** A database that a test takes away and gives back. */
function startPatience() {
  const clock = new FakeClock();
  const listeners: ((isDown: boolean) => void)[] = [];
  const watch = {
    isDown: false,
    onChange: (listener: (isDown: boolean) => void) => void listeners.push(listener),
  };
  const patience = createDatabasePatience(watch, clock);
  const change = (isDown: boolean) => {
    watch.isDown = isDown;
    for (const listener of listeners) listener(isDown);
  };
  return { clock, change, ...patience };
}

describe('an update that needs the database', () => {
  it('does not wait while the database is there', async () => {
    const { awaitDatabase, wentAt } = startPatience();
    expect(await awaitDatabase(10_000)).toBe(true);
    expect(wentAt()).toBeNull();
  });

  it('goes on as soon as the database is back', async () => {
    const { clock, change, awaitDatabase } = startPatience();
    change(true);
    const waited = awaitDatabase(10_000).then((isThere) => ({ isThere, at: clock.monotonicMs() }));
    await clock.advance(4_000);
    change(false);
    expect(await waited).toEqual({ isThere: true, at: 4_000 });
    expect(clock.pending).toBe(0);
  });

  it('goes on without the database at its deadline', async () => {
    const { clock, change, awaitDatabase, wentAt } = startPatience();
    await clock.advance(500);
    change(true);
    expect(wentAt()).toBe(500);
    let isThere: boolean | null = null;
    void awaitDatabase(10_000).then((answer) => (isThere = answer));
    await clock.advance(9_499);
    expect(isThere).toBeNull();
    await clock.advance(1);
    expect(isThere).toBe(false);
    expect(await awaitDatabase(10_000)).toBe(false);
  });
});
