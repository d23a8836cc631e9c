import { setTimeout as delay } from 'node:timers/promises';
import { stripMarks } from '../../../src/localization/direction.ts';
import {
  ADMIN,
  OMID,
  SARA,
  startBotIn,
  startRunningBot,
  startSurroundings,
  type RunningBot,
} from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

describe('edge cases of a conversation', () => {
  let bot: RunningBot;
  beforeEach(async () => {
    bot = await startRunningBot({
      providers: { [MAIN]: { answer: (messages) => `echo ${messages.at(-1)?.text}` } },
    });
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it.each(['```\n```', '\u200B', ' \n'])(
    'an answer of which nothing is to be seen (%j) is said to be empty',
    async (words) => {
      bot.provider(MAIN).behave({ answer: () => words });
      const { message_id } = bot.telegram.say(OMID, 'hello');
      const notice = await bot.messageAfter(OMID, message_id);
      expect(notice.text).toContain('🤔 I got no answer this time');
      expect(notice.keyboard.flat().map(({ text }) => text)).toContain('🔄 Try again');
    },
  );

  it('an answer that was stopped in its code ends the code before it says so', async () => {
    const code = `Here:\n\n\`\`\`js\n${'let a = 1;\n'.repeat(200)}\`\`\``;
    bot.provider(MAIN).behave({ answer: () => code, chunkDelayMs: 100 });
    const { message_id } = bot.telegram.say(OMID, 'code please');
    await bot.telegram.waitForMessage(OMID, ({ draft, text }) => draft !== null && text.includes('let a'));
    bot.telegram.stopDraft(OMID);
    const answer = await bot.messageAfter(OMID, message_id);
    const pre = answer.entities.find(({ type }) => type === 'pre');
    const end = (pre?.offset ?? 0) + (pre?.length ?? 0);
    expect(answer.text.slice(pre?.offset, end)).toContain('let a');
    expect(answer.text.slice(end)).toContain('⏹ Stopped.');
  });

  it('half a character in an answer is remembered as something that can be read', async () => {
    bot.provider(MAIN).behave({ answer: () => 'half \ud83d' });
    expect(await bot.ask(OMID, 'one')).toContain('half');
    bot.provider(MAIN).behave({ answer: (messages) => `remembered ${messages.at(-2)?.text}` });
    expect(await bot.ask(OMID, 'two')).toContain('remembered half \ufffd');
  });

  it('a button is answered while an answer is being written', async () => {
    const { message_id } = bot.telegram.say(OMID, '/language');
    const menu = await bot.messageAfter(OMID, message_id);
    bot.provider(MAIN).behave({ answer: () => 'word '.repeat(300), chunkDelayMs: 50 });
    bot.telegram.say(OMID, 'a long answer please');
    await bot.telegram.waitForMessage(OMID, ({ draft }) => draft !== null);
    await bot.telegram.press(OMID, menu.id, 'فارسی').answer;
    await bot.telegram.waitForMessage(OMID, ({ text }) => text.includes('از این پس فارسی صحبت می‌کنم'));
    expect(bot.provider(MAIN).requests.at(-1)).toMatchObject({ completed: false });
  });

  it('in a group nobody changes a language with a button of somebody else', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [OMID, SARA] });
    const { message_id } = bot.telegram.say(OMID, '/language', { chatId: group.id });
    const menu = await bot.messageAfter(group.id, message_id);
    expect((await bot.telegram.press(SARA, menu.id, 'English').answer).text).toBe('این دکمه برای شما نیست.');
    expect(await bot.ask(SARA, '/help')).toContain('راهنما');
    await bot.telegram.press(OMID, menu.id, 'English').answer;
    await bot.telegram.waitForMessage(group.id, ({ text }) => text.includes('I speak English now'));
  });

  it('what is being written while everything is forgotten is not remembered', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID] });
    bot.provider(MAIN).behave({ answer: () => 'word '.repeat(60), chunkDelayMs: 50 });
    const asked = bot.telegram.say(OMID, '@ledger_demo_bot my secret', { chatId: group.id });
    await bot.telegram.waitForMessage(group.id, ({ replyTo }) => replyTo === asked.message_id);
    await bot.ask(SARA, '/new all', { chatId: group.id });
    await bot.telegram.waitForMessage(
      group.id,
      ({ replyTo, keyboard }) =>
        replyTo === asked.message_id && keyboard.flat().some(({ value }) => value === 'answer:again'),
    );
    bot.provider(MAIN).behave({ answer: () => 'Nothing.', chunkDelayMs: 0 });
    await bot.ask(OMID, '@ledger_demo_bot what did I say?', { chatId: group.id });
    const texts = bot
      .provider(MAIN)
      .requests.at(-1)
      ?.messages.map(({ text }) => text);
    expect(texts?.join(' ')).not.toContain('my secret');
  });

  it('commands count as messages too, in a group as well', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [OMID] });
    for (let index = 0; index < 60; index++) bot.telegram.say(OMID, '/help', { chatId: group.id });
    await bot.telegram.waitForMessage(group.id, ({ text }) => text.includes('a lot of messages at once'));
    await delay(500);
    expect(bot.telegram.messages(group.id).filter(({ by }) => by === 'bot').length).toBeLessThanOrEqual(21);
  });

  it('nobody is kept who only talks to others in a group', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [OMID, SARA] });
    bot.telegram.say(OMID, 'lunch?', { chatId: group.id });
    await bot.ask(SARA, '/help', { chatId: group.id });
    const { client } = await bot.database();
    expect((await client.person.findMany()).map(({ userId }) => Number(userId))).toEqual([SARA]);
  });

  it('/new all forgets the questions too', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [OMID, SARA] });
    await bot.ask(SARA, '@ledger_demo_bot my secret', { chatId: group.id });
    const { client } = await bot.database();
    while ((await client.answer.count()) === 0) await delay(10);
    await bot.ask(OMID, '/new all', { chatId: group.id });
    expect((await client.answer.findMany()).map(({ question }) => question)).toEqual([null]);
  });

  it('two messages to one group are both answered when the network loses their answers', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [OMID, SARA] });
    await bot.ask(OMID, '@ledger_demo_bot before', { chatId: group.id });
    bot.telegram.failNext('sendMessage', 'reset');
    bot.telegram.failNext('sendMessage', 'lost');
    bot.telegram.say(OMID, '@ledger_demo_bot one', { chatId: group.id });
    bot.telegram.say(SARA, '@ledger_demo_bot two', { chatId: group.id });
    for (const word of ['one', 'two'])
      await bot.telegram.waitForMessage(
        group.id,
        ({ text, by }) => by === 'bot' && text.includes(`echo ${word}`),
      );
  });
});

