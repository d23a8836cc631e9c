import { createServer, type Server } from 'node:http';
import { run } from '@grammyjs/runner';
import { Api, Bot, GrammyError, webhookCallback } from 'grammy';
import {
  startTelegramStandIn,
  type TelegramStandIn,
} from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';

const SARA = 101;
const OMID = 102;

let telegram: TelegramStandIn;
let api: Api;

beforeEach(async () => {
  telegram = await startTelegramStandIn({ webhookRetryMs: 10, webhookRoute: routeToTest });
  telegram.addUser({ id: SARA, firstName: 'Sara' });
  telegram.addUser({ id: OMID, firstName: 'Omid' });
  api = new Api(telegram.token, { apiRoot: telegram.apiRoot });
});

afterEach(() => telegram.close());

let webhookTarget = '';
function routeToTest(url: string): string {
  return webhookTarget || url;
}

/** The error that Telegram answers, as grammY throws it. */
async function refusal(call: Promise<unknown>): Promise<GrammyError> {
  return await call.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: GrammyError) => error,
  );
}

/** Waits until something is true; rejects after ten seconds, so that no failure leaves a loop behind. */
async function until(isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error('it never happened');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('long polling', () => {
  it('repeats updates until a higher offset confirms them', async () => {
    telegram.say(SARA, 'one');
    telegram.say(SARA, 'two');
    telegram.say(SARA, 'three');
    const [first, second] = await api.getUpdates({ limit: 2 });
    expect([first, second].map((update) => update!.message!.text)).toEqual(['one', 'two']);
    expect(await api.getUpdates()).toHaveLength(3);
    const rest = await api.getUpdates({ offset: second!.update_id + 1 });
    expect(rest.map((update) => update.message!.text)).toEqual(['three']);
    expect(telegram.pendingUpdates()).toBe(1);
    expect(await api.getUpdates({ offset: -1 })).toEqual(rest);
    expect(await api.getUpdates({ offset: rest[0]!.update_id + 1 })).toEqual([]);
  });

  it('waits for an update and leaves out kinds that were not asked for', async () => {
    const waiting = api.getUpdates({ timeout: 10, allowed_updates: ['callback_query'] });
    await until(() => telegram.callsOf('getUpdates').length > 0);
    telegram.say(SARA, 'not asked for');
    const { id } = await api
      .sendMessage(SARA, 'menu', {
        reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
      })
      .then((message) => ({ id: message.message_id }));
    telegram.press(SARA, id, 'go');
    const updates = await waiting;
    expect(updates.map((update) => update.callback_query?.data)).toEqual(['go']);
  });

  it('ends the older of two polls with a conflict, and refuses to poll beside a webhook', async () => {
    const older = refusal(api.getUpdates({ timeout: 10 }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    const newer = api.getUpdates({ timeout: 10 });
    expect(await older).toMatchObject({
      error_code: 409,
      description: expect.stringContaining('terminated by other getUpdates request'),
    });
    webhookTarget = 'http://127.0.0.1:9';
    const conflict = refusal(newer);
    await api.setWebhook('https://bot.example.org/telegram');
    expect((await conflict).error_code).toBe(409);
    expect((await refusal(api.getUpdates())).description).toContain(
      "can't use getUpdates method while webhook is active",
    );
    await api.deleteWebhook();
    expect(await api.getUpdates()).toEqual([]);
  });
});

describe('webhook', () => {
  let server: Server;
  let failures: number;
  const received: string[] = [];

  beforeEach(async () => {
    received.length = 0;
    failures = 0;
    const bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot }, botInfo: telegram.bot });
    bot.on('message:text', (ctx) => {
      if (failures-- > 0) throw new Error('planned');
      received.push(ctx.message.text);
    });
    const callback = webhookCallback(bot, 'http', { secretToken: 'hush' });
    server = createServer((request, response) => {
      callback(request, response).catch(() => response.writeHead(500).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    webhookTarget = typeof address === 'object' ? `http://127.0.0.1:${address?.port}/telegram` : '';
  });

  afterEach(async () => {
    webhookTarget = '';
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const untilReceived = (count: number) => until(() => received.length >= count);

  it('delivers what waited and what comes, in order, and tries again after a failure', async () => {
    telegram.say(SARA, 'before');
    failures = 2;
    await api.setWebhook('https://bot.example.org/telegram', { secret_token: 'hush' });
    telegram.say(SARA, 'after');
    await untilReceived(2);
    expect(received).toEqual(['before', 'after']);
    const info = await api.getWebhookInfo();
    expect(info).toMatchObject({
      url: 'https://bot.example.org/telegram',
      last_error_message: expect.stringContaining('500'),
    });
    expect(telegram.pendingUpdates()).toBe(0);
  });

  it('is not heard without the right secret', async () => {
    await api.setWebhook('https://bot.example.org/telegram', { secret_token: 'other' });
    telegram.say(SARA, 'secret');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(received).toEqual([]);
    expect((await api.getWebhookInfo()).last_error_message).toContain('401');
  });
});

describe('faults', () => {
  it('can put a call off, and says for how long', async () => {
    const description = 'Too Many Requests: retry after 1';
    telegram.failNext('sendMessage', { errorCode: 429, description, parameters: { retry_after: 1 } });
    await expect(api.sendMessage(SARA, 'too early')).rejects.toMatchObject({
      parameters: { retry_after: 1 },
    });
    await api.sendMessage(SARA, 'patience');
    expect(telegram.messages(SARA).map(({ text }) => text)).toEqual(['patience']);
  });

  it('can cut a call before or after it took effect, delay it, or never answer', async () => {
    telegram.failNext('sendMessage', 'reset');
    await expect(api.sendMessage(SARA, 'never sent')).rejects.toThrow('Network request');
    telegram.failNext('sendMessage', 'lost');
    await expect(api.sendMessage(SARA, 'sent, but nobody knows')).rejects.toThrow('Network request');
    telegram.failNext('sendMessage', 'timeout');
    await expect(api.sendMessage(SARA, 'silence', {}, AbortSignal.timeout(50) as never)).rejects.toThrow();
    telegram.failNext('sendMessage', 1_000);
    const late = api.sendMessage(SARA, 'late');
    const first = await Promise.race([late.then(() => 'late'), api.getMe().then(() => 'another call')]);
    expect(first).toBe('another call');
    await late;
    expect(telegram.messages(SARA).map((message) => message.text)).toEqual([
      'sent, but nobody knows',
      'late',
    ]);
  });

  it('limits the flood where it is asked to', async () => {
    const strict = await startTelegramStandIn({
      floodLimits: { perChatPerSecond: 2, perGroupPerMinute: 20 },
    });
    strict.addUser({ id: SARA, firstName: 'Sara' });
    const limited = new Api(strict.token, { apiRoot: strict.apiRoot });
    await limited.sendMessage(SARA, '1');
    await limited.sendMessage(SARA, '2');
    const error = await refusal(limited.sendMessage(SARA, '3'));
    expect(error).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
    await strict.close();
  });

  it('ends the runner on a conflict and on a wrong token', async () => {
    telegram.failNext('getUpdates', {
      errorCode: 409,
      description: 'Conflict: terminated by other getUpdates request',
    });
    const runner = run(new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } }), {
      runner: { silent: true },
    });
    await expect(runner.task()).rejects.toMatchObject({ error_code: 409 });
    const stranger = new Api('1:wrong', { apiRoot: telegram.apiRoot });
    expect(await refusal(stranger.getMe())).toMatchObject({ error_code: 401, description: 'Unauthorized' });
  });

  it('carries thousands of updates a second', async () => {
    const bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
    bot.on('message', (ctx) => ctx.reply('ok'));
    const runner = run(bot, { runner: { silent: true } });
    for (let n = 0; n < 1000; n++) telegram.say(n % 2 ? SARA : OMID, `message ${n}`);
    try {
      await until(() => telegram.callsOf('sendMessage').length >= 1000);
    } finally {
      await runner.stop();
    }
    expect(telegram.callsOf('sendMessage')).toHaveLength(1000);
  });
});
