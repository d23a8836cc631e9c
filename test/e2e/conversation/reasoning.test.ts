import type { ProviderFault } from '../../../src/tools/stand-ins/providers/provider-fault.ts';
import { streamedBody, USAGE, type StreamedEvent } from '../../support/network/answer-bodies.ts';
import { OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const THOUGHT = 'They greet me, so I greet them.';

/** An answer as services with OpenAI's protocol stream it. */
function answer(events: readonly StreamedEvent[]): ProviderFault {
  return { kind: 'raw', status: 200, contentType: 'text/event-stream', body: streamedBody('groq', events) };
}

describe('what a model thinks', () => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({ mainModels: ['qwen/qwen3.8-27b'] });
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it.each<[form: string, events: StreamedEvent[]]>([
    ['in tags', [{ text: `<think>${THOUGHT}</th` }, { text: 'ink>\n\nHello!' }]],
    ['before a lone end tag', [{ text: THOUGHT }, { text: '\n</think>\n\nHello!' }]],
    ['in a field of its own', [{ reasoning: THOUGHT }, { text: 'Hello!' }]],
  ])('%s is neither shown nor remembered, and booked as reasoning', async (_, events) => {
    bot.provider(MAIN).fail(answer([...events, { finish: 'stop', usage: USAGE.groq }]));
    expect(await bot.ask(OMID, 'Hi')).toBe('Hello!');
    await bot.ask(OMID, 'And now?');
    const remembered =
      bot
        .provider(MAIN)
        .requests.at(-1)
        ?.messages.map(({ text }) => text) ?? [];
    expect(remembered).toContain('Hello!');
    expect(remembered.join('\n')).not.toContain(THOUGHT);
    const [row] = await bot.requests();
    expect(row).toMatchObject({ status: 'ok', promptTokens: 20, completionTokens: 7, totalTokens: 27 });
    expect(row?.reasoningTokens).toBeGreaterThan(0);
    // How much of the completion was reasoning, the service did not say.
    expect(row?.tokensEstimated).toBe(true);
  });

  it('stays where the answer is about such tags', async () => {
    const said = 'Write `<think>` and `</think>` around it.';
    bot.provider(MAIN).fail(answer([{ text: said }, { finish: 'stop', usage: USAGE.groq }]));
    expect(await bot.ask(OMID, 'How do models think?')).toBe('Write <think> and </think> around it.');
  });
});

describe('an answer that the model breaks off', () => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot();
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it.each(['OTHER', 'USER_CANCEL', 'banana'])(
    'with %s says so, can be asked again and is not booked as ok',
    async (finish) => {
      bot.provider(MAIN).fail(answer([{ text: 'Half an' }, { finish, usage: USAGE.groq }]));
      const { message_id } = bot.telegram.say(OMID, 'Hi');
      const half = await bot.messageAfter(OMID, message_id);
      const said = await bot.messageAfter(OMID, half.id);
      expect(half.text).toContain('Half an');
      expect(said.text).toContain('broke off');
      expect(JSON.stringify(said)).toContain('Try again');
      expect(await bot.requests()).toMatchObject([
        { status: 'error', errorReason: 'broken', totalTokens: 27, tokensEstimated: false },
      ]);
    },
  );
});

describe('what only Groq knows', () => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      providers: { groq: {} },
      environment: { GROQ_MODEL: 'qwen/qwen3.8-27b' },
    });
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it('is reasoning apart: a model that refuses to be asked for it gets the question again', async () => {
    const message = '`reasoning_format` is not supported with this model';
    const error = { message, type: 'invalid_request_error', param: 'reasoning_format' };
    bot.provider('groq').fail({ kind: 'raw', status: 400, body: JSON.stringify({ error }) });
    await bot.ask(OMID, 'What is the capital of France?');
    await bot.ask(OMID, 'What is the capital of France?');
    expect((await bot.requests()).map(({ status }) => status)).toEqual(['invalid_request', 'ok', 'ok']);
  });

  it('is an error beside an ordinary ending, which is not booked as ok', async () => {
    const body = `${streamedBody('groq', [{ text: 'Half an' }], false)}data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"req_1","error":"over capacity"}}\n\ndata: [DONE]\n\n`;
    bot.provider('groq').fail({ kind: 'raw', status: 200, contentType: 'text/event-stream', body });
    const { message_id } = bot.telegram.say(OMID, 'Hi');
    const half = await bot.messageAfter(OMID, message_id);
    expect((await bot.messageAfter(OMID, half.id)).text).toContain('cut short');
    expect(await bot.requests()).toMatchObject([{ status: 'unavailable', tokensEstimated: true }]);
  });
});
