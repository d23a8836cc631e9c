import { signInitData } from '../../src/demo/telegram/sign-init-data.ts';
import { freePort } from '../../src/demo/free-port.ts';
import { ADMIN, OMID, startBotIn, startRunningBot, startSurroundings } from '../support/running-bot.ts';

const webEnvironment = async () => ({ PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1' });
const PUBLIC = { PUBLIC_URL: 'https://bot.example', WEBHOOK_SECRET: 'webhook-secret' };

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
