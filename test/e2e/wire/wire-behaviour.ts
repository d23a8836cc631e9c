import { systemClock, type Clock } from '../../../src/foundation/clock.ts';
import { ProviderError } from '../../../src/providers/contract/provider-error.ts';
import type { ProviderOptions } from '../../../src/providers/contract/provider-options.ts';
import type { ChatEvent, ChatRequest, Provider } from '../../../src/providers/contract/provider.ts';
import { withDeadline, type Deadlines } from '../../../src/providers/with-deadline.ts';
import { TranscriptServer } from '../../support/network/transcript-server.ts';

/** What the recorded answers of every provider say, whatever its wire looks like. */
export const ANSWER = 'Hello, سلام دنیا 👩‍👩‍👧 [DONE] and done';
export const API_KEY = 'key-0123456789-secret';
export const QUESTION = 'a very private question';
export const NOW = new Date('2026-11-22T12:00:00Z');
const clock: Clock = { ...systemClock, now: () => NOW };

/** For answers that come to their end by themselves, on a busy machine too. */
const LONG: Partial<Deadlines> = { firstEventMs: 60_000, silenceMs: 60_000, totalMs: 120_000 };
const SHORT: Partial<Deadlines> = { firstEventMs: 1_000, silenceMs: 1_000, totalMs: 10_000, healthMs: 1_000 };

/** One provider talking to a transcript server, with the ways to ask and to look at what came of it. */
export class Wire {
  readonly server = new TranscriptServer();
  readonly folder: string;
  readonly #create: (options: ProviderOptions) => Provider;

  constructor(folder: string, create: (options: ProviderOptions) => Provider) {
    this.folder = folder;
    this.#create = create;
    beforeAll(() => this.server.start());
    afterAll(() => this.server.stop());
  }

  /** The bare provider. */
  provider(options: Partial<ProviderOptions> = {}): Provider {
    return this.#create({ apiKey: API_KEY, baseUrl: this.server.url, clock, ...options });
  }

  /** The provider as the bot uses it, with deadlines that a test can wait for. */
  bounded(deadlines: Partial<Deadlines> = {}): Provider {
    return withDeadline(this.provider(), clock, { ...SHORT, ...deadlines });
  }

  async replay(name: string, chunkBytes?: number, edit?: (text: string) => string): Promise<void> {
    await this.server.replay(`${this.folder}/${name}.http`, chunkBytes, edit);
  }

  /** Replays the transcript and returns the whole answer. */
  async ask(name: string, changes: Partial<ChatRequest> = {}): Promise<ChatEvent[]> {
    await this.replay(name);
    return collect(this.bounded(LONG), changes);
  }

  /** Replays the transcript and returns the failure that it must lead to. */
  async fail(name: string, changes: Partial<ChatRequest> = {}): Promise<ProviderError> {
    await this.replay(name);
    return failure(collect(this.bounded(), changes));
  }

  /** Resolves when every answered connection is closed; fails when one stays. */
  async closed(): Promise<void> {
    for (let tries = 0; tries < 100 && this.server.openRequests > 0; tries++) await sleep(10);
    expect(this.server.openRequests).toBe(0);
  }
}

export function chatRequest(changes: Partial<ChatRequest> = {}): ChatRequest {
  return {
    model: 'some-model',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: QUESTION },
    ],
    maxOutputTokens: 50,
    signal: new AbortController().signal,
    ...changes,
  };
}

export async function collect(provider: Provider, changes: Partial<ChatRequest> = {}): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of provider.chat(chatRequest(changes))) events.push(event);
  return events;
}

export function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}

