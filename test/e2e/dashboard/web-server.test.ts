import { writeFile } from 'node:fs/promises';
import { signInitData } from '../../../src/tools/stand-ins/telegram/sign-init-data.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { holdTransaction } from '../../support/database/hold-transaction.ts';
import {
  ADMIN,
  OMID,
  type RunningBot,
  startBotIn,
  startRunningBot,
  startSurroundings,
} from '../../support/bot/running-bot.ts';

const webEnvironment = async () => ({ PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1' });
const PUBLIC = { PUBLIC_URL: 'https://bot.example', WEBHOOK_SECRET: 'webhook-secret' };

/** Waits until `/readyz` answers with this status, and expects what it then says. */
async function becomes(bot: RunningBot, status: number, body: object): Promise<void> {
  let response = await fetch(`${bot.app.webUrl}/readyz`);
  for (let attempt = 0; response.status !== status && attempt < 40; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    response = await fetch(`${bot.app.webUrl}/readyz`);
  }
  expect([response.status, await response.json()]).toEqual([status, body]);
}

describe('the web server of a running bot', () => {
  it('is ready while the database and Telegram answer, and says which one does not', async () => {
    const bot = await startRunningBot({ environment: await webEnvironment() });
    const ready = async () => {
      const response = await fetch(`${bot.app.webUrl}/readyz`);
      return [response.status, await response.json()];
    };
    expect(await ready()).toEqual([200, { status: 'ready' }]);
    bot.telegram.failNext('getMe', { errorCode: 502, description: 'Bad Gateway' }, 5);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(await ready()).toEqual([503, { status: 'not ready', failing: ['telegram'] }]);
    expect((await fetch(`${bot.app.webUrl}/healthz`)).status).toBe(200);
    await bot.stop();
    await expect(fetch(`${bot.app.webUrl}/healthz`)).rejects.toThrow();
  });

  it('is not ready while the database takes no writes, though it can be read, and is ready again after that', async () => {
    const bot = await startRunningBot({ environment: await webEnvironment() });
    await bot.ask(OMID, 'What is the capital of France?');
    const held = await holdTransaction(await bot.database(), (connection) =>
      connection.$executeRawUnsafe('UPDATE setting SET value = value'),
    );
    bot.telegram.say(OMID, 'And of Spain?');
    await becomes(bot, 503, { status: 'not ready', failing: ['database'] });
    await held.release();
    await becomes(bot, 200, { status: 'ready' });
    await bot.stop();
  }, 600_000);

  it('is not ready over a file that is no database any more', async () => {
    const bot = await startRunningBot({ engine: 'sqlite', environment: await webEnvironment() });
    await bot.ask(OMID, 'What is the capital of France?');
    const file = (bot.environment['DATABASE_URL'] ?? '').slice('file:'.length);
    await writeFile(file, 'garbage'.repeat(5_000));
    await writeFile(`${file}-wal`, '');
    bot.telegram.say(OMID, 'And of Spain?');
    await becomes(bot, 503, { status: 'not ready', failing: ['database'] });
    await bot.stop().catch(() => undefined);
  }, 600_000);

  it('says in one sentence that its port is taken', async () => {
    const bot = await startRunningBot({ environment: await webEnvironment() });
    const port = bot.environment['PORT'] ?? '';
    const other = await startSurroundings({ environment: { PORT: port, LISTEN_HOST: '127.0.0.1' } });
    await expect(startBotIn(other)).rejects.toThrow(`Another program listens on PORT ${port}`);
    expect(other.telegram.calls).toEqual([]);
    await other.close();
    await bot.stop();
  });

  it('puts the dashboard one press away from every admin, and away from who is none any more', async () => {
    const web = await webEnvironment();
    const surroundings = await startSurroundings({
      telegram: { webhookRoute: (url) => url.replace('https://bot.example', `http://127.0.0.1:${web.PORT}`) },
      environment: { ...web, ...PUBLIC },
    });
    const { message_id: greeting } = surroundings.telegram.say(ADMIN, '/start');
    surroundings.telegram.say(OMID, '/start');
    const { environment } = surroundings;
    const admins = `${ADMIN},${OMID}`;
    const first = await startBotIn({ ...surroundings, environment: { ...environment, ADMIN_IDS: admins } });
    const opened = surroundings.telegram.waitForCall('setChatMenuButton', ({ payload }) => {
      return (payload as { chat_id: number }).chat_id === OMID;
    });
    expect((await opened).payload).toMatchObject({
      menu_button: { type: 'web_app', text: 'Dashboard', web_app: { url: 'https://bot.example/' } },
    });
    await first.messageAfter(ADMIN, greeting);
    const { message_id } = surroundings.telegram.say(ADMIN, '/ai_usage');
    const report = await first.messageAfter(ADMIN, message_id);
    expect(report.keyboard.at(-1)).toMatchObject([
      { text: '🧭 Dashboard', kind: 'web_app', value: 'https://bot.example/' },
    ]);
    expect(await first.ask(ADMIN, '/dashboard')).toMatch(/https:\/\/bot\.example\/#link=[\w-]{43}$/);
    await first.app.stop();

    const second = await startBotIn(surroundings);
    const taken = await surroundings.telegram.waitForCall('setChatMenuButton', ({ payload }) => {
      return (payload as { menu_button: { type: string } }).menu_button.type === 'default';
    });
    expect(taken.payload).toMatchObject({ chat_id: OMID });
    const authorization = `tma ${signInitData(
      surroundings.telegram.token,
      { id: OMID, is_bot: false, first_name: 'Omid' },
      Date.now(),
    )}`;
    const response = await fetch(`${second.app.webUrl}/api/ai-usage`, { headers: { authorization } });
    expect(response.status).toBe(403);
    await second.stop();
  });
});
