import * as fc from 'fast-check';
import { systemClock } from '../../../src/foundation/clock.ts';
import type { Measurement } from '../../../src/providers/contract/measurement.ts';
import { ProviderError } from '../../../src/providers/contract/provider-error.ts';
import type { Provider } from '../../../src/providers/contract/provider.ts';
import { providerEntry } from '../../../src/providers/registry.ts';
import { withDeadline } from '../../../src/providers/with-deadline.ts';
import { settleTokens } from '../../../src/usage/ledger/settle-tokens.ts';
import {
  ENDINGS,
  eventStream,
  streamedBody,
  USAGE,
  WIRE_FORMATS,
  type StreamedEvent,
  type WireFormat,
} from '../../support/network/answer-bodies.ts';
import { TranscriptServer } from '../../support/network/transcript-server.ts';
import { count, SEED } from './how-much.ts';
import { mutated } from './mutate-json.ts';

const KEY = 'fuzz-provider-key-secret';
const DEADLINES = { firstEventMs: 5_000, silenceMs: 5_000, totalMs: 10_000 };
const TEN_MB = 10 * 2 ** 20;
const PROMPT = 33;
const THOUGHTS = '<think>They greet me.</think>';
const TEXT = 'Hello, سلام دنیا 👩‍👩‍👧 and done';

interface Asked {
  text: string;
  failed: ProviderError | null;
  measurement: Measurement;
}

