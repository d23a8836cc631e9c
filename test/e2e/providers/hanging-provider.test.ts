import { OMID, startRunningBot } from '../../support/bot/running-bot.ts';
import { engines } from '../../support/database/test-database.ts';

// A quarter of a minute is what a silent provider is given; both engines wait at the same time.
it('a provider that never answers is left for the next one after 15 seconds, and nobody else waits', async () => {
  await Promise.all(
    engines.map(async (engine) => {
      const bot = await startRunningBot({ engine, providers: { groq: {}, cohere: {} } });
      bot.provider('groq').fail({ kind: 'hang' });
      const startedAt = performance.now();
      const { message_id } = bot.telegram.say(OMID, 'What is the capital of France?');
      await bot.telegram.waitForCall('sendChatAction');
      expect(await bot.ask(900, 'hello')).toBeTruthy();
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      const answer = await bot.messageAfter(OMID, message_id, 40_000);
      expect(answer.text).toContain('Paris');
      const mine = (await bot.requests()).filter(({ userId }) => userId === BigInt(OMID));
      expect(mine).toMatchObject([
        { provider: 'groq', status: 'timeout' },
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
}, 50_000);

it('providers that all hang keep nobody waiting for more than a minute, and typing is shown throughout', async () => {
  const providers = { groq: {}, gemini: {}, cerebras: {}, cohere: {} };
  // The chat's own choice is asked before the four defaults: five times a quarter of a minute.
  const environment = { GROQ_MODEL: 'openai/gpt-oss-120b,openai/gpt-oss-20b' };
  const bot = await startRunningBot({ providers, environment });
  bot.telegram.say(OMID, '/model');
  const choice = await bot.telegram.waitForMessage(OMID, ({ keyboard }) => keyboard.length > 0);
  const small = choice.keyboard.flat().find(({ text }) => text.includes('gpt-oss-20b'));
  bot.telegram.press(OMID, choice.id, small?.text ?? '');
  await bot.telegram.waitForMessage(OMID, ({ text }) => text.includes('gpt-oss-20b from now on'));
  for (const id of ['groq', 'gemini', 'cerebras', 'cohere'] as const)
    bot.provider(id).fail({ kind: 'hang' }, { times: Infinity });
  const startedAt = performance.now();
  const { message_id } = bot.telegram.say(OMID, 'What is the capital of France?');
  const answer = await bot.messageAfter(OMID, message_id, 75_000);
  expect(performance.now() - startedAt).toBeLessThan(63_000);
  expect(answer.text).toContain('The answer took too long');
  expect(bot.telegram.callsOf('sendChatAction').length).toBeGreaterThan(10);
  const statuses = (await bot.requests()).map(({ status }) => status);
  // The minute ends when the fourth's quarter does; the fifth is not asked.
  expect(statuses.slice(0, 3)).toEqual(Array(3).fill('timeout'));
  expect(['timeout', 'interrupted']).toContain(statuses[3]);
  expect(statuses).toHaveLength(4);
  await bot.stop();
}, 90_000);
