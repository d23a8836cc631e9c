import type { ProviderFault } from '../../../src/tools/stand-ins/providers/provider-fault.ts';
import type { BotApiMessage } from '../../../src/tools/stand-ins/telegram/bot-api/bot-api-message.ts';
import type { TelegramFault } from '../../../src/tools/stand-ins/telegram/telegram-faults.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { VOICE } from '../../support/bot/sent-files.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_MODEL } from '../../support/bot/main-provider.ts';

const HEARD = { text: 'What should I cook tonight?', language: 'English', duration: 12.5 };
const ANSWER = 'How about shakshuka?';
/** Groq alone writes recordings down; who answers is another matter. */
const HEARS = { transcribe: () => HEARD, answer: () => ANSWER };
const MEGABYTE = 1024 * 1024;

/** The next `count` messages of the bot, without their invisible marks. */
async function answersTo(
  bot: RunningBot,
  { message_id, chat }: BotApiMessage,
  count: number,
): Promise<string[]> {
  const texts: string[] = [];
  let last = message_id;
  for (let number = 0; number < count; number++) {
    const { id, text } = await bot.messageAfter(chat.id, last);
    texts.push(stripMarks(text));
    last = id;
  }
  return texts;
}

describeOnOneEngine('a voice message', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      providers: { groq: HEARS, [MAIN]: HEARS },
    });
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
    expect(bot.log.join('\n')).not.toContain(HEARD.text);
  });

  it('is shown in words, answered and booked in seconds and in tokens', async () => {
    expect(await answersTo(bot, bot.telegram.sendVoice(OMID, VOICE), 2)).toEqual([
      `🎙 I heard:\n${HEARD.text}`,
      ANSWER,
    ]);
    const [transcription, answer, ...others] = await bot.requests();
    expect(others).toEqual([]);
    expect(transcription).toMatchObject({
      actionType: 'Transcription',
      provider: 'groq',
      model: 'whisper-large-v3-turbo',
      status: 'ok',
      audioSeconds: 12.5,
      totalTokens: null,
      tokensEstimated: false,
      costSource: 'catalogue',
      userId: BigInt(OMID),
      remainingRequests: 1999n,
    });
    // $0.04 an hour.
    expect(Number(transcription?.costEstimate)).toBeCloseTo((0.04 / 3600) * 12.5, 8);
    expect(answer).toMatchObject({ actionType: 'VoiceCommand', model: MAIN_MODEL, status: 'ok' });
    expect(answer?.totalTokens).toBeGreaterThan(0);
  });

  it('is remembered as what was said', async () => {
    await answersTo(bot, bot.telegram.sendVoice(OMID, VOICE), 2);
    await bot.ask(OMID, 'And for dessert?');
    const asked = bot
      .provider(MAIN)
      .requests.at(-1)
      ?.messages.map(({ text }) => text);
    expect(asked?.slice(1)).toEqual([HEARD.text, ANSWER, 'And for dessert?']);
  });

  it('is answered in Persian to a Persian, below its caption', async () => {
    const persian = { text: 'امشب برای شام چه بپزم؟', language: 'Persian', duration: 3 };
    bot.provider('groq').behave({ transcribe: () => persian });
    bot.provider(MAIN).behave({ answer: () => 'میرزاقاسمی!' });
    const sent = bot.telegram.sendVoice(SARA, VOICE, { caption: 'گوش کن' });
    expect(await answersTo(bot, sent, 2)).toEqual([`🎙 شنیدم:\n${persian.text}`, 'میرزاقاسمی!']);
    expect(bot.provider(MAIN).requests.at(-1)?.messages.at(-1)?.text).toBe(`گوش کن\n\n${persian.text}`);
    // Whisper charges for ten seconds at least.
    const [transcription] = await bot.requests();
    expect(transcription?.audioSeconds).toBe(3);
    expect(Number(transcription?.costEstimate)).toBeCloseTo((0.04 / 3600) * 10, 8);
  });

  it('in silence is asked for again, and booked all the same', async () => {
    const silence = { text: 'Thank you.', language: 'English', duration: 2, noSpeech: 0.97 };
    bot.provider('groq').behave({ transcribe: () => silence });
    expect(await answersTo(bot, bot.telegram.sendVoice(OMID, VOICE), 1)).toEqual([
      expect.stringContaining("couldn't make out any words"),
    ]);
    const rows = await bot.requests();
    expect(rows.map(({ actionType, status }) => [actionType, status])).toEqual([['Transcription', 'ok']]);
    const empty = bot.telegram.sendVoice(SARA, Buffer.alloc(0));
    expect(await answersTo(bot, empty, 1)).toEqual([expect.stringContaining('حرفی در این صدا نشنیدم')]);
    expect(await bot.requests()).toHaveLength(1);
  });

  const failing: [string, ProviderFault, string, string, string][] = [
    ['500', { kind: 'status', status: 500 }, 'unavailable', "couldn't listen to this", 'نتوانستم به این صدا'],
    [
      '429',
      { kind: 'status', status: 429, retryAfterSeconds: 90 },
      'rate_limited',
      'Please try again in 2 min',
      '۲ دقیقه دیگر',
    ],
    [
      '401',
      { kind: 'status', status: 401 },
      'unauthorized',
      "can't listen to voice messages",
      'فعلاً نمی‌توانم',
    ],
    ['400', { kind: 'status', status: 400 }, 'invalid_request', 'recordings of this kind', 'این نوع صدا'],
    ['413', { kind: 'status', status: 413 }, 'invalid_request', '25 minutes at most', '۲۵ دقیقه‌ای'],
    ['a page of HTML', { kind: 'html' }, 'unavailable', "couldn't listen to this", 'نتوانستم به این صدا'],
    ['a cut connection', { kind: 'reset' }, 'unavailable', "couldn't listen to this", 'نتوانستم به این صدا'],
  ];

  it.each(failing)('that meets %s is told why, and booked as failed', async (_, fault, status, en, fa) => {
    bot.provider('groq').fail(fault, { on: 'transcription' });
    expect((await answersTo(bot, bot.telegram.sendVoice(OMID, VOICE), 1))[0]).toContain(en);
    const [row, ...others] = await bot.requests();
    expect(row).toMatchObject({ actionType: 'Transcription', status, costPicoUsd: null, audioSeconds: null });
    expect(others).toEqual([]);
    if (status !== 'rate_limited') bot.provider('groq').fail(fault, { on: 'transcription' });
    expect((await answersTo(bot, bot.telegram.sendVoice(SARA, VOICE), 1))[0]).toContain(fa);
    // Whoever asked to be left alone is.
    expect(await bot.requests()).toHaveLength(status === 'rate_limited' ? 1 : 2);
  });

  it('is refused before anything is fetched when it is too long', async () => {
    const long = bot.telegram.sendVoice(OMID, VOICE, { duration: 25 * 60 + 1 });
    expect((await answersTo(bot, long, 1))[0]).toContain('25 minutes at most');
    const file = bot.telegram.sendAudio(OMID, VOICE, { fileName: 'talk.amr', mimeType: 'audio/amr' });
    expect((await answersTo(bot, file, 1))[0]).toContain('recordings of this kind');
    expect(bot.telegram.callsOf('getFile')).toEqual([]);
    expect(await bot.requests()).toEqual([]);
  });

  it('of 25 minutes is heard', async () => {
    const longest = bot.telegram.sendVoice(OMID, VOICE, { duration: 25 * 60 });
    expect(await answersTo(bot, longest, 2)).toContain(ANSWER);
  });

  const unfetched: [string, string, TelegramFault, string][] = [
    ['is gone', 'file', { errorCode: 404, description: 'Not Found' }, 'no longer has this file'],
    ['breaks off', 'file', 'lost', "couldn't fetch this file"],
    [
      'is unknown',
      'getFile',
      { errorCode: 400, description: 'Bad Request: invalid file_id' },
      'no longer has',
    ],
  ];

  it.each(unfetched)('whose file %s is sent again, and costs nothing', async (_, method, fault, text) => {
    bot.telegram.failNext(method, fault, 2);
    expect((await answersTo(bot, bot.telegram.sendVoice(OMID, VOICE), 1))[0]).toContain(text);
    expect(await bot.requests()).toEqual([]);
    expect(await answersTo(bot, bot.telegram.sendVoice(OMID, VOICE), 2)).toContain(ANSWER);
  });

  it('over 20 MB is refused, announced or not', async () => {
    const announced = bot.telegram.sendVoice(SARA, VOICE, { announcedBytes: 21 * MEGABYTE });
    expect((await answersTo(bot, announced, 1))[0]).toContain('تا ۲۰ مگابایت');
    const secret = bot.telegram.sendVoice(OMID, Buffer.alloc(21 * MEGABYTE), { announcedBytes: 100 });
    expect((await answersTo(bot, secret, 1))[0]).toContain('up to 20 MB');
    expect(await bot.requests()).toEqual([]);
  });

  it('may come as an audio file of any name', async () => {
    const names: string[] = [];
    bot.provider('groq').behave({
      transcribe: ({ name }) => {
        names.push(name);
        return HEARD;
      },
    });
    await answersTo(bot, bot.telegram.sendAudio(OMID, VOICE, { fileName: 'دفتر خاطرات.mp3' }), 2);
    const oga = { fileName: 'a.oga', mimeType: 'audio/x-unknown' };
    await answersTo(bot, bot.telegram.sendAudio(OMID, VOICE, oga), 2);
    expect(names).toEqual(['audio.mp3', 'audio.ogg']);
  });

  it.each([
    ['talk.ogg', 'audio/ogg'],
    ['talk', 'audio/mpeg'],
    ['talk.m4a', 'application/octet-stream'],
  ])('may come as the file %s of type %s, alone or beside others', async (fileName, mimeType) => {
    const file = { fileName, mimeType, mediaGroupId: 'files' };
    const first = bot.telegram.sendDocument(OMID, VOICE, file);
    expect(await answersTo(bot, first, 2)).toEqual([`🎙 I heard:\n${HEARD.text}`, ANSWER]);
    const second = bot.telegram.sendDocument(OMID, VOICE, { ...file, caption: 'Listen' });
    expect(await answersTo(bot, second, 2)).toContain(ANSWER);
    expect(bot.provider(MAIN).requests.at(-1)?.messages.at(-1)?.text).toBe(`Listen\n\n${HEARD.text}`);
    const [row] = await bot.requests();
    expect(row).toMatchObject({ actionType: 'Transcription', audioSeconds: HEARD.duration });
  });

  it('as a file is refused when nobody can write it down, when it is too large, and when it is a film', async () => {
    const amr = bot.telegram.sendDocument(OMID, VOICE, { fileName: 'talk.amr', mimeType: 'audio/amr' });
    expect((await answersTo(bot, amr, 1))[0]).toContain('recordings of this kind');
    const large = { fileName: 'talk.ogg', mimeType: 'audio/ogg', announcedBytes: 21 * MEGABYTE };
    const sent = bot.telegram.sendDocument(OMID, VOICE, large);
    expect((await answersTo(bot, sent, 1))[0]).toContain('up to 20 MB');
    const film = bot.telegram.sendDocument(OMID, VOICE, { fileName: 'film.mp4', mimeType: 'video/mp4' });
    expect((await answersTo(bot, film, 1))[0]).toContain("can't read files like this one");
    expect(await bot.requests()).toEqual([]);
  });

  it('in a group is heard only as an answer to the bot', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [OMID] });
    const chatId = group.id;
    bot.telegram.sendVoice(OMID, VOICE, { chatId });
    const help = bot.telegram.say(OMID, '/help', { chatId });
    const first = await bot.messageAfter(chatId, help.message_id);
    expect(first.replyTo).toBe(help.message_id);
    const sent = bot.telegram.sendVoice(OMID, VOICE, { chatId, replyTo: first.id });
    expect(await answersTo(bot, sent, 2)).toEqual([`🎙 I heard:\n${HEARD.text}`, ANSWER]);
    expect(await bot.requests()).toHaveLength(2);
  });
});

