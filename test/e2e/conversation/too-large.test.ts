import type { ProviderFault } from '../../../src/tools/stand-ins/providers/provider-fault.ts';
import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

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
      providers: { [MAIN]: { answer: (messages) => `echo ${messages.at(-1)?.text}` } },
    });
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const lastAsked = () =>
    bot
      .provider(MAIN)
      .requests.at(-1)
      ?.messages.slice(1)
      .map(({ text }) => text);

  it('is sent once more with the newer half of the conversation', async () => {
    for (const text of ['one', 'two', 'three', 'four']) await bot.ask(OMID, text);
    bot.provider(MAIN).fail(TOO_LARGE);
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
    bot.provider(MAIN).fail(TOO_LARGE, { times: 3 });
    expect(await bot.ask(OMID, 'two')).toContain('too long');
    expect(await bot.requests()).toHaveLength(3);
    bot.provider(MAIN).recover();
    // Its Retry-After speaks of another request: the next, smaller one may go at once.
    expect(await bot.ask(OMID, 'three')).toBe('echo three');
  });

  /** Reads "beginning", then 3,900 characters, then "end". */
  const LONG = `beginning ${'word '.repeat(780)}end`;

  it('of a long text is asked with both ends of it, and the person is told once', async () => {
    bot.provider(MAIN).behave({ answer: () => 'ok' });
    bot.provider(MAIN).fail(TOO_LARGE);
    const answer = await bot.ask(OMID, LONG);
    expect(answer).toMatch(/^ok\n\n✂️ Your text was too long/);
    expect(answer.match(/✂️/g)).toHaveLength(1);
    const [sent] = lastAsked() ?? [];
    expect(sent).toMatch(/^beginning word .* end$|^beginning word .*end$/s);
    expect(sent).toContain('the middle of this text was left out here');
    expect(sent?.length).toBeLessThan(LONG.length);
    // The memory keeps all of it, and the next question is not about the length.
    expect(await bot.ask(OMID, 'and?')).toBe('ok');
    expect(lastAsked()?.[0]).toBe(LONG);
  });

  it('because of the text that it replies to keeps both ends of that and the question, and says so', async () => {
    bot.provider(MAIN).behave({ answer: () => 'ok' });
    const { message_id: replyTo } = bot.telegram.say(OMID, LONG);
    await bot.messageAfter(OMID, replyTo);
    await bot.ask(OMID, '/new');
    bot.provider(MAIN).fail(TOO_LARGE);
    const { message_id } = bot.telegram.say(OMID, 'what was decided at the end?', { replyTo });
    const { text } = await bot.messageAfter(OMID, message_id);
    expect(text).toMatch(/^ok\n\n✂️ /);
    const [sent = ''] = lastAsked() ?? [];
    expect(sent).toMatch(/^\[In reply to this message:\]\n> beginning word /);
    expect(sent).toMatch(/word end\n\nwhat was decided at the end\?$/);
    expect(sent).toContain('the middle of this text was left out here');
    expect(sent.length).toBeLessThan(LONG.length);
  });

  it('of a long text is shortened until it fits', async () => {
    bot.provider(MAIN).behave({ answer: () => 'ok' });
    bot.provider(MAIN).fail(TOO_LARGE, { times: 2 });
    const longer = Array.from({ length: 4_000 }, (_, index) => `ب${index}`)
      .join(' ')
      .slice(0, 3_999);
    expect(await bot.ask(SARA, longer)).toMatch(/^ok\n\n✂️ متن شما برای مدل‌هایم بیش از حد بلند بود/);
    const sizes = bot
      .provider(MAIN)
      .requests.slice(-3)
      .map(({ messages }) => messages.at(-1)?.text?.length ?? 0);
    expect(sizes[0]).toBe(3_999);
    expect(sizes[1]).toBeLessThan(2_500);
    expect(sizes[2]).toBeLessThan(sizes[1] ?? 0);
  });
});

describe('a text that is too large for one of two models', () => {
  it('is answered whole by the other', async () => {
    const bot = await startRunningBot({
      providers: { [MAIN]: { answer: () => 'main' }, gemini: { answer: () => 'gemini' } },
    });
    bot.provider(MAIN).fail(TOO_LARGE);
    const long = 'word '.repeat(700).trim();
    expect(await bot.ask(OMID, long)).toBe('gemini');
    expect(bot.provider('gemini').requests.at(-1)?.messages.at(-1)?.text).toBe(long);
    await bot.stop();
  });
});
