import { startHeartbeat } from '../../../src/monitoring/heartbeat.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { FakeClock, settled } from '../../support/clocks/fake-clock.ts';

const MINUTE = 60_000;

function start() {
  const clock = new FakeClock();
  const { logger, lines } = keepLogLines();
  const state = { well: true, status: 200, calls: 0 };
  const fetch = async () => {
    state.calls++;
    if (state.status === 0) throw new TypeError('fetch failed');
    return new Response('ok', { status: state.status });
  };
  const heartbeat = startHeartbeat({
    url: 'https://ping.example/1?status=up',
    isWell: async () => state.well,
    fetch,
    clock,
    logger,
  });
  return { heartbeat, clock, state, messages: () => lines.map(({ msg }) => msg) };
}

describe('the heartbeat', () => {
  it('is fetched at once and then every minute', async () => {
    const { clock, state } = start();
    await settled();
    expect(state.calls).toBe(1);
    await clock.advance(10 * MINUTE);
    expect(state.calls).toBe(11);
  });

  it('rests while something does not answer', async () => {
    const { clock, state } = start();
    await settled();
    state.well = false;
    await clock.advance(5 * MINUTE);
    expect(state.calls).toBe(1);
    state.well = true;
    await clock.advance(MINUTE);
    expect(state.calls).toBe(2);
  });

  it.each([500, 404, 0])('that fails (%d) is logged once, and once when it works again', async (status) => {
    const { clock, state, messages } = start();
    await settled();
    state.status = status;
    await clock.advance(3 * MINUTE);
    expect(messages()).toEqual(['HEARTBEAT_URL was not reached; it is tried again every minute']);
    state.status = 200;
    await clock.advance(2 * MINUTE);
    expect(messages().slice(1)).toEqual(['HEARTBEAT_URL is reached again']);
  });

  it('ends with the bot', async () => {
    const { heartbeat, clock, state } = start();
    await settled();
    await heartbeat.stop();
    await clock.advance(5 * MINUTE);
    expect({ calls: state.calls, timers: clock.pending }).toEqual({ calls: 1, timers: 0 });
  });

  it('gives up a call that nobody answers, and tries again', async () => {
    const clock = new FakeClock();
    const { logger, lines } = keepLogLines();
    let calls = 0;
    const fetch: typeof globalThis.fetch = (_url, options) => {
      calls++;
      return new Promise((_, reject) => {
        const signal = options?.signal;
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      });
    };
    const heartbeat = startHeartbeat({ url: 'https://h', isWell: async () => true, fetch, clock, logger });
    await clock.advance(2 * MINUTE);
    expect(calls).toBe(3);
    expect(lines).toHaveLength(1);
    await heartbeat.stop();
  });
});
