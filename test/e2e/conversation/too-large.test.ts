import type { ProviderFault } from '../../../src/tools/stand-ins/providers/provider-fault.ts';
import { OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';

const TOO_LARGE: ProviderFault = {
  kind: 'status',
  status: 413,
  code: 'rate_limit_exceeded',
  retryAfterSeconds: 60,
};

describe('a request that is too large for its plan', () => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      providers: { groq: { answer: (messages) => `echo ${messages.at(-1)?.text}` } },
    });
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const lastAsked = () =>
    bot
      .provider('groq')
      .requests.at(-1)
      ?.messages.slice(1)
      .map(({ text }) => text);

  it('is sent once more with the newer half of the conversation', async () => {
    for (const text of ['one', 'two', 'three', 'four']) await bot.ask(OMID, text);
    bot.provider('groq').fail(TOO_LARGE);
    expect(await bot.ask(OMID, 'five')).toBe('echo five');
    expect(lastAsked()).toEqual(['three', 'echo three', 'four', 'echo four', 'five']);
    const statuses = (await bot.requests()).slice(4).map(({ status, errorReason }) => [status, errorReason]);
    expect(statuses).toEqual([
      ['invalid_request', 'too_large'],
      ['ok', null],
    ]);
  });

  it('is not sent a third time', async () => {
    await bot.ask(OMID, 'one');
    bot.provider('groq').fail(TOO_LARGE, { times: 3 });
    expect(await bot.ask(OMID, 'two')).toContain('too long');
    expect(await bot.requests()).toHaveLength(3);
    bot.provider('groq').recover();
    // Its Retry-After speaks of another request: the next, smaller one may go at once.
    expect(await bot.ask(OMID, 'three')).toBe('echo three');
  });
});
