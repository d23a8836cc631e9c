import { linesAstray } from '../../support/right-to-left.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import type { ProviderStandIn } from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { endOfDay } from '../../../src/foundation/day.ts';
import { createLogger } from '../../../src/foundation/logger.ts';
import { openServices } from '../../../src/app/services/open-services.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { renderJson, type ReportJson } from '../../../src/reports/render-json.ts';
import { ADMIN, OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_IS_OF_FILE, MAIN_MODEL } from '../../support/bot/main-provider.ts';

const CHAT_PATH = MAIN_IS_OF_FILE ? '/chat/completions' : '/openai/v1/chat/completions';
const PERSIAN_ADMIN = 901;

/** Somebody else's program with the same key. */
async function askElsewhere(
  { baseUrl, apiKey }: ProviderStandIn,
  path: string,
  model: string,
  times: number,
) {
  for (let n = 0; n < times; n++) {
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'hello' }] }),
    });
    expect(response.status).toBe(200);
  }
}

async function readReport(bot: RunningBot): Promise<ReportJson> {
  const services = await openServices(
    readConfig(bot.environment),
    systemClock,
    createLogger('error', (text) => text),
  );
  const report = await services.reports.report({ days: 1 });
  await services.close();
  return renderJson(report);
}

describeOnOneEngine('a key that somebody else uses too', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      environment: { ADMIN_IDS: `${ADMIN},${PERSIAN_ADMIN}` },
      prepare: (telegram) =>
        void telegram.addUser({ id: PERSIAN_ADMIN, firstName: 'مریم', languageCode: 'fa' }),
    });
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it('shows in the report of every form, once the counter has told', async () => {
    await bot.ask(OMID, 'hello');
    await bot.ask(OMID, 'and again');
    expect(await bot.ask(ADMIN, '/ai_usage')).not.toContain('did not come from this bot');

    await askElsewhere(bot.provider(MAIN), CHAT_PATH, MAIN_MODEL, 31);
    await bot.ask(OMID, 'are you still there?');

    expect(await bot.ask(ADMIN, '/ai_usage')).toMatch(
      / {2}• 31 requests since \d\d:\d\d did not come from this bot\n/,
    );
    const { message_id } = bot.telegram.say(PERSIAN_ADMIN, '/ai_usage');
    const persian = (await bot.messageAfter(PERSIAN_ADMIN, message_id)).text;
    const line = persian.split('\n').find((text) => text.includes('این ربات نبوده است')) ?? '';
    expect(stripMarks(line)).toMatch(/^ {2}• 31 درخواست از \d\d:\d\d به این سو از این ربات نبوده است$/);
    expect(linesAstray(line)).toEqual([]);

    const report = await readReport(bot);
    const main = report.providers.find(({ id }) => id === MAIN);
    expect(main?.unexplained).toEqual({ requests: 31, since: expect.stringMatching(/Z$/) });
    expect(main?.headroom).toMatchObject([
      { unit: 'requests', window: 'day', limit: 1000, remaining: 966, source: 'reported' },
      { unit: 'tokens', window: 'minute', limit: 8000, source: 'reported' },
    ]);
    expect(report.forecast).toBeNull();
  });

  it('is not suspected while the bot alone is busy', async () => {
    for (let n = 0; n < 4; n++) await Promise.all([1, 2, 3, 4, 5].map((user) => askAs(1_000 + user)));
    const main = (await readReport(bot)).providers.find(({ id }) => id === MAIN);
    expect(main?.usage.requests).toBe(20);
    expect(main?.unexplained).toBeNull();
  });

  async function askAs(userId: number): Promise<void> {
    bot.telegram.addUser({ id: userId, firstName: `Person ${userId}` });
    await bot.ask(userId, 'hello');
  }
});

describeOnOneEngine('providers that do not report what is left', (engine) => {
  it('are counted, and learned from where they refuse', async () => {
    const bot = await startRunningBot({
      engine,
      providers: { gemini: {}, cohere: {} },
      environment: { PROVIDER_ORDER: 'gemini,cohere', GEMINI_MODEL: 'gemini-3.6-flash' },
    });
    // It refuses for the day, of which it names 500; we believed in 20.
    bot.provider('gemini').fail({ kind: 'status', status: 429, perDay: true, retryAfterSeconds: 32 });
    await bot.ask(OMID, 'hello');
    await bot.ask(OMID, 'hello again');
    const { providers } = await readReport(bot);
    const of = (wanted: string) => providers.find(({ id }) => id === wanted)?.headroom;
    expect(of('gemini')).toMatchObject([
      { unit: 'requests', window: 'minute', limit: 5, used: 1, source: 'counted' },
      {
        unit: 'requests',
        window: 'day',
        limit: 500,
        remaining: 0,
        source: 'learned',
        resetAt: endOfDay(new Date(), 'America/Los_Angeles').toISOString(),
      },
    ]);
    expect(of('cohere')).toMatchObject([
      { unit: 'requests', window: 'minute', limit: 20, source: 'reported' },
      { unit: 'requests', window: 'month', limit: 1000, remaining: 998, used: 2, source: 'counted' },
    ]);
    // The alert comes by itself, and must not be taken for the answer.
    await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('has used up a quota'));
    expect(await bot.ask(ADMIN, '/ai_usage')).toContain(
      '  • all models, requests per month: 998 of 1,000 left; resets in ',
    );
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });
});
