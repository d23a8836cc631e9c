import { setTimeout as delay } from 'node:timers/promises';
import { stripMarks } from '../../../src/localization/direction.ts';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_NAME } from '../../support/bot/main-provider.ts';

describeOnOneEngine('an answer that somebody wants once more', (engine) => {
  const GUEST = 103;
  let bot: RunningBot;
  let answers: number;
  let clock: MovableClock;

  beforeEach(async () => {
    answers = 0;
    clock = new MovableClock();
    bot = await startRunningBot({
      engine,
      clock,
      providers: {
        [MAIN]: { answer: (messages) => `main ${++answers}: ${messages.at(-1)?.text}` },
        cohere: { answer: (messages) => `cohere: ${messages.at(-1)?.text}` },
      },
      prepare: (telegram) => void telegram.addUser({ id: GUEST, firstName: 'Guest', languageCode: 'en' }),
    });
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  /** Says something and resolves with the message that answers it. */
  const say = async (userId: number, text: string) => {
    const { message_id } = bot.telegram.say(userId, text);
    return bot.messageAfter(userId, message_id);
  };
  /** The bot's answer in a group, once the note about it is kept. */
  const answerIn = async (groupId: number) => {
    const answer = await bot.telegram.waitForMessage(groupId, ({ by }) => by === 'bot');
    const { client } = await bot.database();
    while ((await client.answer.count()) === 0) await delay(10);
    return answer;
  };
  const asked = () =>
    bot
      .provider(MAIN)
      .requests.at(-1)
      ?.messages.slice(1)
      .map(({ text }) => text);

  it('is asked again, and the new answer takes the place of the old one in the memory', async () => {
    await say(OMID, 'one');
    const second = await say(OMID, 'two');
    bot.telegram.press(OMID, second.id, '🔄 Again');
    const again = await bot.messageAfter(OMID, second.id);
    expect(again.text).toBe('main 3: two');
    expect(asked()).toEqual(['one', 'main 1: one', 'two']);
    await say(OMID, 'three');
    expect(asked()).toEqual(['one', 'main 1: one', 'two', 'main 3: two', 'three']);
  });

  it('is asked again once, however often the button is pressed', async () => {
    const answer = await say(OMID, 'one');
    const presses = [1, 2, 3].map(() => bot.telegram.press(OMID, answer.id, 'answer:again').answer);
    const toasts = (await Promise.all(presses)).map(({ text }) => text);
    expect(toasts.filter((text) => text === 'Asking again…')).toHaveLength(1);
    await say(OMID, 'two');
    expect(await bot.requests()).toHaveLength(3);
  });

  it('is asked of another model, which answers this once', async () => {
    const answer = await say(OMID, 'one');
    await bot.telegram.press(OMID, answer.id, '🧠 Another model').answer;
    const menu = await bot.telegram.waitForMessage(OMID, ({ keyboard }) => keyboard.length > 1);
    const name = menu.keyboard.flat().find(({ text }) => text.startsWith('Cohere'))?.text ?? '';
    expect(menu.keyboard.at(-1)).toMatchObject([{ text: '‹ Back' }]);
    bot.telegram.press(OMID, answer.id, name);
    expect((await bot.messageAfter(OMID, answer.id)).text).toBe('cohere: one');
    expect((await say(OMID, 'two')).text).toBe('main 2: two');
  });

  it('is nobody else’s to ask, and gone after /new', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID] });
    bot.telegram.say(OMID, '@ledger_demo_bot one', { chatId: group.id });
    const answer = await answerIn(group.id);
    const press = (userId: number) => bot.telegram.press(userId, answer.id, 'answer:again').answer;
    expect((await press(SARA)).text).toBe('این دکمه برای شما نیست.');
    bot.telegram.say(OMID, '/new', { chatId: group.id });
    await bot.messageAfter(group.id, answer.id);
    expect((await press(OMID)).text).toContain('no longer remember the question');
    expect(await bot.requests()).toHaveLength(1);
  });

  it('was given to an anonymous admin of a group, and is asked again by any of its admins', async () => {
    // The first member of a stand-in's group owns it.
    const { id } = bot.telegram.addGroup({ title: 'Team', members: [OMID, SARA] });
    const chat = { id, type: 'supergroup', title: 'Team' };
    const from = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
    const entities = [{ type: 'mention', offset: 0, length: 16 }];
    const message = {
      message_id: 1,
      date: 1,
      chat,
      sender_chat: chat,
      from,
      text: '@ledger_demo_bot one',
      entities,
    };
    bot.telegram.sendUpdate({ message: message as never });
    const answer = await answerIn(id);
    const press = (userId: number) => bot.telegram.press(userId, answer.id, 'answer:again').answer;
    expect((await press(SARA)).text).toBe('این دکمه برای شما نیست.');
    expect((await press(OMID)).text).toBe('Asking again…');
    expect((await bot.messageAfter(id, answer.id)).text).toBe('main 2: one');
  });

  it('was given to a channel that somebody writes as, and is asked again by admins of the group or of the channel', async () => {
    const { id } = bot.telegram.addGroup({ title: 'Team', members: [OMID, SARA, ADMIN, GUEST] });
    const channel = bot.telegram.addGroup({ title: 'News', members: [GUEST] });
    const message = {
      message_id: 1,
      date: 1,
      chat: { id, type: 'supergroup', title: 'Team' },
      sender_chat: { id: channel.id, type: 'channel', title: 'News' },
      from: { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' },
      text: '@ledger_demo_bot one',
    };
    bot.telegram.sendUpdate({ message: message as never });
    const answer = await answerIn(id);
    const press = async (userId: number, messageId: number, button: string) =>
      (await bot.telegram.press(userId, messageId, button).answer).text;
    expect(await press(SARA, answer.id, 'answer:again')).toBe('این دکمه برای شما نیست.');
    expect(await press(OMID, answer.id, '🧠 Another model')).toBe('');
    const menu = await bot.telegram.waitForMessage(id, ({ keyboard }) => keyboard.length > 1);
    const cohere = menu.keyboard.flat().find(({ text }) => text.startsWith('Cohere'))?.text ?? '';
    expect(await press(GUEST, answer.id, cohere)).toBe('Asking again…');
    expect((await bot.messageAfter(id, answer.id)).text).toBe('cohere: one');
  });

  it('was never given, and is asked again from the words that say so', async () => {
    bot.provider(MAIN).fail({ kind: 'status', status: 500 });
    bot.provider('cohere').fail({ kind: 'status', status: 500 });
    const notice = await say(OMID, 'one');
    expect(notice.text).toContain('None of my models could answer');
    clock.move(30_000);
    bot.telegram.press(OMID, notice.id, '🔄 Try again');
    expect((await bot.messageAfter(OMID, notice.id)).text).toMatch(/: one$/);
  });

  it('broke off, and is asked again whole', async () => {
    bot.provider(MAIN).fail({ kind: 'cut', afterChunks: 1 });
    const part = await say(OMID, 'a question that is long enough for several pieces');
    const notice = await bot.messageAfter(OMID, part.id);
    bot.telegram.press(OMID, notice.id, '🔄 Try again');
    expect((await bot.messageAfter(OMID, notice.id)).text).toMatch(/^cohere: a question .* pieces$/);
  });

  it('was too long, was refused, or found nobody free, and is asked again from the words that say so', async () => {
    bot.provider(MAIN).behave({ answer: () => 'word '.repeat(4_000) });
    await say(OMID, 'one');
    const isCut = ({ text }: { text: string }) => text.includes('cut short');
    const cut = await bot.telegram.waitForMessage(OMID, isCut);
    bot.provider(MAIN).fail({ kind: 'blocked' });
    const refused = await say(OMID, 'two');
    for (const id of [MAIN, 'cohere'])
      bot.provider(id).fail({ kind: 'status', status: 429, retryAfterSeconds: 30 });
    const busy = await say(OMID, 'four');
    expect(busy.text).toContain('are busy');
    clock.move(30_000);
    bot.provider(MAIN).behave({ answer: (messages) => `main: ${messages.at(-1)?.text}` });
    for (const [notice, answer] of [
      [cut, 'main: one'],
      [refused, 'main: two'],
      [busy, 'main: four'],
    ] as const) {
      const { id: last } = bot.telegram.messages(OMID).at(-1)!;
      bot.telegram.press(OMID, notice.id, '🔄 Try again');
      expect((await bot.messageAfter(OMID, last)).text).toBe(answer);
    }
  }, 600_000);

  it('has a receipt, for whoever asked and for admins', async () => {
    bot.provider(MAIN).fail({ kind: 'status', status: 500 });
    const answer = await say(OMID, 'one');
    const cost = async (userId: number, chatId = userId, replyTo = answer.id) => {
      const { message_id } = bot.telegram.say(userId, '/cost', { chatId, replyTo });
      return stripMarks((await bot.messageAfter(chatId, message_id)).text);
    };
    const lines = (await cost(OMID)).split('\n');
    expect(lines[0]).toBe('🧾 What this answer cost');
    expect(lines[1]).toMatch(
      new RegExp(`^1\\. ${MAIN_NAME}: \\S+: the service was unavailable, \\d+\\.\\d s$`),
    );
    expect(lines[2]).toMatch(/^2\. Cohere: \S+: answered, \d+\.\d s$/);
    expect(lines[3]).toMatch(/^• Tokens: \d+ \(\d+ input, \d+ output\)$/);
    expect(lines[4]).toMatch(/^• Cost: \$0\.\d+ \((catalogue price|flat rate, an estimate)\)$/);
    expect(lines[5]).toMatch(/^• Left of the Cohere quota afterwards: \d+ requests/);
    expect(lines.at(-1)).toMatch(/^Together: \d+ tokens, \$0\.\d+$/);
    const { message_id } = bot.telegram.say(OMID, '/cost');
    expect((await bot.messageAfter(OMID, message_id)).text).toContain('Reply with /cost');
  });

  it('has a receipt in a group, which others do not see', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID, ADMIN] });
    bot.telegram.say(OMID, '@ledger_demo_bot one', { chatId: group.id });
    const answer = await answerIn(group.id);
    const cost = async (userId: number) => {
      const { message_id } = bot.telegram.say(userId, '/cost', { chatId: group.id, replyTo: answer.id });
      return stripMarks((await bot.messageAfter(group.id, message_id)).text);
    };
    expect(await cost(SARA)).toBe('🧾 این رسید فقط برای کسی است که پرسیده است.');
    expect(await cost(ADMIN)).toContain('🧾 What this answer cost');
  });
});
