import type { Group } from '../../../src/tools/stand-ins/telegram/world/groups.ts';
import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const QUESTION = 'What is the capital of France?';

const CHANNEL = -1_001_234_567_890;

describeOnOneEngine('a group', (engine) => {
  let bot: RunningBot;
  let group: Group;

  beforeAll(async () => {
    bot = await startRunningBot({ engine });
    group = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID], topics: ['General talk'] });
  });

  afterAll(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  /** What the bot sent into the group until it answered a command that came after `act`. */
  async function answersTo(act: () => void): Promise<string[]> {
    act();
    const end = bot.telegram.say(OMID, '/help', { chatId: group.id });
    await bot.telegram.waitForMessage(group.id, ({ replyTo }) => replyTo === end.message_id);
    // Those of one person are handled in order, so nothing of the act can come later.
    return bot.telegram
      .messages(group.id)
      .filter(({ by, id, replyTo }) => by === 'bot' && id > end.message_id && replyTo !== end.message_id)
      .map(({ text }) => text);
  }

  it('is answered where it mentions the bot, as a reply, without the mention in the question', async () => {
    const { message_id } = bot.telegram.say(OMID, `@ledger_demo_bot ${QUESTION}`, { chatId: group.id });
    const answer = await bot.messageAfter(group.id, message_id);
    expect(answer).toMatchObject({ text: 'The capital of France is Paris.', replyTo: message_id });
    expect(bot.provider(MAIN).requests.at(-1)?.messages.at(-1)?.text).toBe(QUESTION);
  });

  it('is answered where it replies to the bot', async () => {
    const earlier = bot.telegram.messages(group.id).findLast(({ by }) => by === 'bot')!;
    const { message_id } = bot.telegram.say(OMID, QUESTION, { chatId: group.id, replyTo: earlier.id });
    expect(await bot.messageAfter(group.id, message_id)).toMatchObject({ replyTo: message_id });
  });

  it('may name the bot behind a command', async () => {
    expect(await bot.ask(OMID, '/help@ledger_demo_bot', { chatId: group.id })).toContain('🧭 Help');
    expect(await bot.ask(OMID, '/new@Ledger_Demo_Bot', { chatId: group.id })).toContain('New conversation');
  });

  it.each([
    ['its own talk', 'What did you have for lunch?'],
    ['a command for another bot', '/start@other_bot'],
    ['a mention of another bot with a longer name', `@ledger_demo_bot2 ${QUESTION}`],
    ['an address that holds the name', 'write to me@ledger_demo_bot.example'],
  ])('is left alone with %s', async (_, text) => {
    expect(await answersTo(() => void bot.telegram.say(OMID, text, { chatId: group.id }))).toEqual([]);
  });

  it('is left alone with a command for another bot that replies to this one', async () => {
    const earlier = bot.telegram.messages(group.id).findLast(({ by }) => by === 'bot')!;
    const say = () =>
      void bot.telegram.say(OMID, '/stats@other_bot', { chatId: group.id, replyTo: earlier.id });
    expect(await answersTo(say)).toEqual([]);
  });

  it('is left alone with a command that only another bot can know, until it names this one', async () => {
    const earlier = bot.telegram.messages(group.id).findLast(({ by }) => by === 'bot')!;
    const options = { chatId: group.id, replyTo: earlier.id };
    expect(await answersTo(() => void bot.telegram.say(OMID, '/ban', options))).toEqual([]);
    expect(await answersTo(() => void bot.telegram.say(OMID, '/ban @ledger_demo_bot', options))).toEqual([]);
    expect(await bot.ask(OMID, '/ban@ledger_demo_bot', { chatId: group.id })).toContain("don't know this");
  });

  /** A message as Telegram delivers those in the name of a channel. */
  const fromChannel = (from: object, more: object) => {
    const chat = { id: group.id, type: 'supergroup', title: 'Team' };
    const sender_chat = { id: CHANNEL, type: 'channel', title: 'News', username: 'news' };
    const message = { message_id: 9_000_001, date: 1, chat, from, sender_chat, ...more };
    return bot.telegram.sendUpdate({ message: message as never });
  };
  const channelBot = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };

  it('is answered where somebody writes in the name of a channel, and booked to the group', async () => {
    const last = bot.telegram.messages(group.id).at(-1)!.id;
    fromChannel(channelBot, { text: `@ledger_demo_bot ${QUESTION}` });
    const answer = await bot.messageAfter(group.id, last);
    expect(answer.text).toBe('The capital of France is Paris.');
    expect((await bot.requests()).at(-1)).toMatchObject({ userId: BigInt(group.id), status: 'ok' });
    const entities = [{ type: 'bot_command', offset: 0, length: 4 }];
    fromChannel(channelBot, { text: '/new all', entities, message_id: 9_000_002 });
    expect((await bot.messageAfter(group.id, answer.id)).text).toContain('only its admins');
  });

  it('is left alone with the posts of its channel, whatever they name', async () => {
    const telegram = { id: 777_000, is_bot: false, first_name: 'Telegram' };
    const text = `Ask @ledger_demo_bot: ${QUESTION}`;
    const post = () => void fromChannel(telegram, { text, is_automatic_forward: true });
    expect(await answersTo(post)).toEqual([]);
    // Telegram's posts do not queue with anybody's questions, but an answer to one would be booked by now.
    const { message_id } = bot.telegram.say(OMID, `@ledger_demo_bot ${QUESTION}`, { chatId: group.id });
    await bot.telegram.waitForMessage(group.id, ({ replyTo }) => replyTo === message_id);
    expect((await bot.requests()).filter(({ userId }) => userId === 777_000n)).toEqual([]);
  });

  it('is left alone with news of the chat', async () => {
    const from = { id: OMID, is_bot: false, first_name: 'Omid' };
    const chat = { id: group.id, type: 'supergroup' as const, title: 'Team' };
    const message = { message_id: 1, date: 1, from, chat, new_chat_title: 'Team 2' };
    expect(await answersTo(() => void bot.telegram.sendUpdate({ message }))).toEqual([]);
  });

  it('is answered in the topic that was asked in', async () => {
    const threadId = group.topics['General talk'];
    const asked = bot.telegram.say(OMID, `@ledger_demo_bot ${QUESTION}`, { chatId: group.id, threadId });
    expect(await bot.messageAfter(group.id, asked.message_id)).toMatchObject({ threadId });
    const command = bot.telegram.say(OMID, '/usage', { chatId: group.id, threadId });
    expect(await bot.messageAfter(group.id, command.message_id)).toMatchObject({ threadId });
  });

  it('is left alone in a topic that the bot itself opened', async () => {
    const { bot: me } = bot.telegram;
    const chat = { id: group.id, type: 'supergroup' as const, title: 'Team', is_forum: true as const };
    const opening = {
      message_id: 4,
      date: 1,
      chat,
      from: me,
      forum_topic_created: { name: 'x', icon_color: 7322096 },
    };
    const from = { id: OMID, is_bot: false, first_name: 'Omid' };
    const said = { message_id: 5, date: 1, chat, from, text: 'lunch?', is_topic_message: true as const };
    const message = { ...said, message_thread_id: 4, reply_to_message: opening };
    expect(await answersTo(() => void bot.telegram.sendUpdate({ message: message as never }))).toEqual([]);
  });

  it('speaks to each person in their own language', async () => {
    expect(await bot.ask(SARA, '/help', { chatId: group.id })).toContain('راهنما');
    expect(await bot.ask(OMID, '/help', { chatId: group.id })).toContain('Help');
  });
});
