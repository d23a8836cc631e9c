import { OMID, startRunningBot } from '../support/running-bot.ts';
import { engines } from '../support/test-database.ts';

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
