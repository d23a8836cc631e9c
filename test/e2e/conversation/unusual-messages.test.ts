import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const ANSWER = 'An answer.';
const RTL_OVERRIDE = '\u202E';
const STRANGER = 30_100;
const REFUSAL = "can't read this kind of message";

describe('messages that are not plain questions', () => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({ providers: { [MAIN]: { answer: () => ANSWER } } });
  });

  beforeEach(() => bot.provider(MAIN).behave({ answer: () => ANSWER }));

  afterAll(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const questions = () => bot.provider(MAIN).requests.filter(({ kind }) => kind === 'chat');

  async function answerTo({ message_id }: { message_id: number }, chatId = OMID): Promise<string> {
    return stripMarks((await bot.messageAfter(chatId, message_id)).text);
  }

  it.each(['/foo', '/ai_usages 7'])('answers the slip %s with help, and asks no provider', async (slip) => {
    const before = questions().length;
    expect(await answerTo(bot.telegram.say(OMID, slip))).toContain('/help');
    expect(questions()).toHaveLength(before);
  });

  it.each(['/HELP', '/Help'])('knows %s however its letters are written', async (command) => {
    expect(await answerTo(bot.telegram.say(OMID, command))).toBe(
      await answerTo(bot.telegram.say(OMID, '/help')),
    );
  });

  /** Something that the stand-in's people cannot send, as Telegram would deliver it. */
  async function send(content: object): Promise<string> {
    const last = bot.telegram.messages(OMID).at(-1)?.id ?? 0;
    const from = { id: OMID, is_bot: false, first_name: 'Omid', language_code: 'en' };
    const chat = { id: OMID, type: 'private', first_name: 'Omid' };
    bot.telegram.sendUpdate({ message: { message_id: 9_000, date: 1, from, chat, ...content } as never });
    return answerTo({ message_id: last });
  }

  it.each([
    'a < b & <script>alert(1)</script>',
    'snake_case, 2 * 3 * 4, [not](a link and $5',
    '&nothing; & <&>',
    '{ $x }',
  ])('get the answer %s to the letter', async (text) => {
    bot.provider(MAIN).behave({ answer: () => text });
    const { message_id } = bot.telegram.say(OMID, 'say it');
    const { text: shown, entities } = await bot.messageAfter(OMID, message_id);
    expect(shown).toBe(text);
    expect(entities.filter(({ type }) => type !== 'url')).toEqual([]);
  });

  it('are refused kindly where they have no words, and cost nothing', async () => {
    const before = questions().length;
    const file = { file_id: 'f', file_unique_id: 'u', width: 1, height: 1, type: 'regular' };
    expect(await send({ sticker: { ...file, is_animated: false, is_video: false } })).toContain(REFUSAL);
    expect(await send({ document: file })).toContain("can't read files like this one");
    expect(await send({ document: file, caption: 'Read it' })).toContain("can't read files like this one");
    const animation = { ...file, duration: 1, mime_type: 'video/mp4' };
    expect(await send({ animation, document: animation })).toContain(REFUSAL);
    expect(await send({ video_note: { ...file, length: 1, duration: 1 } })).toContain("can't watch videos");
    const seen = { caption: 'What is this?' };
    expect(await send({ video: { ...file, duration: 1 }, ...seen })).toContain("can't watch videos");
    expect(await send({ animation, document: animation, ...seen })).toContain(REFUSAL);
    expect(await send({ paid_media: { star_count: 1, paid_media: [] }, ...seen })).toContain(REFUSAL);
    expect(await send({ location: { latitude: 35, longitude: 51 } })).toContain(REFUSAL);
    expect(await bot.ask(OMID, '\u200B\u200D\u2060')).toContain(REFUSAL);
    expect(questions()).toHaveLength(before);
  });

  it.each([
    [
      'a poll',
      { poll: { question: 'Go?', options: [{ text: 'Yes' }] } },
      'Poll: Go?\n- Yes\n\nPlease respond to this message.',
    ],
    ['a list', { checklist: { title: 'Buy', tasks: [{ id: 1, text: 'tea' }] } }, 'Checklist: Buy\n- [ ] tea'],
    ['a contact', { contact: { first_name: 'Sara', phone_number: '+1' } }, 'Contact: Sara, +1'],
    ['a rich message', { rich_message: { blocks: [{ type: 'paragraph', text: 'hello' }] } }, 'hello'],
    [
      'code',
      { text: 'let x', entities: [{ type: 'pre', offset: 0, length: 5, language: 'js' }] },
      '```js\nlet x\n```',
    ],
  ])('are answered where they have words of their own, such as %s', async (_, content, text) => {
    expect(await send(content)).toBe(ANSWER);
    expect(questions().at(-1)?.messages.at(-1)?.text).toContain(text);
  });

  it.each([
    { rich_message: { blocks: [] } },
    { checklist: { title: 'Shopping', tasks: [] } },
    { game: { title: 'Chess', description: 'x', photo: [] } },
    { something_of_next_year: {} },
  ])('are refused kindly rather than left without a word: %j', async (content) => {
    expect(await send(content)).toContain(REFUSAL);
  });

  it('are refused in Persian to a Persian', async () => {
    const file = bot.telegram.sendDocument(SARA, Buffer.from('x'));
    expect(await answerTo(file, SARA)).toContain('این نوع فایل را نمی‌توانم بخوانم');
  });

  it('are refused in Persian to who writes it, whatever language Telegram is in, until they choose', async () => {
    const slip = (id: number, text: string) => bot.ask(id, text);
    const PERSIAN = 'این دستور را نمی‌شناسم';
    bot.telegram.addUser({ id: 30_200, firstName: 'Reza' });
    bot.telegram.addUser({ id: 30_201, firstName: 'Karim', languageCode: 'ar' });
    expect(await slip(30_200, '/foo سلام، خوبی؟')).toContain(PERSIAN);
    expect(await slip(30_200, '/foo')).toContain("don't know this command");
    expect(await slip(OMID, '/foo سلام، خوبی؟')).toContain(PERSIAN);
    expect(await slip(30_201, '/foo سلام')).toContain("don't know this command");
    const { message_id } = bot.telegram.say(OMID, '/language');
    const menu = await bot.messageAfter(OMID, message_id);
    await bot.telegram.press(OMID, menu.id, 'English').answer;
    expect(await slip(OMID, '/foo سلام، خوبی؟')).toContain("don't know this command");
  });

  it('are questions when they hold any words or pictures in letters', async () => {
    const asked = async (act: () => Promise<string>) => {
      expect(await act()).toBe(ANSWER);
      return questions().at(-1)?.messages.at(-1)?.text;
    };
    expect(await asked(() => bot.ask(OMID, '👍🏽🎉'))).toBe('👍🏽🎉');
    expect(await asked(() => bot.ask(OMID, '?'))).toBe('?');
    expect(await asked(() => bot.ask(OMID, '۱۲۳'))).toBe('۱۲۳');
    const original = bot.telegram.say(SARA, 'a post');
    expect(await asked(() => answerTo(bot.telegram.forward(OMID, original.message_id)))).toBe('a post');
    await bot.messageAfter(SARA, original.message_id);
  });

  it('cannot turn a welcome or a report around with a name', async () => {
    const firstName = `${RTL_OVERRIDE}<script>alert("x")</script>\n\u200F${'n'.repeat(200)}`;
    bot.telegram.addUser({ id: STRANGER, firstName, username: 'x', languageCode: 'fa' });
    expect(await bot.ask(STRANGER, '/start')).toMatch(/^سلام <script>alert\("x"\)<\/script> n+…، خوش آمدید/);
    await bot.ask(STRANGER, 'hello');
    const { message_id } = bot.telegram.say(ADMIN, '/ai_usage');
    const { text } = await bot.messageAfter(ADMIN, message_id);
    expect(text).not.toContain(RTL_OVERRIDE);
    expect(text).toMatch(/\d\. .*<script>alert\("x"\)<\/script> n+….* \(30100\): /);
    expect(await bot.ask(ADMIN, `/ai_usage ${STRANGER}`)).toMatch(
      /^👤 <script>alert\("x"\)<\/script> n+… \(id 30100\)\n💎 /,
    );
  });
});
