import {
  ADMIN,
  OMID,
  startBotIn,
  startRunningBot,
  startSurroundings,
  type RunningBot,
} from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_KEY, MAIN_NAME } from '../../support/bot/main-provider.ts';

const answer = () => 'An answer.';
const TOKENS_PER_DAY =
  'Rate limit reached for model `openai/gpt-oss-120b` in organization `org_01` service tier `on_demand` on tokens per ' +
  'day (TPD): Limit 200000, Used 199336, Requested 1204. Please try again in 27m12s. Need more tokens? Upgrade to Dev ' +
  'Tier today at https://console.groq.com/settings/billing';
const CALLS_PER_MONTH =
  'You are using a Trial key, which is limited to 1000 API calls / month. You can continue to use the Trial key for ' +
  'free or upgrade to a Production key with higher rate limits.';

const endings = async (bot: Pick<RunningBot, 'requests'>) =>
  (await bot.requests()).map(({ provider, status }) => `${provider} ${status}`);

describeOnOneEngine('what is believed of a provider’s limits', (engine) => {
  it('is what it does, not what is built in', async () => {
    const bot = await startRunningBot({
      engine,
      providers: { gemini: { answer, limits: { requests: 200 }, enforceLimits: true }, [MAIN]: { answer } },
      environment: { GEMINI_MODEL: 'gemini-3.8-flash', PROVIDER_ORDER: 'gemini' },
    });
    try {
      for (let asked = 0; asked < 20; asked++) await bot.ask(OMID, `question ${asked}`);
      expect(await bot.ask(ADMIN, '/ai_usage')).toContain(
        'requests per day: 20 used; known free-tier limit: 20;',
      );
      for (let asked = 20; asked < 22; asked++) await bot.ask(OMID, `question ${asked}`);
      const report = await bot.ask(ADMIN, '/ai_usage');
      expect(report).toContain('requests per day: 22 used;');
      expect(report).not.toContain('⚠️');
      expect(new Set(await endings(bot))).toEqual(new Set(['gemini ok']));
      const told = bot.telegram.messages(ADMIN).map(({ text }) => text);
      expect(told.filter((text) => /^(?:⚠️|🚨)/u.test(text))).toEqual([]);
    } finally {
      await bot.stop();
    }
  }, 600_000);

  it('is what its refusal says in words', async () => {
    const bot = await startRunningBot({
      engine,
      providers: { [MAIN]: { answer }, cohere: { answer } },
    });
    try {
      bot.provider(MAIN).fail({ kind: 'status', status: 429, message: TOKENS_PER_DAY });
      await bot.ask(OMID, 'one');
      await bot.ask(OMID, 'two');
      expect(await endings(bot)).toEqual([`${MAIN} rate_limited`, 'cohere ok', 'cohere ok']);
      const report = await bot.ask(ADMIN, '/ai_usage');
      expect(report).toMatch(
        /⚠️ openai\/gpt-oss-120b, tokens per day: 664 of 200,000 left; resets in 2[78] min/,
      );
      expect(report).toContain('all models, requests per month: 998 of 1,000 left');
      expect(report).toContain('from a refused request');
    } finally {
      await bot.stop();
    }
  }, 600_000);

  it('is the refusal rather than our own count, after a restart too', async () => {
    const surroundings = await startSurroundings({
      engine,
      providers: { cohere: { answer }, [MAIN]: { answer } },
      environment: { PROVIDER_ORDER: `cohere,${MAIN}` },
    });
    try {
      const first = await startBotIn(surroundings);
      await first.ask(OMID, 'one');
      surroundings.provider('cohere').fail({ kind: 'status', status: 429, message: CALLS_PER_MONTH });
      await first.ask(OMID, 'two');
      await first.app.stop();
      const second = await startBotIn(surroundings);
      await second.ask(OMID, 'three');
      expect(await second.ask(ADMIN, '/ai_usage')).toContain(
        'all models, requests per month: 0 of 1,000 left',
      );
      expect(await endings(second)).toEqual(['cohere ok', 'cohere rate_limited', `${MAIN} ok`, `${MAIN} ok`]);
      await second.app.stop();
    } finally {
      await surroundings.close();
    }
  }, 600_000);

  it('is true of one key at one address', async () => {
    const surroundings = await startSurroundings({
      engine,
      providers: { [MAIN]: { answer, limits: { requests: 1 }, enforceLimits: true }, cohere: { answer } },
    });
    const others = await startSurroundings({ engine, providers: { [MAIN]: { answer } } });
    try {
      const first = await startBotIn(surroundings);
      await first.ask(OMID, 'one');
      expect(await first.ask(ADMIN, '/ai_usage')).toMatch(
        new RegExp(`🟢 ${MAIN_NAME}:[^🟢]*0 of 1 left`, 'u'),
      );
      await first.app.stop();
      const { GROQ_BASE_URL = '', PROVIDERS_FILE = '', [MAIN_KEY]: key = '' } = others.environment;
      Object.assign(surroundings.environment, { GROQ_BASE_URL, PROVIDERS_FILE, [MAIN_KEY]: key });
      const second = await startBotIn(surroundings);
      await second.ask(OMID, 'two');
      const report = await second.ask(ADMIN, '/ai_usage');
      expect(report).not.toContain('0 of 1 left');
      expect(report).not.toContain('did not come from this bot');
      expect(await endings(second)).toEqual([`${MAIN} ok`, `${MAIN} ok`]);
      await second.app.stop();
    } finally {
      await surroundings.close();
      await others.close();
    }
  }, 600_000);
});
