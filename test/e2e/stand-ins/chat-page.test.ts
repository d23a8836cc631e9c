import { Bot, InputFile } from 'grammy';
import { type ChatPage, startChatPage } from '../../../src/tools/demo/chat-page.ts';
import { printChat, printEvent } from '../../../src/tools/demo/print-chat.ts';
import {
  startTelegramStandIn,
  type TelegramStandIn,
} from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';
import { readInitData } from '../../../src/web/access/init-data.ts';
import { visibleText } from '../../../src/tools/demo/visible-text.ts';

const SARA = 101;
const ADMIN = 1;

let telegram: TelegramStandIn;
let page: ChatPage;
let bot: Bot;

beforeEach(async () => {
  telegram = await startTelegramStandIn();
  telegram.addUser({ id: SARA, firstName: 'سارا', languageCode: 'fa' });
  telegram.addUser({ id: ADMIN, firstName: 'Admin', languageCode: 'en' });
  const group = telegram.addGroup({ title: 'Team', members: [SARA] });
  bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
  page = await startChatPage({
    telegram,
    people: [
      { id: SARA, name: 'سارا' },
      { id: ADMIN, name: 'Admin', role: 'admin' },
    ],
    groups: [{ id: group.id, title: 'Team' }],
    locale: 'fa',
  });
});

afterEach(async () => {
  await page.close();
  await telegram.close();
});

/** Reads a file of the page and, of a script, everything it imports. */
async function fetchWithImports(path: string, files: Map<string, string>): Promise<void> {
  if (files.has(path)) return;
  const response = await fetch(new URL(path, page.url));
  expect([path, response.status]).toEqual([path, 200]);
  const text = await response.text();
  files.set(path, text);
  for (const [, imported = ''] of text.matchAll(/from '\.(\/[^']+)'/g))
    await fetchWithImports(imported, files);
}

async function get(path: string): Promise<unknown> {
  const response = await fetch(new URL(path, page.url));
  return await response.json();
}

