import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { stripMarks } from '../../../src/localization/direction.ts';
import type { ReportJson } from '../../../src/reports/render-json.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { miniAppHeader } from '../../support/web/mini-app.ts';
import { builtProgram } from '../../support/bot/built-program.ts';
import {
  ADMIN,
  OMID,
  startRunningBot,
  type RunningBot,
  type RunningBotOptions,
} from '../../support/bot/running-bot.ts';
import { PICTURES } from '../../support/bot/sent-files.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { readPrometheus } from '../../support/web/prometheus-text.ts';

const ID = 'my-router_2';
const QUESTION = 'What is the capital of France?';
const PARIS = 'The capital of France is Paris.';
const USAGE = { promptTokens: 1_000, completionTokens: 500, costUsd: 0.0123 };
const FILE = {
  name: 'My Router',
  models: ['some/model', 'some/other-model', 'some/model-that-sees'],
  sees: ['some/model-that-sees'],
  limits: [{ model: 'some/other-model', unit: 'requests', window: 'day', limit: 40 }],
};
const ADDED = { [ID]: { standIn: { usage: () => USAGE }, file: FILE } };
const FIRST = { PROVIDER_ORDER: ID };

describeOnOneEngine('a provider of the PROVIDERS_FILE', (engine) => {
  let bot: RunningBot;

  const start = async (options: RunningBotOptions = {}) => {
    // Beside a built-in one, whoever plays the first part elsewhere.
    const usual = { engine, providers: { groq: {} }, added: ADDED, environment: FIRST };
    bot = await startRunningBot({ ...usual, ...options });
  };
  const rowsOf = async () =>
    (await bot.requests()).map(({ provider, model, status }) => `${provider} ${model} ${status}`);

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it('answers, and its answer says what it cost', async () => {
    await start();
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    expect(await bot.requests()).toMatchObject([
      {
        provider: ID,
        model: 'some/model',
        status: 'ok',
        totalTokens: 1_500,
        costSource: 'reported',
        costPicoUsd: 12_300_000_000n,
        remainingRequests: 49n,
        tokensEstimated: false,
      },
    ]);
  });

  it('is offered by /model with what is left of each of its models', async () => {
    await start();
    await bot.ask(OMID, QUESTION);
    const { message_id } = bot.telegram.say(OMID, '/model');
    const menu = await bot.messageAfter(OMID, message_id);
    const labels = menu.keyboard.flat().map(({ text }) => text);
    expect(labels).toEqual(expect.arrayContaining(FILE.models.map((model) => `My Router: ${model}`)));
    const text = stripMarks(menu.text);
    expect(text).toContain('Current model: My Router: some/model');
    expect(text).toMatch(/My Router: some\/model: 49 of 50/);
    expect(text).toMatch(/My Router: some\/other-model: 40 of 40/);
    await bot.telegram.press(OMID, menu.id, 'My Router: some/other-model').answer;
    await bot.ask(OMID, QUESTION);
    expect(bot.provider(ID).requests.at(-1)?.model).toBe('some/other-model');
  });

  it('shows pictures only to the models that see', async () => {
    await start();
    const { message_id } = bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { caption: QUESTION });
    await bot.messageAfter(OMID, message_id);
    const asked = bot.provider(ID).requests.filter(({ kind }) => kind === 'chat');
    expect(asked.map(({ model }) => model)).toEqual(['some/model-that-sees']);
    expect(asked[0]?.messages.at(-1)?.images).toBe(1);
  });

  it('is part of the failover, through each model once', async () => {
    await start({ environment: { PROVIDER_ORDER: `groq,${ID}` } });
    bot.provider('groq').fail({ kind: 'status', status: 500 });
    bot.provider(ID).fail({ kind: 'status', status: 529 }, { times: 2 });
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    expect(await rowsOf()).toEqual([
      'groq openai/gpt-oss-120b unavailable',
      `${ID} some/model unavailable`,
      `${ID} some/other-model unavailable`,
      `${ID} some/model-that-sees ok`,
    ]);
  });

  it('is asked once more without what it refuses, and from then on so', async () => {
    await start();
    const body = '{"error":{"message":"Unrecognized request argument supplied: stream_options"}}';
    bot.provider(ID).fail({ kind: 'raw', status: 400, body });
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    expect(await rowsOf()).toEqual([`${ID} some/model invalid_request`, `${ID} some/model ok`]);
  });

  it('is in the report, the JSON, the CSV, the metrics and the quotas', async () => {
    const web = { PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1' };
    await start({ environment: { ...FIRST, ...web } });
    await bot.ask(OMID, QUESTION);
    const report = await bot.ask(ADMIN, '/ai_usage');
    expect(report).toContain('🟢 My Router:');
    expect(report).toContain('• Total providers: 5');
    expect(report).toContain('• Active providers: 2');
    expect(report).toMatch(/My Router:\n {2}• Total requests: 1\n {2}• Total tokens: 1,500/);
    const json = (await (
      await fetch(`${bot.app.webUrl}/api/ai-usage?days=30`, { headers: miniAppHeader(bot, ADMIN) })
    ).json()) as ReportJson;
    expect(json.providers.find(({ id }) => id === ID)).toMatchObject({
      name: 'My Router',
      status: 'green',
      usage: { requests: 1, totalTokens: 1_500, costUsd: 0.0123, costBySource: { reported: 0.0123 } },
    });
    expect(json.days).toMatchObject([{ provider: ID, requests: 1 }]);
    const samples = readPrometheus(await (await fetch(`${bot.app.webUrl}/metrics`)).text());
    const own = samples.filter(({ labels }) => labels['gen_ai_provider_name'] === ID);
    const names = new Set(own.map(({ name }) => name));
    expect([...names]).toEqual(
      expect.arrayContaining(['ai_quota_remaining', 'ai_usage_today_requests', 'ai_cost_usd_total']),
    );
  });

  it('is told of when it fails, and can be paused and resumed', async () => {
    await start();
    await bot.ask(ADMIN, '/start');
    bot.provider(ID).fail({ kind: 'status', status: 401 }, { times: Infinity, on: 'all' });
    await bot.ask(OMID, QUESTION);
    const alert = await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('🔴'), 20_000);
    const text = stripMarks(alert.text);
    expect(text).toContain('🔴 My Router is down.');
    expect(text).toContain(`apiKeyEnv of ${ID} names in PROVIDERS_FILE`);
    expect(text).toContain('Groq');
    await bot.telegram.press(ADMIN, alert.id, '⏸ Pause My Router').answer;
    const report = await bot.ask(ADMIN, '/ai_usage');
    expect(report).toMatch(/My Router:\n {2}• ⏸ Paused by Ada/);
    await bot.telegram.press(ADMIN, alert.id, '▶️ Resume My Router').answer;
    expect(await bot.ask(ADMIN, '/ai_usage')).not.toContain('⏸');
  });

  it('is told of when it no longer has a model, with the name to switch to, of 500', async () => {
    const others = Array.from({ length: 500 }, (_, index) => `vendor/other-${index}`);
    const models = ['some/model', 'some/other-model', ...others, 'some/model-2'];
    const file = { ...FILE, models: models.slice(0, 2), sees: [] };
    await start({ added: { [ID]: { standIn: { models }, file } } });
    await bot.ask(ADMIN, '/start');
    await bot.ask(ADMIN, '/ai_usage');
    models.shift();
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    const alert = await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('🔎'), 20_000);
    expect(stripMarks(alert.text)).toBe(
      '🔎 My Router no longer offers the model some/model. Its requests go to other models.\n' +
        `Switch to some/model-2: write it into PROVIDERS_FILE → ${ID} → models and restart the bot.`,
    );
    expect(alert.keyboard.flat()).toMatchObject([{ text: '📋 Copy some/model-2', value: 'some/model-2' }]);
  });

  it('is told of when its list names another price, with what the last days would have cost', async () => {
    const prices = (prompt: string) => ({ 'some/model': { prompt, completion: '0.000002' } });
    const usage = () => ({ promptTokens: 1_000_000, completionTokens: 10 });
    await start({ added: { [ID]: { standIn: { prices: prices('0.000001'), usage }, file: FILE } } });
    await bot.ask(ADMIN, '/start');
    await bot.ask(OMID, QUESTION);
    await expectEventually(async () => {
      const episodes = await (await bot.database()).client.alertEpisode.findMany();
      return episodes.some(({ key, level }) => key === `price/${ID}/some/model` && level === '1/2');
    });
    expect(await bot.requests()).toMatchObject([{ costSource: 'listing', costPicoUsd: 1_000_020_000_000n }]);
    bot.provider(ID).behave({ prices: prices('0.0000015') });
    await bot.ask(ADMIN, '/ai_usage');
    bot.provider(ID).fail({ kind: 'status', status: 500 });
    await bot.ask(OMID, QUESTION);
    const alert = await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('💵'), 20_000);
    expect(stripMarks(alert.text)).toMatch(
      /^💵 My Router changed the price of some\/model: a million tokens now cost \$1\.5000 in and \$2\.0000 out; before, \$1\.0000 and \$2\.0000\.\nThe last 30 days would have cost \$1\.5000 instead of \$1\.0000\.$/,
    );
  });

  it('without its key is shown as not configured, and never asked', async () => {
    await start({ environment: { MY_ROUTER_2_KEY: '', 'MY_ROUTER_2_KEY ': '' } });
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    expect(await bot.ask(ADMIN, '/ai_usage')).toContain('⚪ My Router:');
    expect(bot.provider(ID).requests).toEqual([]);
  });

  it('needs no key where the file names none', async () => {
    await start({
      added: {
        local: {
          standIn: { apiKey: null },
          file: { name: 'Local', apiKeyEnv: undefined, flatRate: 0 },
        },
      },
      environment: { PROVIDER_ORDER: 'local' },
    });
    expect(await bot.ask(OMID, QUESTION)).toBe(PARIS);
    expect(await bot.requests()).toMatchObject([{ provider: 'local', costSource: 'flat', costPicoUsd: 0n }]);
    expect(await bot.ask(ADMIN, '/ai_usage')).toContain('🟢 Local:');
  });

  it('lends the built-in ones its words for limits', async () => {
    await start({
      providers: { gemini: {} },
      adjusted: {
        gemini: {
          limits: [
            { model: 'gemini-3.5-flash-lite', unit: 'requests', window: 'day', limit: 3 },
            { model: 'gemini-3.5-flash-lite', unit: 'requests', window: 'minute', limit: null },
          ],
          flatRate: 9,
        },
      },
      added: {},
      environment: {},
    });
    await bot.ask(OMID, QUESTION);
    const report = await bot.ask(ADMIN, '/ai_usage');
    expect(report).toMatch(/2 (?:of|\/) 3/);
    expect(report).toContain('requests per minute: 1 used');
  });

  it('is in what npm run report prints', async () => {
    await start();
    await bot.ask(OMID, QUESTION);
    const { PATH = '' } = process.env;
    const env = { ...bot.environment, PATH, LOG_LEVEL: 'error' };
    const run = async (format: string) =>
      (
        await promisify(execFile)(
          process.execPath,
          [builtProgram('commands/report.js'), '--format', format],
          { env },
        )
      ).stdout;
    expect(await run('text')).toContain('My Router');
    expect(await run('csv')).toContain(ID);
    expect((JSON.parse(await run('json')) as ReportJson).providers.map(({ id }) => id)).toContain(ID);
  });

  it('is kept out of the logs with its key', async () => {
    await start();
    bot.provider(ID).fail({ kind: 'status', status: 401, message: `Invalid key ${bot.provider(ID).apiKey}` });
    await bot.ask(OMID, QUESTION);
    expect(bot.log.join('')).not.toContain(bot.provider(ID).apiKey);
    expect(JSON.stringify((await bot.requests()).map(({ errorMessage }) => errorMessage))).not.toContain(
      bot.provider(ID).apiKey,
    );
  });
});

async function expectEventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await delay(50);
  }
  throw new Error('it never became so');
}
