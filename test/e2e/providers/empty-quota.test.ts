import { startBotIn, startSurroundings, OMID } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const answer = () => 'An answer.';

describeOnOneEngine('a provider whose day’s requests are used up', (engine) => {
  it('is not asked, by a bot that was started since either', async () => {
    const surroundings = await startSurroundings({
      engine,
      providers: { [MAIN]: { answer, limits: { requests: 1 }, enforceLimits: true }, cohere: { answer } },
    });
    const providers = async () => {
      const { client } = await surroundings.database();
      const rows = await client.aiUsage.findMany({ orderBy: { id: 'asc' } });
      return rows.map(({ provider, status }) => `${provider} ${status}`);
    };
    try {
      const first = await startBotIn(surroundings);
      await first.ask(OMID, 'one');
      await first.app.stop();
      const second = await startBotIn(surroundings);
      expect(await second.ask(OMID, 'two')).toBe('An answer.');
      await second.app.stop();
      expect(await providers()).toEqual([`${MAIN} ok`, 'cohere ok']);
    } finally {
      await surroundings.close();
    }
  }, 600_000);
});
