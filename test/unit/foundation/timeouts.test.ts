import { deadlineSignal } from '../../../src/foundation/deadline-signal.ts';
import { delay } from '../../../src/foundation/delay.ts';
import { withTimeout } from '../../../src/foundation/with-timeout.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

describe('delay', () => {
  it('resolves when its time is over', async () => {
    const clock = new FakeClock();
    let isOver = false;
    const waiting = delay(clock, 100).then(() => (isOver = true));
    await clock.advance(99);
    expect(isOver).toBe(false);
    await clock.advance(1);
    await waiting;
  });

  it('rejects with the reason of an abort and leaves no timer', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const waiting = delay(clock, 100, controller.signal);
    controller.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await expect(delay(clock, 100, controller.signal)).rejects.toThrow('stopped');
    expect(clock.pending).toBe(0);
  });
});

describe('withTimeout', () => {
  it('gives the result of work that is in time, and leaves no timer', async () => {
    const clock = new FakeClock();
    expect(await withTimeout(clock, 100, Promise.resolve('done'))).toBe('done');
    expect(clock.pending).toBe(0);
  });

  it('rejects when the time is over', async () => {
    const clock = new FakeClock();
    const bounded = withTimeout(clock, 100, new Promise<never>(() => undefined));
    const refused = expect(bounded).rejects.toThrow('no answer within 100 ms');
    await clock.advance(100);
    await refused;
  });
});

describe('deadlineSignal', () => {
  it('aborts with a TimeoutError when the time is over', async () => {
    const clock = new FakeClock();
    const { signal } = deadlineSignal(clock, new AbortController().signal, 100);
    await clock.advance(99);
    expect(signal.aborted).toBe(false);
    await clock.advance(1);
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('aborts with the caller’s reason, also when the caller aborted before', () => {
    const clock = new FakeClock();
    const caller = new AbortController();
    const early = deadlineSignal(clock, caller.signal, 100);
    caller.abort('stopped');
    expect(early.signal.reason).toBe('stopped');
    expect(deadlineSignal(clock, caller.signal, 100).signal.reason).toBe('stopped');
  });

  it('leaves no timer and no listener after its end', () => {
    const clock = new FakeClock();
    const caller = new AbortController();
    const { signal, end } = deadlineSignal(clock, caller.signal, 100);
    end();
    caller.abort();
    expect(clock.pending).toBe(0);
    expect(signal.aborted).toBe(false);
  });
});