describe.each(WIRE_FORMATS)('%s', (format) => {
  const server = new TranscriptServer();
  let provider: Provider;
  const printed: unknown[] = [];
  const crashed = (error: unknown): void => void printed.push(error);

  beforeAll(async () => {
    process.on('unhandledRejection', crashed);
    await server.start();
    const options = { apiKey: KEY, baseUrl: server.url, clock: systemClock };
    provider = withDeadline(await providerEntry(format).create(options), systemClock, DEADLINES);
  });
  afterAll(async () => {
    await server.stop();
    process.off('unhandledRejection', crashed);
    expect(printed).toEqual([]);
  });

  /** Asks, and checks what holds of every answer: a bounded end, and no number that is neither measured nor marked. */
  async function ask(response: string): Promise<Asked> {
    server.answer(response);
    const asked = await hear(provider);
    expectBelievable(asked);
    return asked;
  }

  it('books what arrived of an answer that is cut at any byte', async () => {
    const body = Buffer.from(streamedBody(format, wholeAnswer(format)));
    const step = Math.max(1, Math.floor(body.length / count(120, 0.02)));
    for (let at = 0; at < body.length; at += step) {
      // One byte for each character, so that the server cuts within them too.
      const asked = await ask(eventStream(body.subarray(0, at).toString('latin1')));
      expect(asked.text.length).toBeLessThanOrEqual(body.length);
    }
  });

  it('books no number that was neither measured nor marked, whatever a field holds', async () => {
    const events = fc.constant(wholeAnswer(format)).map((answer) => answer.slice());
    await fc.assert(
      fc.asyncProperty(mutated(events), async (answer) => {
        const sound = answer.filter((event) => typeof event === 'object' && event !== null);
        await ask(eventStream(streamedBody(format, sound).replaceAll(/#pause .*\n/g, '')));
      }),
      { numRuns: count(120, 0.02), seed: SEED },
    );
  });

  it('ends badly with every ending that nobody knows', async () => {
    const word = fc
      .string({ minLength: 1, maxLength: 30 })
      .filter((it) => !Object.values(ENDINGS[format]).includes(it));
    await fc.assert(
      fc.asyncProperty(word, async (finish) => {
        const { failed } = await ask(eventStream(streamedBody(format, [{ text: TEXT }, { finish }])));
        expect(failed === null).toBe(GOOD_WORDS.has(finish));
      }),
      { numRuns: count(60, 0.01), seed: SEED },
    );
  });

  it.each<[what: string, response: () => string]>([
    ['an empty body', () => eventStream('')],
    ['an empty body of JSON', () => response(200, 'application/json', '')],
    ['HTML', () => response(200, 'text/html', '<!doctype html><title>Sign in</title>')],
    [
      '10 MB of HTML',
      () => response(200, 'text/html', `<p>${'word '.repeat(200)}</p>\n`.repeat(TEN_MB / 1_008)),
    ],
    ['10 MB in one line', () => response(200, 'text/event-stream', 'x'.repeat(TEN_MB))],
    ['10 MB of empty lines', () => response(200, 'text/event-stream', '\r'.repeat(TEN_MB))],
    [
      '10 MB of comments',
      () => response(200, 'text/event-stream', `: ${'ping '.repeat(200)}\n\n`.repeat(TEN_MB / 1_004)),
    ],
    [
      'an error of 10 MB',
      () =>
        response(500, 'application/json', JSON.stringify({ error: { message: 'x y'.repeat(TEN_MB / 3) } })),
    ],
    [
      'a refusal of 10 MB',
      () => response(429, 'application/json', JSON.stringify({ message: 'Limit 8 '.repeat(TEN_MB / 8) })),
    ],
    ['a page of 10 MB with 403', () => response(403, 'text/html', 'no '.repeat(TEN_MB / 3))],
    [
      'an error of 10 MB in the stream',
      () => eventStream(streamedBody(format, [{ text: 'Hi' }, { error: { message: 'e'.repeat(TEN_MB) } }])),
    ],
  ])('fails with %s', async (_, made) => {
    const { failed } = await ask(made());
    expect(failed?.message.length).toBeLessThan(400);
  });

  it('stops reading an answer that is longer than any model writes', async () => {
    const { failed, measurement } = await ask(
      eventStream(
        streamedBody(format, [{ text: 'x '.repeat(TEN_MB / 2) }, { finish: ENDINGS[format].whole }]),
      ),
    );
    expect(failed).toMatchObject({ reason: 'truncated' });
    expect(measurement.receivedText.length).toBeGreaterThan(0);
  });

  it('hides reasoning of 10 MB in bounded time', async () => {
    const { text } = await ask(
      eventStream(
        streamedBody(format, [
          { text: `<think>${'</thin '.repeat(400_000)}` },
          { finish: ENDINGS[format].length },
        ]),
      ),
    );
    expect(text).toBe('');
  });
});

/** Endings that mean what they say, in the words of any of the services. */
const GOOD_WORDS: ReadonlySet<string> = new Set(['eos', 'model_length', 'STOP_SEQUENCE']);

function wholeAnswer(format: WireFormat): StreamedEvent[] {
  const { whole } = ENDINGS[format];
  return [
    { reasoning: 'The user greets me.' },
    { text: THOUGHTS },
    { text: 'Hello, سلام ' },
    { text: 'دنیا 👩‍👩‍👧 and done' },
    { finish: whole, usage: USAGE[format] },
    { usage: USAGE[format] },
  ];
}

async function hear(provider: Provider): Promise<Asked> {
  let text = '';
  const messages = [{ role: 'user', content: 'Tell me something that nobody else may read' } as const];
  const { signal } = new AbortController();
  try {
    for await (const event of provider.chat({
      model: 'some-model',
      messages,
      maxOutputTokens: 100,
      signal,
    })) {
      if (event.type === 'retract') text = '';
      if (event.type === 'text') text += event.text;
      if (event.type === 'finish') return { text, failed: null, measurement: event.measurement };
    }
  } catch (error) {
    if (!(error instanceof ProviderError) || !error.measurement) throw error;
    return { text, failed: error, measurement: error.measurement };
  }
  throw new Error('an answer ended without a word');
}

function expectBelievable({ text, failed, measurement }: Asked): void {
  expect(failed?.message ?? '').not.toMatch(new RegExp(`${KEY}|nobody else`));
  expect(measurement.receivedText).toBe(text);
  expect(text).not.toContain('They greet me');
  const booked = settleTokens({ estimatedPromptTokens: PROMPT }, measurement, failed?.status ?? 'ok');
  const { promptTokens, completionTokens, cachedTokens, reasoningTokens, estimated } = booked;
  for (const number of [promptTokens, completionTokens, cachedTokens, reasoningTokens]) {
    if (number === null) continue;
    expect(Number.isSafeInteger(number) && number >= 0 && number <= 2 ** 31 - 1).toBe(true);
  }
  if (text !== '') expect(completionTokens).toBeGreaterThan(0);
  if (failed === null) expect(promptTokens).toBeGreaterThan(0);
  if (measurement.receivedReasoning !== '') expect(reasoningTokens).toBeGreaterThan(0);
  const { usage } = measurement;
  if (!estimated)
    expect([promptTokens, completionTokens]).toEqual([
      usage?.promptTokens ?? null,
      usage?.completionTokens ?? null,
    ]);
}

function response(status: number, type: string, body: string): string {
  return `HTTP/1.1 ${status} Made\ncontent-type: ${type}\nconnection: close\n\n${body}`;
}
