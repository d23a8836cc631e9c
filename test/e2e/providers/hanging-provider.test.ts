import { FastClock } from '../../support/clocks/fast-clock.ts';
import { ADMIN, OMID, startRunningBot } from '../../support/bot/running-bot.ts';
import { engines } from '../../support/database/test-database.ts';
import { MAIN, MAIN_MODEL } from '../../support/bot/main-provider.ts';

/** A minute of the bot's time takes six seconds. */
const TIMES = 10;

it('a provider that never answers is left for the next one, and nobody else waits', async () => {
  await Promise.all(
    engines.map(async (engine) => {
      const bot = await startRunningBot({
        engine,
        providers: { [MAIN]: {}, cohere: {} },
        clock: new FastClock(TIMES),
      });
      bot.provider(MAIN).fail({ kind: 'hang' });
      const { message_id } = bot.telegram.say(OMID, 'What is the capital of France?');
      await bot.telegram.waitForCall('sendChatAction');
      const other = bot.telegram.say(ADMIN, 'hello');
      const { id: earlier } = await bot.messageAfter(ADMIN, other.message_id);
      const answer = await bot.messageAfter(OMID, message_id, 40_000);
      expect(answer.text).toContain('Paris');
      expect(answer.id).toBeGreaterThan(earlier);
      const mine = (await bot.requests()).filter(({ userId }) => userId === BigInt(OMID));
      expect(mine).toMatchObject([
        { provider: MAIN, status: 'timeout' },
        { provider: 'cohere', status: 'ok' },
      ]);
      // Typing is shown all the while.
      const typing = bot.telegram
        .callsOf('sendChatAction')
        .filter(({ payload }) => payload['chat_id'] === OMID);
      expect(typing.length).toBeGreaterThan(3);
      await bot.stop();
      expect(bot.errors()).toEqual([]);
    }),
  );
}, 600_000);

it('providers that all hang keep nobody waiting for more than a minute, and typing is shown throughout', async () => {
  const providers = { [MAIN]: {}, gemini: {}, cerebras: {}, cohere: {} };
  // The chat's own choice is asked before the four defaults: five times a quarter of a minute.
  const mainModels = [MAIN_MODEL, 'openai/gpt-oss-20b'];
  const bot = await startRunningBot({ providers, mainModels, clock: new FastClock(TIMES) });
  bot.telegram.say(OMID, '/model');
  const choice = await bot.telegram.waitForMessage(OMID, ({ keyboard }) => keyboard.length > 0);
  const small = choice.keyboard.flat().find(({ text }) => text.includes('gpt-oss-20b'));
  bot.telegram.press(OMID, choice.id, small?.text ?? '');
  await bot.telegram.waitForMessage(OMID, ({ text }) => text.includes('gpt-oss-20b from now on'));
  for (const id of [MAIN, 'gemini', 'cerebras', 'cohere'])
    bot.provider(id).fail({ kind: 'hang' }, { times: Infinity });
  const { message_id } = bot.telegram.say(OMID, 'What is the capital of France?');
  const answer = await bot.messageAfter(OMID, message_id, 75_000);
  expect(answer.text).toContain('The answer took too long');
  expect(bot.telegram.callsOf('sendChatAction').length).toBeGreaterThan(10);
  const statuses = (await bot.requests()).map(({ status }) => status);
  // The minute ends when the fourth's quarter does; the fifth is not asked.
  expect(statuses.slice(0, 3)).toEqual(Array(3).fill('timeout'));
  expect(['timeout', 'interrupted']).toContain(statuses[3]);
  expect(statuses).toHaveLength(4);
  await bot.stop();
}, 600_000);
