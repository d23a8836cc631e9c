import { Api, type GrammyError } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import {
  startTelegramStandIn,
  type TelegramStandIn,
} from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';

const SARA = 101;
const ADMIN = 1;

let telegram: TelegramStandIn;
let api: Api;

beforeAll(async () => {
  telegram = await startTelegramStandIn({ callbackLifetimeMs: 40, draftLifetimeMs: 30 });
  telegram.addUser({ id: SARA, firstName: 'Sara', languageCode: 'fa-IR' });
  telegram.addUser({ id: ADMIN, firstName: 'Admin', languageCode: 'en' });
  api = new Api(telegram.token, { apiRoot: telegram.apiRoot });
});

afterAll(() => telegram.close());

/** The description with which Telegram refuses a call. */
async function refusal(call: Promise<unknown>): Promise<string> {
  return await call.then(
    () => 'not refused',
    (error: GrammyError) => error.description,
  );
}

const html = (text: string) => api.sendMessage(SARA, text, { parse_mode: 'HTML' });
const withButton = (button: InlineKeyboardButton, chatId = SARA) =>
  api.sendMessage(chatId, 'x', { reply_markup: { inline_keyboard: [[button]] } });

const list = (command: string) => [{ command, description: command }];

describe('text', () => {
  it('is 1 to 4096 UTF-16 units after its tags', async () => {
    expect(await refusal(api.sendMessage(SARA, ''))).toBe('Bad Request: message text is empty');
    expect(await refusal(api.sendMessage(SARA, ' \n '))).toBe('Bad Request: text must be non-empty');
    expect(await refusal(api.sendMessage(SARA, 'x'.repeat(4097)))).toBe('Bad Request: message is too long');
    expect((await html(`<b>${'😀'.repeat(2048)}</b>`)).text).toHaveLength(4096);
  });

  it.each([
    ['<b>x', `Can't find end tag corresponding to start tag "b"`],
    ['سلام <x>', 'Unsupported start tag "x" at byte offset 9'],
    ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ])('%j is refused', async (text, reason) => {
    expect(await refusal(html(text))).toBe(`Bad Request: can't parse entities: ${reason}`);
  });

  it('becomes text and entities', async () => {
    const { text, entities } = await html(
      '<b>a<i>b</i></b> &lt;&amp;&#1662; <a href="https://x.org/?a=1&amp;b=2">link</a> <tg-spoiler>s</tg-spoiler>\n' +
        '<pre><code class="language-ts">let x</code></pre>\n<blockquote expandable>q</blockquote> <code>c</code>' +
        '<tg-time unix="1700000000" format="r">then</tg-time>',
    );
    expect(text).toBe('ab <&پ link s\nlet x\nq cthen');
    expect(entities).toEqual([
      { type: 'bold', offset: 0, length: 2 },
      { type: 'italic', offset: 1, length: 1 },
      { type: 'text_link', offset: 7, length: 4, url: 'https://x.org/?a=1&b=2' },
      { type: 'spoiler', offset: 12, length: 1 },
      { type: 'pre', offset: 14, length: 5, language: 'ts' },
      { type: 'expandable_blockquote', offset: 20, length: 1 },
      { type: 'code', offset: 22, length: 1 },
      { type: 'date_time', offset: 23, length: 4, unix_time: 1_700_000_000, date_time_format: 'r' },
    ]);
  });

  it.each([
    ['<b>a <code>c</code> d</b>', ['bold a ', 'code c', 'bold  d']],
    ['<a href="https://x.org">a <code>c</code></a>', ['text_link a c']],
    ['<pre>a <a href="https://x.org">b</a> <i>c</i></pre>', ['pre a b c']],
    ['<blockquote>a <blockquote>b</blockquote></blockquote>', ['blockquote a b']],
    ['<blockquote><pre>a</pre> <b>b</b></blockquote>', ['blockquote a b', 'pre a', 'bold b']],
    ['<a href="https://x.org">a <blockquote>b</blockquote></a>', ['blockquote b']],
    ['<b>a<b>b</b></b><b>c</b>', ['bold abc']],
    ['<a href="javascript:x">a</a> <a href="http://localhost">b</a> <a href="mailto:a@b.co">c</a>', []],
    ['<i>x</i> '.repeat(101), Array.from({ length: 100 }, () => 'italic x')],
  ])('%j keeps what Telegram allows, without a complaint', async (given, expected) => {
    const { text, entities = [] } = await html(given);
    const kept = entities.map(({ type, offset, length }) => `${type} ${text.slice(offset, offset + length)}`);
    expect(kept).toEqual(expected);
  });

  it('loses the marks that Telegram removes, keeps the others, and finds commands after a mark', async () => {
    const { text, entities } = await html(
      '\u200f\u202bگزارش\u202c:\t<b>x</b>\r\n\u200f\u200f\u200e/start \u2068id\u2069',
    );
    expect(text).toBe('\u200fگزارش: x\n\u200c\u200c\u200e/start \u2068id\u2069');
    expect(entities).toEqual([
      { type: 'bold', offset: 8, length: 1 },
      { type: 'bot_command', offset: 13, length: 6 },
    ]);
    expect(text.slice(13, 19)).toBe('/start');
  });
});

