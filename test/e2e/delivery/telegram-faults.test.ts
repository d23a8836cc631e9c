import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../../../src/foundation/describe-error.ts';
import {
  OMID,
  SARA,
  startBotIn,
  startRunningBot,
  startSurroundings,
  type BotSurroundings,
  type LogLine,
  type RunningBot,
} from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

function messagesOf(bot: RunningBot): string[] {
  return bot.log.map((line) => (JSON.parse(line) as LogLine).msg);
}

describe('a bot whose Telegram is in trouble', () => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({ providers: { [MAIN]: { answer: () => 'An answer.' } } });
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it('waits as long as it is asked to, without holding up another chat', async () => {
    const description = 'Too Many Requests: retry after 5';
    bot.telegram.failNext('sendMessage', { errorCode: 429, description, parameters: { retry_after: 5 } });
    const { message_id } = bot.telegram.say(SARA, 'سلام');
    await bot.telegram.waitForCall('sendMessage');
    expect(await bot.ask(OMID, 'hello')).toBe('An answer.');
    const [other] = bot.telegram.messages(OMID).slice(-1);
    const late = await bot.messageAfter(SARA, message_id);
    expect(late.text).toBe('An answer.');
    // One count numbers the messages of all private chats.
    expect(late.id).toBeGreaterThan(other?.id ?? Infinity);
    expect(await bot.requests()).toHaveLength(2);
  });

  it('takes a person who blocked it for no error, and answers when they come back', async () => {
    bot.provider(MAIN).behave({ latencyMs: 100 });
    bot.telegram.say(OMID, 'hello');
    await bot.telegram.waitForCall('sendChatAction');
    bot.telegram.blockBot(OMID);
    await bot.telegram.waitForCall('sendMessage');
    expect(bot.telegram.callsOf('sendMessage')[0]?.answer).toMatchObject({ error_code: 403 });
    expect(await bot.ask(OMID, 'I am back')).toBe('An answer.');
    const closed = bot.log
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === 'a chat is closed to the bot');
    expect(closed).toMatchObject([{ level: 'info' }]);
    expect(await bot.requests()).toMatchObject([{ status: 'ok' }, { status: 'ok' }]);
  });

  it('takes a message that is already so, and a press that is too old, for no error', async () => {
    await bot.ask(OMID, '/language');
    const asked = bot.telegram.messages(OMID).at(-1)!;
    const [button] = asked.keyboard.flat();
    const modified = 'Bad Request: message is not modified: specified new message content is the same';
    const old = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    bot.telegram.failNext('editMessageText', { errorCode: 400, description: modified });
    bot.telegram.failNext('answerCallbackQuery', { errorCode: 400, description: old });
    bot.telegram.press(OMID, asked.id, button?.text ?? '');
    await bot.telegram.waitForCall('answerCallbackQuery');
    const before = bot.telegram.messages(OMID).length;
    expect((await bot.ask(OMID, 'hello')).length).toBeGreaterThan(0);
    for (const method of ['editMessageText', 'answerCallbackQuery'])
      expect(bot.telegram.callsOf(method)[0]?.answer).toMatchObject({ error_code: 400 });
    // Nothing was said of either.
    expect(bot.telegram.messages(OMID)).toHaveLength(before + 2);
  });

  it('goes on after a connection that was cut while it waited for updates', async () => {
    bot.telegram.failNext('getUpdates', 'reset');
    expect(await bot.ask(OMID, 'before')).toBe('An answer.');
    const { message_id } = bot.telegram.say(OMID, 'after');
    expect((await bot.messageAfter(OMID, message_id)).text).toBe('An answer.');
    expect(messagesOf(bot).filter((msg) => msg.includes('be reached'))).toEqual([
      'Telegram cannot be reached',
      'Telegram can be reached again',
    ]);
  });

  it('sends an answer again that the network lost on its way', async () => {
    bot.telegram.failNext('sendMessage', 'reset');
    expect(await bot.ask(OMID, 'hello')).toBe('An answer.');
    expect(await bot.requests()).toHaveLength(1);
  });

  it('sends an answer again whose arrival the network kept from it, and edits no other message', async () => {
    await bot.ask(OMID, 'something before');
    bot.telegram.failNext('sendMessage', 'lost');
    const { message_id } = bot.telegram.say(OMID, 'hello');
    await bot.messageAfter(OMID, message_id);
    // Its second copy comes before the next answer, since the next question waits for it.
    expect(await bot.ask(SARA, 'سلام')).toBe('An answer.');
    const { message_id: next } = bot.telegram.say(OMID, 'and now?');
    await bot.messageAfter(OMID, next);
    const texts = bot.telegram.messages(OMID).map(({ by, text }) => `${by}: ${text}`);
    expect(texts.filter((text) => text === 'bot: An answer.').length).toBeGreaterThanOrEqual(3);
    expect(bot.telegram.callsOf('editMessageText')).toEqual([]);
    expect(await bot.requests()).toHaveLength(4);
  });

  it('tells a person whose answer Telegram refused, once, and goes on', async () => {
    bot.telegram.failNext('sendMessage', { errorCode: 400, description: 'Bad Request: strange' });
    expect(await bot.ask(OMID, 'hello')).toBe('😕 Something went wrong on my side. Please try again.');
    expect(bot.errors()).toMatchObject([{ msg: 'an update was not handled' }]);
    bot.log.length = 0;
    expect(await bot.ask(OMID, 'hello')).toBe('An answer.');
  });

  it('ends when another process polls with its token', async () => {
    await bot.ask(OMID, 'hello');
    const conflict =
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
    bot.telegram.failNext('getUpdates', { errorCode: 409, description: conflict });
    bot.telegram.say(OMID, 'too late');
    const error: unknown = await bot.app.ended.catch((reason: unknown) => reason);
    expect(describeError(error)).toMatch(/^Another process runs with the same BOT_TOKEN: .*409/);
    expect(describeError(error)).not.toContain(bot.telegram.token);
  });
});

describeOnEachEngine('a bot with a wrong token', (engine) => {
  it('does not start, says which setting is wrong and keeps the token to itself', async () => {
    const surroundings = await startSurroundings({ engine, environment: { BOT_TOKEN: '42:wrong-token' } });
    const error: unknown = await startBotIn(surroundings).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(describeError(error)).toMatch(/^Telegram does not accept the BOT_TOKEN: .*401: Unauthorized/);
    expect(describeError(error)).not.toContain('wrong-token');
    if (engine === 'postgresql') await untilNoneIsConnected(surroundings);
    await surroundings.close();
  });
});

/** The server hears of a connection's end a moment after it. Rejects when one is left open. */
async function untilNoneIsConnected(surroundings: BotSurroundings): Promise<void> {
  for (let waited = 0; (await foreignConnections(surroundings)) > 0; waited += 50) {
    if (waited >= 2_000) throw new Error('a connection to the database is left open');
    await delay(50);
  }
}

/** The connections to the bot's database that are not the test's own. */
async function foreignConnections({ database }: BotSurroundings): Promise<number> {
  const { client } = await database();
  const [row] = await client.$queryRawUnsafe<{ connections: bigint }[]>(
    'SELECT count(*) AS connections FROM pg_stat_activity ' +
      'WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  return Number(row?.connections);
}
