import { createCerebras } from '../../../src/providers/cerebras.ts';
import { createCohere } from '../../../src/providers/cohere.ts';
import type { ProviderError } from '../../../src/providers/contract/provider-error.ts';
import type { ChatEvent, ChatRequest } from '../../../src/providers/contract/provider.ts';
import { createGemini } from '../../../src/providers/gemini.ts';
import { createGroq } from '../../../src/providers/groq.ts';
import {
  ENDINGS,
  eventStream,
  streamedBody,
  USAGE,
  WIRE_FORMATS,
  type StreamedEvent,
} from '../../support/network/answer-bodies.ts';
import { chatRequest, failure, Wire } from './wire-behaviour.ts';

const CREATE = { groq: createGroq, cerebras: createCerebras, gemini: createGemini, cohere: createCohere };
/** Longer than any stream was waited for once it had named an ending. */
const LONG_MS = 600;
const PATIENT = { firstEventMs: 10_000, silenceMs: 10_000, totalMs: 20_000 };
const SAID = { promptTokens: 20, completionTokens: 7 };

describe.each(WIRE_FORMATS)('%s', (format) => {
  const wire = new Wire(format, CREATE[format]);
  const { whole, length } = ENDINGS[format];
  const usage = USAGE[format];
  /** Cohere names an ending only in an event of its own. */
  const mayJoin = format !== 'cohere';

  /** What arrives of an answer, text that was taken back left out, and how it ends. */
  async function ask(
    events: readonly StreamedEvent[],
    {
      after = '',
      isDone = true,
      stopper,
      ...changes
    }: Partial<ChatRequest> & { after?: string; isDone?: boolean; stopper?: AbortController } = {},
  ) {
    wire.server.answer(eventStream(streamedBody(format, events, isDone) + after, !isDone));
    const heard: ChatEvent[] = [];
    let text = '';
    const provider = wire.bounded(after ? { ...PATIENT, silenceMs: 1_500 } : PATIENT);
    const read = async () => {
      const signal = stopper ? { signal: stopper.signal } : {};
      for await (const event of provider.chat(chatRequest({ ...changes, ...signal }))) {
        heard.push(event);
        stopper?.abort();
        if (event.type === 'retract') text = '';
        if (event.type === 'text') text += event.text;
      }
      return heard.at(-1);
    };
    const end = await read().catch((error: unknown) => error as ProviderError);
    return { text, heard, end };
  }

  describe('an answer ends with its stream', () => {
    it('though every chunk names an ending, with pauses between them', async () => {
      const events = ['One ', 'two ', 'three'].flatMap((text): StreamedEvent[] =>
        mayJoin
          ? [{ text, finish: whole, pauseMs: LONG_MS }]
          : [{ text, pauseMs: LONG_MS }, { finish: whole }],
      );
      const { text, end } = await ask([...events, { finish: whole, usage }]);
      expect(text).toBe('One two three');
      expect(end).toMatchObject({
        type: 'finish',
        ending: { type: 'complete' },
        measurement: { usage: SAID },
      });
    });

    it('though usage comes long after the ending', async () => {
      const { end } = await ask([{ text: 'Hello' }, { finish: whole }, { usage, pauseMs: LONG_MS }]);
      expect(end).toMatchObject({ type: 'finish', measurement: { usage: SAID } });
    });

    it('or, when nobody closes it, with silence', async () => {
      const { text, end } = await ask([{ text: 'Hello' }, { finish: whole, usage }], {
        isDone: false,
        after: '#hang\n',
      });
      expect(text).toBe('Hello');
      expect(end).toMatchObject({
        type: 'finish',
        ending: { type: 'complete' },
        measurement: { usage: SAID },
      });
      await wire.closed();
    });

    it('or with a connection that breaks after the ending', async () => {
      const { end } = await ask([{ text: 'Hello' }, { finish: length, usage }], {
        isDone: false,
        after: '#pause 50\n#cut\n',
      });
      expect(end).toMatchObject({ type: 'finish', ending: { type: 'length' }, measurement: { usage: SAID } });
    });

    it('but not with one that breaks after text that followed an ending', async () => {
      const { end } = await ask([{ finish: whole }, { text: 'Hello' }, { finish: whole }], {
        isDone: false,
        after: '#pause 50\n#cut\n',
      });
      expect(end).toMatchObject({ type: 'failed', reason: 'truncated' });
    });

    it('and keeps what was measured when zeros or nothing follow', async () => {
      const zeros = JSON.parse(JSON.stringify(usage).replaceAll(/\d+/g, '0')) as object;
      const { end } = await ask([
        { text: 'Hello' },
        { finish: whole, usage },
        { usage: zeros },
        { usage: {} },
        { usage: null },
      ]);
      expect(end).toMatchObject({ measurement: { usage: SAID } });
    });
  });

  describe('an answer is broken', () => {
    it.each([
      'OTHER',
      'USER_CANCEL',
      'banana',
      'error',
      'ERROR',
      'tool_calls',
      'MALFORMED_FUNCTION_CALL',
      'toString',
      'Some words, said by the model',
    ])('that ends with %s', async (finish) => {
      const { text, end } = await ask([{ text: 'Hello' }, { finish, usage }]);
      expect(text).toBe('Hello');
      expect(end).toMatchObject({ type: 'failed', measurement: { usage: SAID, receivedText: 'Hello' } });
      expect((end as ProviderError).message).not.toMatch(/said by the model/);
      expect(['broken', 'tool_call', 'server_error']).toContain((end as ProviderError).reason);
    });

    it('when it is a call of a tool, whatever the ending is called', async () => {
      for (const finish of [whole, length, 'FUNCTION_CALL']) {
        const { end } = await ask([{ reasoning: 'I search.' }, { callsTool: true }, { finish, usage }]);
        expect(end).toMatchObject({ reason: 'tool_call', measurement: { usage: SAID } });
      }
      if (mayJoin) {
        const { end } = await ask([{ callsTool: true, finish: whole, usage }]);
        expect(end).toMatchObject({ reason: 'tool_call', measurement: { usage: SAID } });
      }
    });

    it('but not when text came beside the call', async () => {
      const { text, end } = await ask([{ callsTool: true }, { text: 'Hello' }, { finish: whole, usage }]);
      expect(text).toBe('Hello');
      expect(end).toMatchObject({ type: 'finish', ending: { type: 'complete' } });
    });

    it('and has none when nothing arrived before', async () => {
      expect((await ask([{ text: ' \n' }, { finish: 'OTHER', usage }])).end).toMatchObject({
        reason: 'empty_answer',
      });
    });

    it('when an error comes with its ending, or after it', async () => {
      const error = { message: 'over capacity' };
      const ways: StreamedEvent[][] = [
        [{ finish: whole, error }],
        [{ finish: whole }, { error, pauseMs: LONG_MS }],
      ];
      for (const last of ways) {
        const { text, end } = await ask([{ text: 'Hello' }, ...last]);
        expect(text).toBe('Hello');
        expect(end).toMatchObject({ type: 'failed', status: 'unavailable', reason: 'server_error' });
      }
    });

    it('whatever good ending follows the bad one', async () => {
      const { end } = await ask([{ text: 'Hello' }, { finish: 'OTHER' }, { finish: whole, usage }]);
      expect(end).toMatchObject({ type: 'failed', measurement: { usage: SAID } });
    });
  });

  describe('reasoning', () => {
    it('in a field of its own is measured, not said', async () => {
      const { text, end } = await ask([
        { reasoning: 'They greet me.' },
        { text: 'Hello' },
        { finish: whole, usage },
      ]);
      expect(text).toBe('Hello');
      expect(end).toMatchObject({
        measurement: { receivedText: 'Hello', receivedReasoning: 'They greet me.' },
      });
    });

    it('in tags that are torn over chunks is taken out as they come', async () => {
      const pieces = ['<thi', 'nk>They ', 'greet me.</', 'think>', '\n\nHel', 'lo <b'].map((text) => ({
        text,
      }));
      const { text, heard, end } = await ask([...pieces, { finish: whole, usage }]);
      expect(text).toBe('Hello <b');
      expect(heard.filter(({ type }) => type === 'text').length).toBeGreaterThan(0);
      expect(end).toMatchObject({
        measurement: { receivedText: 'Hello <b', receivedReasoning: '<think>They greet me.</think>' },
      });
    });

    it('that only its end tells of is taken back', async () => {
      const { text, heard } = await ask([
        { text: 'They greet me.', pauseMs: 20 },
        { text: '\n</think>\n\nHello', pauseMs: 20 },
        { finish: whole, usage },
      ]);
      expect(text).toBe('Hello');
      expect(heard.map(({ type }) => type)).toContain('retract');
    });

    it('without an answer is none, and is measured', async () => {
      const { text, end } = await ask([{ text: '<think>They greet' }, { finish: length }]);
      expect(text).toBe('');
      expect(end).toMatchObject({
        type: 'failed',
        status: 'error',
        measurement: { receivedText: '', receivedReasoning: '<think>They greet', hasEnded: true },
      });
    });

    it('that arrived before a cut is measured', async () => {
      const { end } = await ask([{ reasoning: 'They greet me.' }, { text: 'Hel' }], {
        isDone: false,
        after: '#pause 50\n#cut\n',
      });
      expect(end).toMatchObject({
        reason: 'truncated',
        measurement: { receivedText: 'Hel', receivedReasoning: 'They greet me.' },
      });
    });

    it('that arrived before the person stopped it is measured', async () => {
      const { end } = await ask([{ reasoning: 'They greet me.' }, { text: 'Hel' }], {
        isDone: false,
        after: '#hang\n',
        // With the first word, which comes behind the reasoning.
        stopper: new AbortController(),
      });
      expect(end).toMatchObject({
        status: 'interrupted',
        measurement: { receivedText: 'Hel', receivedReasoning: 'They greet me.' },
      });
    });
  });

  if (format === 'groq' || format === 'cerebras') {
    const model = 'qwen/qwen3-32b';
    const asked = (): unknown => JSON.parse(wire.server.request.body);

    it('is asked for reasoning apart where a model writes it into the text', async () => {
      await ask([{ text: 'Hi' }, { finish: whole }], { model });
      expect(asked()).toMatchObject({ reasoning_format: 'parsed' });
      await ask([{ text: 'Hi' }, { finish: whole }], { model: 'openai/gpt-oss-120b' });
      expect(asked()).not.toHaveProperty('reasoning_format');
    });

    it('is asked again without it by a model that refuses it, once', async () => {
      const provider = wire.bounded(PATIENT);
      const refuse = async () => {
        const message = '`reasoning_format` is not supported with this model';
        const body = JSON.stringify({
          error: { message, type: 'invalid_request_error', param: 'reasoning_format' },
        });
        wire.server.answer(
          `HTTP/1.1 400 Bad Request\ncontent-type: application/json\ncontent-length: auto\n\n${body}`,
        );
        return failure(provider.chat(chatRequest({ model })).next());
      };
      expect(await refuse()).toMatchObject({ reason: 'bad_request', mayRepeat: true });
      expect(await refuse()).toMatchObject({ reason: 'bad_request', mayRepeat: false });
      expect(asked()).not.toHaveProperty('reasoning_format');
    });
  }
});
