import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const SECRET = 'webhook-secret';
const HEADER = 'x-telegram-bot-api-secret-token';

function message(updateId: number, text: string): object {
  const from = { id: OMID, is_bot: false, first_name: 'Omid', language_code: 'en' };
  const chat = { id: OMID, type: 'private', first_name: 'Omid' };
  const date = Math.floor(Date.now() / 1000);
  return { update_id: updateId, message: { message_id: updateId, date, chat, from, text } };
}

describeOnEachEngine('the webhook', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    const port = await freePort();
    bot = await startRunningBot({
      engine,
      telegram: {
        webhookRoute: (url) => url.replace('https://bot.example', `http://127.0.0.1:${port}`),
        webhookRetryMs: 50,
      },
      environment: {
        PORT: `${port}`,
        LISTEN_HOST: '127.0.0.1',
        PUBLIC_URL: 'https://bot.example',
        WEBHOOK_SECRET: SECRET,
      },
    });
  });
  afterAll(async () => {
    const { telegram } = bot;
    await bot.stop();
    // Other replicas still wait for what Telegram delivers.
    expect(telegram.callsOf('deleteWebhook')).toEqual([]);
  });

  const post = (body: unknown, headers: Record<string, string> = { [HEADER]: SECRET }) =>
    fetch(`${bot.app.webUrl}/telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  /** Whether this number is among those of the bot, which begin at a multiple of 2^32. */
  const stored = async (updateId: number) => {
    const { client } = await bot.database();
    const rows = await client.inbox.findMany({ select: { updateId: true } });
    return rows.some((row) => row.updateId % 2n ** 32n === BigInt(updateId));
  };
  const asked = (text: string) =>
    bot.provider(MAIN).requests.filter(({ messages }) => messages.at(-1)?.text === text).length;

  it('is set with its secret and the kinds of updates that the bot knows, and is answered', async () => {
    expect(bot.telegram.callsOf('setWebhook').map(({ payload }) => payload)).toMatchObject([
      {
        url: 'https://bot.example/telegram',
        secret_token: SECRET,
        allowed_updates: ['message', 'callback_query', 'my_chat_member', 'stopped_message_generation'],
      },
    ]);
    expect(await bot.ask(OMID, 'What is the capital of France?')).toContain('Paris');
    expect(bot.telegram.callsOf('getUpdates')).toEqual([]);
  });

  it('tells whoever does not know the secret nothing, and keeps nothing of it', async () => {
    const update = message(501, 'From somebody else');
    for (const headers of [{}, { [HEADER]: 'wrong' }, { [HEADER]: `${SECRET}x` }]) {
      expect((await post(update, headers as Record<string, string>)).status).toBe(401);
    }
    expect(await stored(501)).toBe(false);
  });

  it('refuses what is no update, and what is too large', async () => {
    const answers = await Promise.all(
      ['{', 'null', '[]', '{"update_id":"1"}', `"${'x'.repeat(1_000_001)}"`].map((body) => post(body)),
    );
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 413]);
    expect((await fetch(`${bot.app.webUrl}/telegram`)).status).toBe(405);
  });

  it('says 200 only when the update is stored', async () => {
    expect((await post(message(502, 'Is this stored?'))).status).toBe(200);
    expect(await stored(502)).toBe(true);
  });

  it('handles an update that comes again and again once', async () => {
    const update = message(503, 'Say this once');
    const answers = await Promise.all([post(update), post(update), post(update)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await bot.ask(OMID, 'And now?');
    expect((await post(update)).status).toBe(200);
    await bot.ask(OMID, 'And then?');
    expect(asked('Say this once')).toBe(1);
  });
});