describe('a person who sends voice messages', () => {
  it('needs room in their budget for an answer', async () => {
    const hears = { transcribe: () => HEARD, usage: () => ({ promptTokens: 600, completionTokens: 200 }) };
    const bot = await startRunningBot({
      providers: { groq: hears, [MAIN]: hears },
      environment: { USER_DAILY_TOKENS: '1000' },
    });
    await answersTo(bot, bot.telegram.sendVoice(OMID, VOICE), 2);
    const refused = bot.telegram.sendVoice(OMID, VOICE);
    expect((await answersTo(bot, refused, 1))[0]).toContain('left of your budget');
    const long = bot.telegram.sendVoice(SARA, VOICE, { duration: 200 });
    expect((await answersTo(bot, long, 1))[0]).toContain('سهمیهٔ امروز شما');
    expect(await bot.requests()).toHaveLength(2);
    await answersTo(bot, bot.telegram.sendVoice(ADMIN, VOICE), 2);
    await bot.stop();
  });

  it('is told where nobody listens', async () => {
    const bot = await startRunningBot({ providers: { cohere: {} } });
    expect((await answersTo(bot, bot.telegram.sendVoice(OMID, VOICE), 1))[0]).toContain(
      "can't listen to voice",
    );
    expect(await bot.ask(OMID, '/help')).not.toContain('🎙');
    expect(bot.telegram.callsOf('getFile')).toEqual([]);
    await bot.stop();
  });

  it('finds it in the help where somebody does', async () => {
    const bot = await startRunningBot({
      providers: { groq: HEARS, [MAIN]: HEARS },
      environment: { GROQ_TRANSCRIPTION_MODEL: 'whisper-large-v3' },
    });
    expect(await bot.ask(OMID, '/help')).toContain('🎙 Send a voice message');
    expect(await bot.ask(OMID, '/help')).not.toContain('🖼');
    await answersTo(bot, bot.telegram.sendVoice(OMID, VOICE), 2);
    const [row] = await bot.requests();
    expect(row).toMatchObject({ model: 'whisper-large-v3', costSource: 'catalogue' });
    await bot.stop();
  });
});
