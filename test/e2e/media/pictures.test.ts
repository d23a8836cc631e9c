import type { BotApiMessage } from '../../../src/tools/stand-ins/telegram/bot-api/bot-api-message.ts';
import type { TelegramFault } from '../../../src/tools/stand-ins/telegram/telegram-faults.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { PICTURES } from '../../support/bot/sent-files.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const ANSWER = 'A cat on a chair.';
const MEGABYTE = 1024 * 1024;

async function answerTo(bot: RunningBot, { message_id, chat }: BotApiMessage): Promise<string> {
  return stripMarks((await bot.messageAfter(chat.id, message_id)).text);
}

describeOnOneEngine('a picture', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    // The first in the order has a model that does not see.
    bot = await startRunningBot({
      engine,
      providers: { [MAIN]: { answer: () => 'words' }, gemini: { answer: () => ANSWER } },
    });
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
    expect(bot.log.join('\n')).not.toContain('/file/bot');
  });

  const asked = () =>
    bot
      .provider('gemini')
      .requests.findLast(({ kind }) => kind === 'chat')
      ?.messages.at(-1);

  it('is asked of a model that sees, and booked as Vision', async () => {
    const sent = bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { caption: 'What is this?' });
    expect(await answerTo(bot, sent)).toBe(ANSWER);
    expect(asked()).toEqual({ role: 'user', text: 'What is this?', images: 1 });
    const rows = await bot.requests();
    expect(rows).toMatchObject([
      { actionType: 'Vision', provider: 'gemini', status: 'ok', costSource: 'catalogue', audioSeconds: null },
    ]);
    expect(Number(rows[0]?.costEstimate)).toBeGreaterThan(0);
  });

  it('is remembered as a note that there was one', async () => {
    await answerTo(bot, bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { caption: 'What is this?' }));
    expect(await bot.ask(OMID, 'Which colour?')).toBe('words');
    const messages = bot.provider(MAIN).requests.at(-1)?.messages.slice(1);
    expect(messages).toMatchObject([
      { text: expect.stringMatching(/^What is this\?\n\[There was a picture/), images: 0 },
      { text: ANSWER },
      { text: 'Which colour?' },
    ]);
  });

  it('without words is asked about in the language of its person', async () => {
    expect(await answerTo(bot, bot.telegram.sendPhoto(SARA, PICTURES.png))).toBe(ANSWER);
    expect(asked()).toMatchObject({ text: 'در این عکس چه می‌بینید؟', images: 1 });
    await answerTo(bot, bot.telegram.sendPhoto(OMID, PICTURES.png));
    expect(asked()).toMatchObject({ text: 'What is in this picture?' });
  });

  it('may have the longest caption', async () => {
    const caption = `${'ک'.repeat(1_023)}؟`;
    expect(await answerTo(bot, bot.telegram.sendPhoto(SARA, PICTURES.jpeg, { caption }))).toBe(ANSWER);
    expect(asked()?.text).toBe(caption);
  });

  it('of an album is one of one question', async () => {
    const mediaGroupId = 'album';
    const first = bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { mediaGroupId, caption: 'Which is nicer?' });
    for (let part = 0; part < 4; part++) bot.telegram.sendPhoto(OMID, PICTURES.png, { mediaGroupId });
    const file = { mediaGroupId, mimeType: 'image/webp', fileName: 'a.webp' };
    const last = bot.telegram.sendDocument(OMID, PICTURES.webp, file);
    expect(await answerTo(bot, last)).toBe(ANSWER);
    expect(asked()).toEqual({ role: 'user', text: 'Which is nicer?', images: 6 });
    expect(first.message_id).toBeLessThan(last.message_id);
    expect(await bot.requests()).toHaveLength(1);
  });

  it('of more than an album holds comes with all others', async () => {
    const send = (part: number) =>
      bot.telegram.sendPhoto(SARA, PICTURES.jpeg, { mediaGroupId: part < 10 ? 'ten' : 'more' });
    const sent = Array.from({ length: 12 }, (_, part) => send(part));
    expect(await answerTo(bot, sent.at(-1)!)).toBe(ANSWER);
    expect(asked()).toMatchObject({ text: 'در این عکس‌ها چه می‌بینید؟', images: 12 });
    expect(await bot.requests()).toHaveLength(1);
  });

  it.each(['jpeg', 'png', 'gif', 'webp'] as const)('may be a file of type %s', async (type) => {
    const file = { mimeType: `image/${type}`, fileName: `x.${type}`, caption: 'And this?' };
    expect(await answerTo(bot, bot.telegram.sendDocument(OMID, PICTURES[type], file))).toBe(ANSWER);
    expect(asked()).toMatchObject({ text: 'And this?', images: 1 });
  });

  it('that is none is refused, as are other files, and costs nothing', async () => {
    const broken = bot.telegram.sendPhoto(OMID, Buffer.from('not really a picture'));
    expect(await answerTo(bot, broken)).toContain("can't open this picture");
    const empty = bot.telegram.sendPhoto(SARA, Buffer.alloc(0));
    expect(await answerTo(bot, empty)).toContain('این عکس باز نمی‌شود');
    const pdf = { mimeType: 'application/pdf', fileName: 'a.pdf', caption: 'Sum it up' };
    expect(await answerTo(bot, bot.telegram.sendDocument(OMID, Buffer.from('%PDF'), pdf))).toContain(
      "can't read files like this one",
    );
    expect(await bot.requests()).toEqual([]);
  });

  const unfetched: [string, string, TelegramFault, string][] = [
    ['is gone', 'file', { errorCode: 404, description: 'Not Found' }, 'no longer has this file'],
    ['breaks off', 'file', 'lost', "couldn't fetch this file"],
    ['is unknown', 'getFile', { errorCode: 400, description: 'Bad Request: wrong file_id' }, 'no longer has'],
  ];

  it.each(unfetched)('that %s is to be sent again', async (_, method, fault, text) => {
    bot.telegram.failNext(method, fault, 2);
    expect(await answerTo(bot, bot.telegram.sendPhoto(OMID, PICTURES.jpeg))).toContain(text);
    expect(await bot.requests()).toEqual([]);
    bot.telegram.failNext(method, fault, 1);
    expect(await answerTo(bot, bot.telegram.sendPhoto(OMID, PICTURES.jpeg))).toBe(ANSWER);
  });

  it('that is too large is refused, alone or with others, announced or not', async () => {
    const large = { mimeType: 'image/png', announcedBytes: 21 * MEGABYTE };
    expect(await answerTo(bot, bot.telegram.sendDocument(OMID, PICTURES.png, large))).toContain(
      'up to 20 MB',
    );
    const half = { mimeType: 'image/png', announcedBytes: 11 * MEGABYTE, mediaGroupId: 'large' };
    bot.telegram.sendDocument(SARA, PICTURES.png, half);
    expect(await answerTo(bot, bot.telegram.sendDocument(SARA, PICTURES.png, half))).toContain(
      'تا ۲۰ مگابایت',
    );
    const secret = { mimeType: 'image/png', announcedBytes: 10 };
    const flood = Buffer.concat([PICTURES.png, Buffer.alloc(21 * MEGABYTE)]);
    expect(await answerTo(bot, bot.telegram.sendDocument(OMID, flood, secret))).toContain('up to 20 MB');
    expect(await bot.requests()).toEqual([]);
  });

  it.each([0, 10])('of an album that is announced with %d bytes counts with what it has', async (bytes) => {
    const sendTwo = (megabytes: number) => {
      const data = Buffer.concat([PICTURES.png, Buffer.alloc(megabytes * MEGABYTE)]);
      const file = { mimeType: 'image/png', announcedBytes: bytes, mediaGroupId: `of ${megabytes}` };
      bot.telegram.sendDocument(OMID, data, file);
      return bot.telegram.sendDocument(OMID, data, file);
    };
    expect(await answerTo(bot, sendTwo(11))).toContain('up to 20 MB');
    expect(await bot.requests()).toEqual([]);
    expect(await answerTo(bot, sendTwo(3))).toBe(ANSWER);
    expect(asked()).toMatchObject({ images: 2 });
  });

  it('in a group is looked at only where it is meant for the bot', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [OMID] });
    const chatId = group.id;
    bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { chatId, caption: 'Our lunch' });
    const mediaGroupId = 'lunch';
    bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { chatId, mediaGroupId });
    const caption = '@ledger_demo_bot what is it?';
    const last = bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { chatId, mediaGroupId, caption });
    const answer = await bot.messageAfter(chatId, last.message_id);
    expect(stripMarks(answer.text)).toBe(ANSWER);
    expect(asked()).toMatchObject({ text: 'what is it?', images: 2 });
    const reply = bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { chatId, replyTo: answer.id });
    expect(await answerTo(bot, reply)).toBe(ANSWER);
    expect(await bot.requests()).toHaveLength(2);
  });

  it('can be asked about again, although nothing of it was kept', async () => {
    const sent = bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { caption: 'What is this?' });
    const answer = await bot.messageAfter(OMID, sent.message_id);
    bot.telegram.press(OMID, answer.id, 'answer:again');
    expect(stripMarks((await bot.messageAfter(OMID, answer.id)).text)).toBe(ANSWER);
    expect(asked()).toEqual({ role: 'user', text: 'What is this?', images: 1 });
    expect((await bot.requests()).map(({ actionType }) => actionType)).toEqual(['Vision', 'Vision']);
  });
});