async function post(
  path: string,
  body: object,
  headers: Record<string, string> = { 'x-chat-page': '1' },
): Promise<number> {
  const response = await fetch(new URL(path, page.url), {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  await response.text();
  return response.status;
}

describe('the chat page', () => {
  it('comes from here alone, with every file it names', async () => {
    const response = await fetch(page.url);
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'",
    );
    const named = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!);
    const files = new Map<string, string>();
    for (const path of named) await fetchWithImports(path, files);
    expect([...files.keys()].toSorted()).toEqual([
      '/actions.js',
      '/chat.css',
      '/colours.css',
      '/composer.css',
      '/events.js',
      '/follow.js',
      '/guide-steps.js',
      '/guide.css',
      '/guide.js',
      '/menus.js',
      '/messages.js',
      '/page.css',
      '/page.js',
      '/place.js',
      '/render-message.js',
      '/render-text.js',
      '/replying.js',
      '/suggestions.js',
      '/words.js',
    ]);
    expect([html, ...files.values()].join()).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  });

  it('knows who is there and which commands they see', async () => {
    await bot.api.setMyCommands([{ command: 'start', description: 'شروع' }], { language_code: 'fa' });
    expect(await get('/api/setup')).toMatchObject({
      locale: 'fa',
      groups: [{ title: 'Team', members: [SARA] }],
    });
    expect(await get(`/api/chat?person=${SARA}&chat=${SARA}`)).toEqual({
      messages: [],
      commands: [{ command: 'start', description: 'شروع' }],
    });
  });

  it('lets a person write, press and stop, and tells what happens as it happens', async () => {
    const events = await fetch(new URL('/api/events', page.url));
    const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect(await post('/api/say', { person: SARA, text: '/start' })).toBe(200);
    const { message_id } = await bot.api.sendMessage(SARA, 'menu', {
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    expect(await post('/api/press', { person: SARA, message: message_id, button: 'go' })).toBe(200);
    await bot.api.sendMessageDraft(SARA, 3, 'writing', { can_stop: true });
    expect(await post('/api/stop', { person: SARA })).toBe(200);
    const updates = await bot.api.getUpdates();
    expect(updates.map((update) => Object.keys(update).at(-1))).not.toContain('edited_message');
    expect(updates[0]!.message!.entities).toEqual([{ type: 'bot_command', offset: 0, length: 6 }]);
    expect(updates[1]!.callback_query!.data).toBe('go');
    expect(updates[2]!.stopped_message_generation!.draft_id).toBe(3);
    let heard = '';
    while (!heard.includes('draft-ended')) heard += (await reader.read()).value ?? '';
    expect(heard).toContain('"text":"/start"');
    await reader.cancel();
  });

  it('shows pictures, and gives everything else only as a download', async () => {
    await bot.api.sendPhoto(SARA, new InputFile(Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'chart.png'));
    await bot.api.sendDocument(SARA, new InputFile(Buffer.from('<script>'), 'گزارش.html'));
    const [photo, document] = telegram.messages(SARA);
    const picture = await fetch(new URL(`/files/${photo!.photo!.id}`, page.url));
    expect(picture.headers.get('content-type')).toBe('image/png');
    const file = await fetch(new URL(`/files/${document!.document!.id}`, page.url));
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
  });

  it('opens a Mini App with what Telegram tells it of the person, signed with the bot’s token', async () => {
    const url = 'https://app.example/';
    const { message_id } = await bot.api.sendMessage(SARA, 'Look', {
      reply_markup: { inline_keyboard: [[{ text: 'Open', web_app: { url } }]] },
    });
    const path = `/mini-app?person=${SARA}&message=${message_id}&button=Open`;
    const response = await fetch(new URL(path, page.url), { redirect: 'manual' });
    const opened = new URL(response.headers.get('location') ?? '');
    expect(opened.href.startsWith(`${url}#tgWebAppData=`)).toBe(true);
    const initData = new URLSearchParams(opened.hash.slice(1)).get('tgWebAppData') ?? '';
    expect(readInitData(initData, telegram.token, new Date())).toEqual({ userId: SARA });
    const insecure = { text: 'x', web_app: { url: 'http://127.0.0.1:1/' } };
    await expect(
      bot.api.sendMessage(SARA, 'x', { reply_markup: { inline_keyboard: [[insecure]] } }),
    ).rejects.toThrow('Only HTTPS');
  });

  it('sends a reply, and a file in reply', async () => {
    const { message_id } = await bot.api.sendMessage(SARA, 'What do you mean?');
    expect(await post('/api/say', { person: SARA, text: 'This', replyTo: message_id })).toBe(200);
    const path = `/api/voice?person=${SARA}&chat=${SARA}&replyTo=${message_id}`;
    const headers = { 'x-chat-page': '1', 'content-type': 'audio/ogg' };
    await fetch(new URL(path, page.url), { method: 'POST', headers, body: 'OggS' });
    expect(telegram.messages(SARA).map(({ replyTo }) => replyTo)).toEqual([null, message_id, message_id]);
  });

  it('offers the scheduled report only where it can be sent', async () => {
    expect(await get('/api/setup')).toMatchObject({ hasReport: false });
    expect(await post('/api/report', {})).toBe(404);
    let sent = 0;
    const people = [{ id: ADMIN, name: 'Admin' }];
    const other = await startChatPage({ telegram, people, sendReport: async () => void (sent += 1) });
    const headers = { 'x-chat-page': '1' };
    const response = await fetch(new URL('/api/report', other.url), { method: 'POST', headers, body: '{}' });
    expect([response.status, sent]).toEqual([200, 1]);
    await other.close();
  });

  it('tells apart two starts of the demo', async () => {
    const other = await startChatPage({ telegram, people: [{ id: ADMIN, name: 'Admin' }] });
    const response = await fetch(new URL('/api/setup', other.url));
    const { run } = (await response.json()) as { run: string };
    expect(await get('/api/setup')).not.toMatchObject({ run });
    await other.close();
  });

  it('takes a photo from a person', async () => {
    const headers = { 'x-chat-page': '1', 'content-type': 'image/png' };
    const path = `/api/photo?person=${SARA}&chat=${SARA}`;
    await fetch(new URL(path, page.url), { method: 'POST', headers, body: Buffer.from([0x89, 0x50]) });
    expect(telegram.messages(SARA)[0]).toMatchObject({
      by: 'user',
      photo: { mimeType: 'image/jpeg', size: 2 },
    });
  });

  it('does nothing for a page that is not its own', async () => {
    expect(await post('/api/say', { person: SARA, text: 'x' }, {})).toBe(400);
    expect(telegram.messages(SARA)).toEqual([]);
    expect((await fetch(new URL('/api/nothing', page.url))).status).toBe(404);
  });
});

describe('the terminal', () => {
  it('prints who, what and the buttons', async () => {
    telegram.say(SARA, 'سلام');
    await bot.api.sendMessage(SARA, '\u200fگزارش: \u2068<b>12,847</b>\u2069\n\nok', {
      parse_mode: 'HTML',
      reply_markup: {
        inline_keyboard: [
          [
            { text: '۷ روز', callback_data: 'a' },
            { text: '۳۰ روز', callback_data: 'b' },
          ],
        ],
      },
    });
    const [said, answer] = telegram.messages(SARA);
    expect(printChat(said!)).toBe('👤 سارا\n  سلام\n');
    expect(printChat(answer!, { chatTitle: 'Team', show: visibleText })).toBe(
      '🤖 Ledger · Team\n  گزارش: 12,847\n\n  ok\n  [ ۷ روز ] [ ۳۰ روز ]\n',
    );
    expect(printChat(answer!)).toContain('\u2068');
    const reply = { ...answer!, replyTo: said!.id };
    expect(printChat(reply, { repliedTo: () => 'سارا' })).toContain('🤖 Ledger · in reply to سارا\n');
    const pressed = { chatId: SARA, messageId: answer!.id, userId: SARA, button: '۷ روز', data: 'a' };
    expect(printEvent({ type: 'pressed', ...pressed }, { pressedBy: 'سارا' })).toBe(
      '👆 سارا presses [ ۷ روز ]\n',
    );
    expect(printEvent({ type: 'typing', chatId: SARA, action: 'typing' })).toBeNull();
  });

  it('prints files', async () => {
    await bot.api.sendDocument(SARA, new InputFile(Buffer.alloc(2048), 'report.csv'));
    expect(printChat(telegram.messages(SARA)[0]!)).toBe('🤖 Ledger\n  📎 report.csv (2,048 bytes)\n');
  });
});
