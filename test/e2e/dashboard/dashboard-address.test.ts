import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { ADMIN, startRunningBot } from '../../support/bot/running-bot.ts';

async function askFor(environment: Record<string, string>) {
  const port = String(await freePort());
  const bot = await startRunningBot({ environment: { PORT: port, ...environment } });
  const answer = await bot.ask(ADMIN, '/dashboard');
  return { bot, port, answer, buttons: bot.telegram.messages(ADMIN).at(-1)!.keyboard.flat() };
}

describe('/dashboard', () => {
  it('with a PORT alone says what to configure, and gives no link that leads nowhere', async () => {
    const { bot, port, answer, buttons } = await askFor({});
    expect(answer).toContain(port);
    expect(answer).toContain('PUBLIC_URL');
    expect(answer).not.toMatch(/127\.0\.0\.1|#link=/);
    expect(buttons).toEqual([]);
    await bot.stop();
  });

  it('with an address to listen on gives a link to it', async () => {
    const { bot, port, answer } = await askFor({ LISTEN_HOST: '127.0.0.1' });
    expect(answer).toContain(`http://127.0.0.1:${port}/#link=`);
    await bot.stop();
  });

  it('with a PUBLIC_URL alone opens there over HTTPS, while updates come by long polling', async () => {
    const { bot, answer, buttons } = await askFor({
      PUBLIC_URL: 'https://bot.example:9443/app',
      LISTEN_HOST: '127.0.0.1',
    });
    expect(answer).toContain('https://bot.example:9443/app/#link=');
    expect(buttons).toMatchObject([{ value: 'https://bot.example:9443/app/' }]);
    expect(bot.telegram.callsOf('setWebhook')).toEqual([]);
    expect(bot.telegram.callsOf('getUpdates').length).toBeGreaterThan(0);
    const webhook = await fetch(`${bot.app.webUrl}/telegram`, { method: 'POST', body: '{}' });
    expect(webhook.status).toBe(404);
    await bot.stop();
  });
});