describe('a report that the network loses right after a start', () => {
  it('is sent again and overwrites no older message', async () => {
    const surroundings = await startSurroundings({ providers: { [MAIN]: {} } });
    const first = await startBotIn(surroundings);
    const welcome = await first.ask(ADMIN, '/start');
    await first.app.stop();
    const second = await startBotIn(surroundings);
    surroundings.telegram.failNext('sendMessage', 'reset');
    await second.app.sendReport();
    const texts = surroundings.telegram.messages(ADMIN).map(({ text }) => stripMarks(text));
    expect(texts).toContain(welcome);
    expect(texts.filter((text) => text.includes('usage report'))).toHaveLength(1);
    await second.app.stop();
    await surroundings.close();
  });
});

describe('a long recording', () => {
  it('is written down in as many messages as it needs, and its receipt has its price', async () => {
    const words = 'A sentence that was spoken. '.repeat(250);
    const hears = {
      transcribe: () => ({ text: words, language: 'english', duration: 300 }),
      answer: () => 'An answer.',
    };
    // Groq alone writes recordings down.
    const bot = await startRunningBot({ providers: { groq: hears, [MAIN]: hears } });
    const said = bot.telegram.sendVoice(OMID, new Uint8Array(2_000), {});
    const isAnswer = ({ id, text, draft }: { id: number; text: string; draft: unknown }) =>
      draft === null && id > said.message_id && text === 'An answer.';
    const answer = await bot.telegram.waitForMessage(OMID, isAnswer);
    const sent = bot.telegram.messages(OMID).filter(({ by }) => by === 'bot');
    expect(sent.length).toBeGreaterThan(2);
    const heard = sent.slice(0, -1).map(({ text }) => text);
    expect(stripMarks(heard.join(' ')).replaceAll(/\s+/g, ' ')).toContain(words.trim());
    const asked = bot.telegram.say(OMID, '/cost', { replyTo: answer.id });
    const receipt = (await bot.messageAfter(OMID, asked.message_id)).text;
    expect(receipt).toContain('whisper');
    expect(receipt).toContain('• Audio: ');
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });
});
