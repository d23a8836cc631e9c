import { EventEmitter } from 'node:events';
import { watchAccidents } from '../../../src/app/programs/accidents.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

function watch() {
  const clock = new FakeClock();
  const events = new EventEmitter();
  const lines: Record<string, unknown>[] = [];
  const codes: number[] = [];
  const logger = { error: (line: object) => void lines.push({ ...line }) };
  const happened = watchAccidents({ clock, logger, exit: (code) => void codes.push(code), events });
  const happen = (error: unknown, origin = 'uncaughtException') =>
    void events.emit('uncaughtException', error, origin);
  return { clock, happened, happen, lines, codes };
}

describe('an error that nobody caught', () => {
  it('is logged with its causes and its places, and asks for an end', () => {
    const { happened, happen, lines, codes } = watch();
    happen(new Error('read failed', { cause: new Error('ECONNRESET') }));
    expect(happened.aborted).toBe(true);
    expect(lines).toEqual([
      { error: 'read failed: ECONNRESET', origin: 'uncaughtException', frames: expect.any(Array) },
    ]);
    expect(lines[0]?.['frames']).toEqual(expect.arrayContaining([expect.stringMatching(/^at /)]));
    expect(codes).toEqual([]);
  });

  it('may be anything that was thrown', () => {
    const { happened, happen, lines } = watch();
    happen(undefined, 'unhandledRejection');
    expect(happened.aborted).toBe(true);
    expect(lines).toEqual([{ error: 'undefined', origin: 'unhandledRejection', frames: [] }]);
  });

  it('ends the process where its end in order hangs, counted from the first one', async () => {
    const { clock, happen, lines, codes } = watch();
    happen(new Error('first'));
    await clock.advance(19_000);
    happen(new Error('second'));
    await clock.advance(999);
    expect(codes).toEqual([]);
    await clock.advance(1);
    expect(codes).toEqual([1]);
    expect(lines).toHaveLength(2);
  });
});