/** The `ProviderError` that the promise is rejected with; nothing secret may be in its message. */
export async function failure(promise: Promise<unknown>): Promise<ProviderError> {
  const error = await promise.then(
    () => new Error('nothing was thrown'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProviderError)) throw new Error('not a ProviderError', { cause: error });
  expect(error.message).not.toMatch(/secret|private/);
  return error;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** The behaviour that every provider owes, each over its own recorded wire. */
export function describeWireBehaviour(wire: Wire): void {
  // What is loaded with the first question is there before any of them is timed.
  beforeAll(async () => {
    await wire.replay('complete');
    await collect(wire.bounded(LONG));
  });

  describe('an answer', () => {
    it('arrives as text and ends with one finish', async () => {
      const events = await wire.ask('complete');
      expect(textOf(events)).toBe(ANSWER);
      expect(events.filter(({ type }) => type === 'finish')).toHaveLength(1);
      expect(events.at(-1)).toMatchObject({
        type: 'finish',
        ending: { type: 'complete' },
        measurement: { usage: { promptTokens: 74, completionTokens: 56 }, receivedText: ANSWER },
      });
    });

    it.each([1, 3, 7])('survives being split into pieces of %i bytes', async (chunkBytes) => {
      await wire.replay('complete', chunkBytes);
      const events = await collect(wire.bounded(LONG));
      expect(textOf(events)).toBe(ANSWER);
      expect(events.at(-1)).toMatchObject({
        measurement: { usage: { promptTokens: 74, completionTokens: 56 } },
      });
    });

    it('says when the output limit cut it', async () => {
      expect((await wire.ask('length')).at(-1)).toMatchObject({ type: 'finish', ending: { type: 'length' } });
    });

    it('is complete although the server keeps the stream open', async () => {
      await wire.replay('lingering');
      const events = await collect(wire.bounded({ silenceMs: 2000 }));
      expect(events.at(-1)).toMatchObject({ type: 'finish', measurement: { usage: { promptTokens: 74 } } });
      await wire.closed();
    });

    it('delivers its first text before the rest has been sent', async () => {
      await wire.replay('stalled');
      const events = wire.bounded().chat(chatRequest());
      expect((await events.next()).value).toEqual({ type: 'text', text: 'Hello, ' });
      await events.return();
      await wire.closed();
    });
  });

  describe('an answer that breaks off', () => {
    it('fails when the stream ends cleanly without its ending', async () => {
      expect(await wire.fail('truncated')).toMatchObject({ status: 'unavailable', reason: 'truncated' });
    });

    it('fails when the connection is cut', async () => {
      expect(await wire.fail('cut')).toMatchObject({ status: 'unavailable', reason: 'truncated' });
    });

    it('times out when the stream falls silent', async () => {
      expect(await wire.fail('stalled')).toMatchObject({ status: 'timeout', reason: 'timeout' });
      await wire.closed();
    });

    it('times out when nothing comes at all', async () => {
      wire.server.answer('#hang\n');
      expect(await failure(collect(wire.bounded()))).toMatchObject({ status: 'timeout', reason: 'timeout' });
      await wire.closed();
    });

    it('times out in total however lively it is', async () => {
      await wire.replay('lively');
      const provider = wire.bounded({ totalMs: 200 });
      expect(await failure(collect(provider))).toMatchObject({ status: 'timeout', reason: 'timeout' });
      await wire.closed();
    });

    it('does not time out while it stays lively', async () => {
      // Longer in all than the silence that is allowed, which a busy machine keeps between two signs of life.
      await wire.replay('lively', undefined, (text) => text.replaceAll(/^#pause \d+$/gm, '#pause 200'));
      const events = await collect(wire.bounded({ firstEventMs: 1_500, silenceMs: 1_500, totalMs: 60_000 }));
      expect(events.at(-1)).toMatchObject({ type: 'finish' });
    });
  });

  describe('an abort by the caller', () => {
    const interrupted = { status: 'interrupted', reason: 'aborted' };

    it('before the call sends nothing', async () => {
      const before = wire.server.requests.length;
      await wire.replay('complete');
      expect(await failure(collect(wire.bounded(), { signal: AbortSignal.abort() }))).toMatchObject(
        interrupted,
      );
      expect(wire.server.requests).toHaveLength(before);
    });

    it.each(['bare', 'bounded'] as const)('before the headers ends a %s call', async (kind) => {
      wire.server.answer('#hang\n');
      const signal = abortIn(60);
      const provider = kind === 'bare' ? wire.provider() : wire.bounded();
      expect(await failure(collect(provider, { signal }))).toMatchObject(interrupted);
      await wire.closed();
    });

    it.each(['bare', 'bounded'] as const)('in mid-stream ends a %s call', async (kind) => {
      await wire.replay('stalled');
      const signal = abortIn(100);
      const provider = kind === 'bare' ? wire.provider() : wire.bounded();
      expect(await failure(collect(provider, { signal }))).toMatchObject(interrupted);
      await wire.closed();
    });
  });

  describe('a failure', () => {
    it.each([
      ['error-in-stream', 'unavailable', 'server_error'],
      ['401', 'unauthorized', 'invalid_key'],
      ['404', 'invalid_request', 'model_not_found'],
      ['413', 'invalid_request', 'too_large'],
      ['429', 'rate_limited', 'rate_limit'],
      ['500', 'unavailable', 'server_error'],
      ['html', 'unavailable', 'bad_response'],
      ['bad-json', 'unavailable', 'bad_response'],
      ['empty', 'error', 'empty_answer'],
    ])('of kind %s is %s: %s', async (name, status, reason) => {
      const error = await wire.fail(name);
      expect(error).toMatchObject({ status, reason });
      if (name !== '429') expect(error.retryAfterMs).toBeNull();
    });

    it('of the network is unavailable', async () => {
      const closed = new TranscriptServer();
      await closed.start();
      const baseUrl = closed.url;
      await closed.stop();
      const error = await failure(collect(withDeadline(wire.provider({ baseUrl }), clock, SHORT)));
      expect(error).toMatchObject({ status: 'unavailable', reason: 'network', httpStatus: null });
    });

    it('says how long to wait', async () => {
      const error = await wire.fail('429');
      expect(error).toMatchObject({ httpStatus: 429, retryAfterMs: 35_000 });
    });

    it('of an empty answer keeps what it used', async () => {
      expect((await wire.fail('empty')).measurement?.usage).toMatchObject({
        promptTokens: 74,
        completionTokens: 56,
      });
    });

    it('repeats nothing of what people wrote', async () => {
      await wire.replay('429', undefined, (text) => text.replace(/"message": ?"/, `$&After ${QUESTION}: `));
      // `failure` looks for it.
      expect(await failure(collect(wire.bounded()))).toMatchObject({ httpStatus: 429 });
    });

    it('is reported after one request', async () => {
      const before = wire.server.requests.length;
      await wire.fail('500');
      expect(wire.server.requests).toHaveLength(before + 1);
    });
  });

  describe('a health check', () => {
    afterEach(() => wire.closed());
    it('passes with a listing', async () => {
      await wire.replay('models');
      await checkHealth(wire);
      expect(wire.server.request.method).toBe('GET');
    });

    it('passes where the gateway has no listing', async () => {
      await wire.replay('404');
      await checkHealth(wire);
    });

    it.each([
      ['401', 'unauthorized'],
      ['429', 'rate_limited'],
      ['500', 'unavailable'],
      ['html', 'unavailable'],
    ])('fails with %s', async (name, status) => {
      await wire.replay(name);
      expect(await failure(checkHealth(wire))).toMatchObject({ status });
    });

    it('times out', async () => {
      wire.server.answer('#hang\n');
      expect(await failure(checkHealth(wire))).toMatchObject({ status: 'timeout' });
    });

    it('can be aborted', async () => {
      wire.server.answer('#hang\n');
      expect(await failure(checkHealth(wire, abortIn(30)))).toMatchObject({ status: 'interrupted' });
    });
  });
}

function checkHealth(wire: Wire, signal = new AbortController().signal): Promise<void> {
  return wire.bounded().checkHealth(signal);
}

function abortIn(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
}
