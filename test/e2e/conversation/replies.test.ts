import { setTimeout as delay } from 'node:timers/promises';
import type { BotApiMessage } from '../../../src/tools/stand-ins/telegram/bot-api/bot-api-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { PICTURES, VOICE } from '../../support/bot/sent-files.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const POST = 'Der Hund schläft.\nDie Katze auch.';
const HEARD = { text: 'I am late tonight.', language: 'English', duration: 3 };
const WORDS = { answer: () => 'words', transcribe: () => HEARD };

describeOnOneEngine('a question about another message', (engine) => {
  let bot: RunningBot;
  let chatId: number;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      providers: {
        // Groq alone writes down what it hears.
        groq: WORDS,
        [MAIN]: WORDS,
        gemini: { answer: () => 'a view' },
      },
    });
    chatId = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID] }).id;
  });

  afterEach(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  const asked = (id: string = MAIN) => bot.provider(id).requests.findLast(({ kind }) => kind === 'chat');
  const lastAsked = (id: string = MAIN) => asked(id)?.messages.at(-1);
  const answerTo = async ({ message_id, chat }: BotApiMessage) => {
    const { text } = await bot.messageAfter(chat.id, message_id);
    return stripMarks(text);
  };
  const askAbout = (replyTo: number, text: string) =>
    answerTo(bot.telegram.say(OMID, text, { chatId, replyTo }));

  it('comes with what it replies to, marked as a quotation', async () => {
    const { message_id } = bot.telegram.say(SARA, POST, { chatId });
    expect(await askAbout(message_id, '@ledger_demo_bot translate this')).toBe('words');
    expect(lastAsked()?.text).toBe(
      '[In reply to this message:]\n> Der Hund schläft.\n> Die Katze auch.\n\ntranslate this',
    );
  });

  it('may be no more than a mention of the bot', async () => {
    const { message_id } = bot.telegram.say(SARA, POST, { chatId });
    expect(await askAbout(message_id, '@ledger_demo_bot')).toBe('words');
    expect(lastAsked()?.text).toMatch(/> Die Katze auch\.\n\nPlease respond to this message\.$/);
    const persian = bot.telegram.say(SARA, '@ledger_demo_bot', { chatId, replyTo: message_id });
    expect(await answerTo(persian)).toBe('words');
    expect(lastAsked()?.text).toMatch(/\n\nلطفاً به این پیام پاسخ بدهید\.$/);
  });

  it('may be about an answer to somebody else', async () => {
    const { message_id } = bot.telegram.say(SARA, '@ledger_demo_bot hello', { chatId });
    const answer = await bot.messageAfter(chatId, message_id);
    await askAbout(answer.id, 'explain that more');
    expect(lastAsked()?.text).toBe('[In reply to this message of yours:]\n> words\n\nexplain that more');
  });

  it('in a private chat may be about an old message', async () => {
    const old = bot.telegram.say(OMID, 'I like tea.');
    await answerTo(old);
    await bot.ask(OMID, '/new');
    expect(await answerTo(bot.telegram.say(OMID, 'why?', { replyTo: old.message_id }))).toBe('words');
    expect(lastAsked()?.text).toBe('[In reply to this message:]\n> I like tea.\n\nwhy?');
  });

  it('comes with the part that was quoted, of a message elsewhere too', async () => {
    const { message_id } = bot.telegram.say(SARA, POST, { chatId });
    const quote = 'Die Katze auch.';
    const here = bot.telegram.say(OMID, '@ledger_demo_bot why?', { chatId, replyTo: message_id, quote });
    await answerTo(here);
    expect(lastAsked()?.text).toBe('[In reply to this message:]\n> Die Katze auch.\n\nwhy?');
    await answerTo(bot.telegram.say(OMID, 'who says so?', { quote: 'It rains.', external: {} }));
    expect(lastAsked()?.text).toBe('[In reply to this message:]\n> It rains.\n\nwho says so?');
  });

  it('comes with all of a long message', async () => {
    const long = `${'word '.repeat(810)}the end: we take the train.`;
    const { message_id } = bot.telegram.say(SARA, long, { chatId });
    await askAbout(message_id, '@ledger_demo_bot what was decided at the end?');
    expect(lastAsked()?.text).toBe(`[In reply to this message:]\n> ${long}\n\nwhat was decided at the end?`);
  });

  it('comes with what a person sees in it: options, tasks, addresses of links, code', async () => {
    const chat = { id: chatId, type: 'supergroup', title: 'Team' };
    const sender = { date: 1, chat, from: { id: SARA, is_bot: false, first_name: 'Sara' } };
    const from = { id: OMID, is_bot: false, first_name: 'Omid', language_code: 'en' };
    const askAboutIt = async (content: object, number: number) => {
      const message = {
        ...sender,
        from,
        message_id: 7_000 + number,
        text: '@ledger_demo_bot and?',
        reply_to_message: { ...sender, message_id: 6_000 + number, ...content },
      };
      const last = bot.telegram.messages(chatId).at(-1)?.id ?? 0;
      bot.telegram.sendUpdate({ message: message as never });
      await bot.messageAfter(chatId, last);
      return lastAsked()?.text;
    };
    const options = [{ text: 'Yes' }, { text: 'No' }];
    expect(await askAboutIt({ poll: { question: 'Go?', options } }, 1)).toBe(
      '[In reply to this message:]\n> Poll: Go?\n> - Yes\n> - No\n\nand?',
    );
    expect(await askAboutIt({ checklist: { title: 'Buy', tasks: [{ id: 1, text: 'tea' }] } }, 2)).toContain(
      '> Checklist: Buy\n> - [ ] tea',
    );
    const link = { type: 'text_link', offset: 0, length: 4, url: 'https://a.example' };
    expect(await askAboutIt({ text: 'here', entities: [link] }, 3)).toContain('> [here](https://a.example)');
    const code = { type: 'pre', offset: 0, length: 9, language: 'js' };
    expect(await askAboutIt({ text: 'let x = 1', entities: [code] }, 4)).toContain(
      '> ```js\n> let x = 1\n> ```',
    );
    const blocks = [{ type: 'paragraph', text: 'a rich one' }];
    expect(await askAboutIt({ rich_message: { blocks } }, 5)).toContain('> a rich one');
  });

  it('is remembered and asked again with it', async () => {
    const { message_id } = bot.telegram.say(SARA, POST, { chatId });
    const question = bot.telegram.say(OMID, '@ledger_demo_bot translate this', {
      chatId,
      replyTo: message_id,
    });
    const answer = await bot.messageAfter(chatId, question.message_id);
    const before = lastAsked()?.text;
    expect(before).toContain('Der Hund');
    const { client } = await bot.database();
    while ((await client.answer.count()) === 0) await delay(10);
    bot.telegram.press(OMID, answer.id, 'answer:again');
    const again = await bot.messageAfter(chatId, answer.id);
    expect(lastAsked()?.text).toBe(before);
    expect(asked()?.messages).toHaveLength(2);
    await answerTo(bot.telegram.say(OMID, '@ledger_demo_bot shorter', { chatId }));
    expect(again.text).toBe('words');
    expect(
      asked()
        ?.messages.slice(1)
        .map(({ text }) => text),
    ).toEqual([before, 'words', 'shorter']);
  });

  it('looks at the picture that it replies to', async () => {
    const caption = 'Our new pet';
    const photo = bot.telegram.sendPhoto(SARA, PICTURES.jpeg, { chatId, caption });
    expect(await askAbout(photo.message_id, '@ledger_demo_bot what is this?')).toBe('a view');
    expect(lastAsked('gemini')).toMatchObject({
      text: '[In reply to this message:]\n> Our new pet\n\nwhat is this?',
      images: 1,
    });
    const file = { chatId, mimeType: 'image/png', fileName: 'x.png' };
    const image = bot.telegram.sendDocument(SARA, PICTURES.png, file);
    expect(await askAbout(image.message_id, '@ledger_demo_bot')).toBe('a view');
    expect(lastAsked('gemini')).toMatchObject({ text: 'What is in this picture?', images: 1 });
    const row = (await bot.requests()).at(-1);
    expect(row).toMatchObject({ actionType: 'Vision', userId: BigInt(OMID) });
  });

  it('looks at a picture of another chat', async () => {
    const { photo, message_id: shown } = bot.telegram.sendPhoto(SARA, PICTURES.jpeg, { caption: 'x' });
    await bot.messageAfter(SARA, shown);
    expect(await answerTo(bot.telegram.say(OMID, 'what is it?', { external: { photo } }))).toBe('a view');
    expect(lastAsked('gemini')).toMatchObject({ text: 'what is it?', images: 1 });
  });

  it('hears the recording that it replies to', async () => {
    const voice = bot.telegram.sendVoice(SARA, VOICE, { chatId });
    const question = bot.telegram.say(OMID, '@ledger_demo_bot what does she say?', {
      chatId,
      replyTo: voice.message_id,
    });
    const heard = await bot.messageAfter(chatId, question.message_id);
    expect(stripMarks(heard.text)).toBe(`🎙 I heard:\n${HEARD.text}`);
    expect((await bot.messageAfter(chatId, heard.id)).text).toBe('words');
    expect(lastAsked()?.text).toBe(`[In reply to this message:]\n> ${HEARD.text}\n\nwhat does she say?`);
    expect(await bot.requests()).toMatchObject([
      { actionType: 'Transcription', userId: BigInt(OMID) },
      { actionType: 'VoiceCommand', userId: BigInt(OMID) },
    ]);
  });

  it('hears all of a long recording that it replies to', async () => {
    const long = `${'word '.repeat(798)}the end: the train.`;
    bot.provider('groq').behave({ transcribe: () => ({ ...HEARD, text: long, duration: 240 }) });
    const voice = bot.telegram.sendVoice(SARA, VOICE, { chatId });
    const asking = { chatId, replyTo: voice.message_id };
    bot.telegram.say(OMID, '@ledger_demo_bot what was decided at the end?', asking);
    await bot.telegram.waitForMessage(chatId, ({ by, text }) => by === 'bot' && text === 'words');
    expect(lastAsked()?.text).toBe(`[In reply to this message:]\n> ${long}\n\nwhat was decided at the end?`);
  });

  it('may be spoken, about words and about pictures', async () => {
    const first = bot.telegram.sendVoice(OMID, VOICE, {
      replyTo: bot.telegram.say(OMID, '/usage').message_id,
    });
    while (lastAsked() === undefined) await delay(10);
    expect(lastAsked()?.text).toBe(`[In reply to this message:]\n> /usage\n\n${HEARD.text}`);
    await bot.telegram.waitForMessage(OMID, ({ id, text }) => id > first.message_id && text === 'words');
    const photo = bot.telegram.sendPhoto(OMID, PICTURES.jpeg);
    await answerTo(photo);
    const about = bot.telegram.sendVoice(OMID, VOICE, { replyTo: photo.message_id });
    await bot.telegram.waitForMessage(OMID, ({ id, text }) => id > about.message_id && text === 'a view');
    expect(lastAsked('gemini')).toMatchObject({ text: HEARD.text, images: 1 });
  });

  it('is told to the model as one about what nobody can see, where it replies to such', async () => {
    const { document: video } = bot.telegram.sendDocument(SARA, Buffer.from('x'), { chatId });
    expect(await answerTo(bot.telegram.say(OMID, 'what is it?', { external: { video } }))).toBe('words');
    expect(lastAsked()?.text).toBe(
      '[In reply to this message:]\n> (a video, which cannot be seen here)\n\nwhat is it?',
    );
  });
});

describe('a question about a picture where no model sees', () => {
  it('is answered from what is written below it, or refused', async () => {
    const bot = await startRunningBot({ providers: { [MAIN]: { answer: () => 'words' } } });
    const photo = bot.telegram.sendPhoto(OMID, PICTURES.jpeg, { caption: POST });
    const refusal = await bot.messageAfter(OMID, photo.message_id);
    bot.telegram.say(OMID, 'translate', { replyTo: photo.message_id });
    expect((await bot.messageAfter(OMID, refusal.id)).text).toBe('words');
    const bare = bot.telegram.sendPhoto(OMID, PICTURES.jpeg);
    const second = await bot.messageAfter(OMID, bare.message_id);
    bot.telegram.say(OMID, 'what is it?', { replyTo: bare.message_id });
    expect(stripMarks((await bot.messageAfter(OMID, second.id)).text)).toContain("can't look at pictures");
    await bot.stop();
  });
});