describe('buttons', () => {
  it.each<[string, InlineKeyboardButton]>([
    ['Bad Request: BUTTON_DATA_INVALID', { text: 'x', callback_data: 'ش'.repeat(33) }],
    [
      "Bad Request: inline keyboard button URL 'http://localhost:1' is invalid: Wrong HTTP URL",
      { text: 'x', url: 'http://localhost:1' },
    ],
    [
      "Bad Request: inline keyboard button Web App URL 'http://a.org' is invalid: Only HTTPS links are allowed",
      { text: 'x', web_app: { url: 'http://a.org' } },
    ],
  ])('%s', async (description, button) => {
    expect(await refusal(withButton(button))).toBe(description);
  });

  it('may be answered once, and not too late', async () => {
    const { message_id } = await withButton({ text: 'Go', callback_data: 'ش'.repeat(32) });
    const late = telegram.press(SARA, message_id, 'Go');
    const pressed = telegram.press(SARA, message_id, 'Go');
    await api.answerCallbackQuery(pressed.queryId, { text: 'done', show_alert: true });
    expect(await pressed.answer).toEqual({ text: 'done', alert: true, url: null });
    const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    expect(await refusal(api.answerCallbackQuery(pressed.queryId))).toBe(tooOld);
    await expect(late.answer).rejects.toThrow('never answered');
    expect(await refusal(api.answerCallbackQuery(late.queryId))).toBe(tooOld);
  });
});

describe('chats', () => {
  it('says which message it cannot find', async () => {
    expect(await refusal(api.sendMessage(999, 'x'))).toBe('Bad Request: chat not found');
    expect(await refusal(api.editMessageText(SARA, 99_999, 'x'))).toBe(
      'Bad Request: message to edit not found',
    );
    expect(await refusal(api.deleteMessage(SARA, 99_999))).toBe('Bad Request: message to delete not found');
    const lost = { reply_parameters: { message_id: 99_999 } };
    expect(await refusal(api.sendMessage(SARA, 'x', lost))).toBe(
      'Bad Request: message to be replied not found',
    );
    const lenient = { reply_parameters: { message_id: 99_999, allow_sending_without_reply: true } };
    expect((await api.sendMessage(SARA, 'x', lenient)).reply_to_message).toBeUndefined();
    expect(await refusal(api.raw.sendDice({ chat_id: SARA }))).toBe('Not Found: method not found');
  });

  it('forbids writing to a person who blocked the bot, until they write again', async () => {
    telegram.blockBot(SARA);
    expect(await refusal(api.sendMessage(SARA, 'x'))).toBe('Forbidden: bot was blocked by the user');
    telegram.say(SARA, '/start');
    expect((await api.sendMessage(SARA, 'welcome back')).text).toBe('welcome back');
    const updates = await api.getUpdates();
    const statuses = updates.flatMap((update) => update.my_chat_member?.new_chat_member.status ?? []);
    expect(statuses).toEqual(['kicked', 'member']);
  });

  it('keeps topics apart and tells the new id of an upgraded group', async () => {
    const group = telegram.addGroup({ title: 'Team', members: [SARA, ADMIN], topics: ['Reports'] });
    const thread = group.topics['Reports']!;
    const said = telegram.say(SARA, 'hello @ledger_demo_bot', { chatId: group.id, threadId: thread });
    expect(said).toMatchObject({
      is_topic_message: true,
      reply_to_message: { forum_topic_created: { name: 'Reports' } },
    });
    expect(said.entities).toEqual([{ type: 'mention', offset: 6, length: 16 }]);
    expect(await refusal(api.sendMessage(group.id, 'x', { message_thread_id: 5 }))).toBe(
      'Bad Request: message thread not found',
    );
    expect(await refusal(api.sendMessageDraft(group.id, 1, 'x'))).toBe('Bad Request: TEXTDRAFT_PEER_INVALID');
    const newId = telegram.upgradeGroup(group.id);
    const error: GrammyError = await api.sendMessage(group.id, 'x').then(
      () => Promise.reject(new Error('not refused')),
      (reason) => reason,
    );
    expect(error.parameters).toEqual({ migrate_to_chat_id: newId });
  });

  it('forgets a draft that nothing follows', async () => {
    await api.sendMessageDraft(ADMIN, 5, '');
    expect(telegram.messages(ADMIN).at(-1)!.draft).toEqual({ id: 5, canStop: false });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(telegram.messages(ADMIN)).toEqual([]);
  });
});

describe('the command menu', () => {
  it('depends on chat and language, the narrowest first', async () => {
    await api.setMyCommands(list('start'));
    await api.setMyCommands(list('shoro'), { language_code: 'fa' });
    await api.setMyCommands(list('ai_usage'), { scope: { type: 'chat', chat_id: ADMIN } });
    expect(telegram.visibleCommands(SARA)).toEqual(list('shoro'));
    expect(telegram.visibleCommands(ADMIN)).toEqual(list('ai_usage'));
    await api.deleteMyCommands({ scope: { type: 'chat', chat_id: ADMIN } });
    expect(telegram.visibleCommands(ADMIN)).toEqual(list('start'));
    const unknown = api.setMyCommands(list('x'), { scope: { type: 'chat', chat_id: 555 } });
    expect(await refusal(unknown)).toBe('Bad Request: chat not found');
  });

  it('is not given to a person who never opened the bot', async () => {
    telegram.addUser({ id: 77, firstName: 'Later', opened: false });
    expect(await refusal(api.sendMessage(77, 'x'))).toBe('Bad Request: chat not found');
    telegram.say(77, '/start');
    expect((await api.sendMessage(77, 'x')).chat.id).toBe(77);
  });
});
