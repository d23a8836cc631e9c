import { ADMIN, OMID, SARA, startRunningBot, type LogLine } from '../../support/bot/running-bot.ts';
import { until } from '../../support/until.ts';
import { MAIN, MAIN_MODEL, MAIN_NAME } from '../../support/bot/main-provider.ts';

const PERSONS_WORDS = 'قورمه‌سبزی-zebra-question';
const BOTS_WORDS = 'quagga-answer';
const API_KEYS = { main: 'gsk_groq/secret+key', gemini: 'AIzaGeminiSecret', cohere: 'co-secret-key' };

describe('the log at its most talkative', () => {
  it('never holds a token, a key or anybody’s words, whatever goes wrong', async () => {
    const answer = () => `${BOTS_WORDS} and more words of it`;
    const bot = await startRunningBot({
      providers: {
        [MAIN]: { answer, apiKey: API_KEYS.main },
        gemini: { answer, apiKey: API_KEYS.gemini },
        cohere: { answer, apiKey: API_KEYS.cohere },
      },
      environment: { ADMIN_CHAT_ID: '-1009' },
    });
    const { telegram } = bot;
    // Words that a provider quotes in its refusal, and its key.
    const message = `Incorrect API key ${API_KEYS.main} for ${PERSONS_WORDS}`;
    for (const status of [400, 401, 403, 404, 413, 429, 500]) {
      bot.provider(MAIN).fail({ kind: 'status', status, message });
      await bot.ask(SARA, `${PERSONS_WORDS} ${status}`);
    }
    for (const kind of ['reset', 'html', 'cut', 'malformed', 'stream-error', 'blocked'] as const) {
      for (const id of [MAIN, 'gemini', 'cohere']) bot.provider(id).fail({ kind });
      await bot.ask(OMID, `${PERSONS_WORDS} ${kind}`);
    }
    bot
      .provider('gemini')
      .fail({ kind: 'status', status: 403, message: `key=${API_KEYS.gemini}` }, { on: 'all' });
    await bot.ask(ADMIN, '/ai_usage');
    await bot.app.sendReport();
    const refused = { errorCode: 400, description: `Bad Request: can't parse ${telegram.token}` };
    // Alerts are on their way as well.
    telegram.failNext('sendMessage', refused, 20);
    telegram.say(SARA, PERSONS_WORDS);
    await until(() => bot.log.join('').includes('an update was not handled'));
    telegram.clearFaults();
    telegram.failNext('getUpdates', { errorCode: 409, description: 'Conflict' });
    await bot.ask(OMID, PERSONS_WORDS);
    await bot.app.ended.catch(() => undefined);
    await bot.stop();

    const log = bot.log.join('');
    expect(log).toContain('a provider did not answer');
    expect(log).toContain('an update was not handled');
    expect(log).toContain('a message to admins was not delivered');
    const secretHalf = telegram.token.split(':')[1];
    for (const secret of [secretHalf, ...Object.values(API_KEYS), PERSONS_WORDS, BOTS_WORDS])
      expect(log).not.toContain(secret);
    for (const key of Object.values(API_KEYS)) expect(log).not.toContain(encodeURIComponent(key));
    // What the ledger keeps of an error is read by admins and must be as clean.
    expect(log).not.toMatch(/zebra|quagga/);
  });

  it('tells what a start found in one line, and at debug how each request ended in one', async () => {
    const bot = await startRunningBot({ environment: { LOG_LEVEL: 'debug', TIMEZONE: 'Asia/Tehran' } });
    bot.provider(MAIN).fail({ kind: 'blocked' });
    await bot.ask(OMID, PERSONS_WORDS);
    await bot.ask(OMID, PERSONS_WORDS);
    const rows = await bot.requests();
    await bot.stop();
    const said = (msg: string) =>
      bot.log.map((line) => JSON.parse(line) as LogLine).filter((line) => line.msg === msg);
    expect(said('starting the bot')).toEqual([
      expect.objectContaining({
        level: 'info',
        version: expect.stringContaining('Node.js'),
        database: expect.stringMatching(/^SQLite, file:/),
        providers: expect.arrayContaining([
          expect.stringMatching(new RegExp(`^${MAIN_NAME}: openai/gpt-oss-120b`)),
        ]),
        timezone: 'Asia/Tehran',
        access: expect.stringMatching(/^open/),
        report: 'off',
        dashboard: expect.stringContaining('PORT'),
      }),
    ]);
    const ended = said('a request ended');
    expect(ended).toEqual(
      rows.map((row) =>
        expect.objectContaining({
          level: 'debug',
          provider: MAIN,
          model: MAIN_MODEL,
          action: 'Chat',
          status: row.status,
          tokens: row.totalTokens,
          ms: row.latencyMs,
          userId: String(OMID),
          id: row.id,
        }),
      ),
    );
    expect(ended.map(({ status }) => status)).toEqual(['blocked', 'ok']);
  });

  it('leaves errors in the ledger without keys and words, too', async () => {
    const bot = await startRunningBot();
    const { apiKey } = bot.provider(MAIN);
    bot.provider(MAIN).fail({ kind: 'status', status: 500, message: `${apiKey} ${PERSONS_WORDS}` });
    await bot.ask(OMID, PERSONS_WORDS);
    const [row] = await bot.requests();
    expect(row?.errorMessage).toMatch(new RegExp(`^${MAIN_NAME}: `));
    expect(JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? `${value}` : value))).not.toMatch(
      new RegExp(`${apiKey}|zebra`),
    );
    await bot.stop();
  });
});
