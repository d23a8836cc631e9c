import { ADMIN, OMID, startRunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { readReport } from '../../support/bot/read-report.ts';
import { MAIN, MAIN_MODEL } from '../../support/bot/main-provider.ts';

const answer = () => 'An answer.';
const usage = () => ({ promptTokens: 1_000, completionTokens: 1_000 });

describeOnOneEngine('a model', (engine) => {
  it('has one name: without its prefix, and that of the version for an alias', async () => {
    const bot = await startRunningBot({
      engine,
      providers: {
        gemini: { answer, usage, aliases: { 'gemini-flash-latest': 'gemini-3.8-flash' } },
      },
      environment: { GEMINI_MODEL: 'models/gemini-flash-latest, gemini-3.8-flash, models/gemini-3.8-flash' },
    });
    try {
      await bot.ask(OMID, 'one');
      bot.provider('gemini').fail({ kind: 'status', status: 400, message: 'Not like this' });
      await bot.ask(OMID, 'two');
      expect(
        (await bot.requests()).map((row) => [row.model, row.askedModel, row.status, row.costSource]),
      ).toEqual([
        ['gemini-3.8-flash', 'gemini-flash-latest', 'ok', 'catalogue'],
        ['gemini-3.8-flash', 'gemini-flash-latest', 'invalid_request', null],
        // Whatever one model refuses, the provider's other one is asked.
        ['gemini-3.8-flash', null, 'ok', 'catalogue'],
      ]);
      const report = await readReport(bot);
      expect(report.models.map(({ model, requests }) => [model, requests])).toEqual([
        ['gemini-3.8-flash', 3],
      ]);
      // It is asked by the name that is configured, and counted by that.
      const counted = report.providers
        .flatMap(({ headroom }) => headroom)
        .filter(({ window }) => window === 'day');
      expect(counted.map(({ model, used }) => [model, used])).toEqual([
        ['gemini-3.8-flash', 1],
        ['gemini-flash-latest', 2],
      ]);
    } finally {
      await bot.stop();
    }
  }, 600_000);

  it('costs what its provider’s list says, also for other processes', async () => {
    const bot = await startRunningBot({
      engine,
      providers: {
        [MAIN]: {
          answer,
          usage,
          prices: {
            [MAIN_MODEL]: {
              prompt: '0.0000002',
              completion: '0.0000007',
              input_cache_read: '0.0000001',
            },
          },
        },
      },
    });
    try {
      await bot.ask(ADMIN, '/ai_usage');
      await bot.ask(OMID, 'one');
      const [row] = await bot.requests();
      expect([row?.costSource, row?.costPicoUsd]).toEqual(['listing', 900_000_000n]);
      const database = await bot.database();
      expect(
        await database.client.setting.findUnique({ where: { key: `listed_prices/${MAIN}` } }),
      ).toMatchObject({
        value: '[{"model":"openai/gpt-oss-120b","input":0.2,"output":0.7,"cached":0.1}]',
      });
    } finally {
      await bot.stop();
    }
  }, 600_000);
});