describe('a picture where no model sees', () => {
  it('is not fetched, and its person is told', async () => {
    const bot = await startRunningBot();
    const sent = bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { caption: 'What is this?' });
    expect(await answerTo(bot, sent)).toContain("can't look at pictures at the moment");
    expect(await answerTo(bot, bot.telegram.sendPhoto(SARA, PICTURES.jpeg))).toContain('نمی‌توانم عکس ببینم');
    expect(bot.telegram.callsOf('getFile')).toEqual([]);
    await bot.stop();
  });

  it.each([
    ['groq', 'GROQ_MODEL', 'openai/gpt-oss-120b,qwen/qwen3.8-27b', 'qwen/qwen3.8-27b'],
    ['cerebras', 'CEREBRAS_MODEL', 'gpt-oss-120b,qwen-3.8-27b', 'qwen-3.8-27b'],
    ['cohere', 'COHERE_MODEL', 'command-a-03-2025,command-a-vision-07-2025', 'command-a-vision-07-2025'],
  ] as const)('is asked of the one that the operator added at %s', async (id, name, models, model) => {
    const bot = await startRunningBot({
      providers: { [id]: { answer: () => ANSWER } },
      environment: { [name]: models },
    });
    expect(await answerTo(bot, bot.telegram.sendPhoto(OMID, PICTURES.jpeg))).toBe(ANSWER);
    expect(await bot.requests()).toMatchObject([{ provider: id, model, actionType: 'Vision', status: 'ok' }]);
    expect(await bot.ask(OMID, '/help')).toContain('🖼 Send a photo');
    await bot.stop();
  });
});
