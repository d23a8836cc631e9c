import { HttpError } from 'grammy';
import { retryCalls } from '../../../src/telegram/api/retry-calls.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';

const OK = { ok: true, result: { message_id: 7 } } as const;
const putOff = (seconds: number) => ({
  ok: false,
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});
const failed = { ok: false, error_code: 502, description: 'Bad Gateway' };
const refused = { ok: false, error_code: 400, description: 'Bad Request: chat not found' };
const network = (code: string) =>
  new HttpError('Network request failed!', Object.assign(new Error(code), { code }));

/** Calls a method that Telegram answers in this order; the last outcome repeats. */
function callOf(method: string, outcomes: readonly unknown[], signal?: AbortSignal) {
  const clock = new FakeClock();
  const times: number[] = [];
  const end: { answer?: unknown; error?: unknown } = {};
  const telegram = async () => {
    const outcome = outcomes[Math.min(times.length, outcomes.length - 1)];
    times.push(clock.monotonicMs());
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const call = retryCalls(clock) as (...parameters: unknown[]) => Promise<unknown>;
  call(telegram, method, { chat_id: 1, text: 'An answer.' }, signal).then(
    (answer) => (end.answer = answer),
    (error: unknown) => (end.error = error),
  );
  return { clock, times, end };
}

describe('a call to Telegram', () => {
  it('that is put off is made again as soon as Telegram allows', async () => {
    const { clock, times, end } = callOf('sendMessage', [putOff(30), OK]);
    await clock.advance(29_999);
    expect(times).toEqual([0]);
    await clock.advance(1);
    expect(times).toEqual([0, 30_000]);
    expect(end.answer).toBe(OK);
  });

  it('that is put off again and again is given up after three waits', async () => {
    const { clock, times, end } = callOf('sendMessage', [putOff(1)]);
    await clock.advance(60_000);
    expect(times).toEqual([0, 1_000, 2_000, 3_000]);
    expect(end.answer).toMatchObject({ error_code: 429 });
  });

  it.each([
    ['sendMessage', 900],
    ['editMessageText', 60],
  ])('waits with %s for %i seconds at most', async (method, longest) => {
    const patient = callOf(method, [putOff(longest), OK]);
    await patient.clock.advance(longest * 1_000);
    expect(patient.end.answer).toBe(OK);
    const impatient = callOf(method, [putOff(longest + 1), OK]);
    await settled();
    expect(impatient.end.answer).toMatchObject({ error_code: 429 });
  });

  it.each([
    ['sendMessage', [0, 500, 2_500, 7_500, 27_500, 57_500]],
    ['editMessageText', [0, 500, 2_500, 7_500]],
  ])('that fails is made again after growing pauses: %s', async (method, expected) => {
    const { clock, times, end } = callOf(method, [failed]);
    await clock.advance(120_000);
    expect(times).toEqual(expected);
    expect(end.answer).toBe(failed);
  });

  it('whose text may have arrived is sent again: seen twice is better than lost', async () => {
    const { clock, times, end } = callOf('sendMessage', [network('ECONNRESET'), OK]);
    await clock.advance(500);
    expect(times).toHaveLength(2);
    expect(end.answer).toBe(OK);
  });

  it.each(['sendDocument', 'sendPhoto', 'copyMessage'])(
    'whose file may have arrived is not made again: %s',
    async (method) => {
      for (const outcome of [network('ECONNRESET'), failed]) {
        const { clock, times, end } = callOf(method, [outcome, OK]);
        await clock.advance(120_000);
        expect(times).toEqual([0]);
        expect(end.error ?? end.answer).toBe(outcome);
      }
    },
  );

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EPROXY'])(
    'whose file was never sent is made again: %s',
    async (code) => {
      const { clock, end } = callOf('sendDocument', [network(code), OK]);
      await clock.advance(500);
      expect(end.answer).toBe(OK);
    },
  );

  it('that Telegram refuses is not made again', async () => {
    const { clock, times, end } = callOf('sendMessage', [refused, OK]);
    await clock.advance(120_000);
    expect(times).toEqual([0]);
    expect(end.answer).toBe(refused);
  });

  it('is repeated for nobody who has stopped waiting', async () => {
    const caller = new AbortController();
    const { clock, times, end } = callOf('sendMessage', [putOff(30), OK], caller.signal);
    await clock.advance(10_000);
    caller.abort(new Error('stopped'));
    await clock.advance(60_000);
    expect(times).toEqual([0]);
    expect(end.error).toMatchObject({ message: 'stopped' });
    expect(clock.pending).toBe(0);
  });

  it('for updates is left to polling, which has retries of its own', async () => {
    const { clock, times } = callOf('getUpdates', [failed]);
    await clock.advance(120_000);
    expect(times).toEqual([0]);
  });
});
