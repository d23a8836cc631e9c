import { setTimeout as delay } from 'node:timers/promises';
import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { PICTURES } from '../../support/bot/sent-files.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

describeOnOneEngine('what one person sends in one go', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      providers: { [MAIN]: { answer: () => 'words' }, gemini: { answer: () => 'a view' } },
    });
  });

  afterEach(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  const questions = (id: string = MAIN) =>
    bot
      .provider(id)
      .requests.filter(({ kind }) => kind === 'chat')
      .map(({ messages }) => messages.at(-1));

  it('is one question where Telegram cut it, and every part counts as handled', async () => {
    const text = Array.from({ length: 850 }, (_, index) => `word ${String(index).padStart(4, '0')}`).join(
      ',',
    );
    const pieces = [text.slice(0, 4_096), text.slice(4_096, 8_192), text.slice(8_192)];
    const sent = pieces.map((piece) => bot.telegram.say(OMID, piece));
    expect((await bot.messageAfter(OMID, sent[2]!.message_id)).text).toBe('words');
    expect(await bot.ask(OMID, 'next')).toBe('words');
    expect(questions().map((message) => message?.text)).toEqual([text, 'next']);
    const { client } = await bot.database();
    while ((await client.inbox.count({ where: { handledAt: null } })) > 0) await delay(10);
  });

  it('is one question where it is a comment with forwards', async () => {
    const first = bot.telegram.say(SARA, 'The earth is round.');
    await bot.messageAfter(SARA, first.message_id);
    const second = bot.telegram.say(SARA, 'The earth is flat.');
    await bot.messageAfter(SARA, second.message_id);
    bot.telegram.say(OMID, 'Who is right?');
    bot.telegram.forward(OMID, first.message_id);
    const last = bot.telegram.forward(OMID, second.message_id);
    expect((await bot.messageAfter(OMID, last.message_id)).text).toBe('words');
    expect(await bot.ask(OMID, 'next')).toBe('words');
    const asked = questions().slice(2);
    expect(asked).toHaveLength(2);
    expect(asked[0]?.text).toMatch(
      /^\[In reply to this message:\]\n> From سارا:\n> The earth is round\.\n> \n> From سارا:\n> The earth is flat\.\n\nWho is right\?$/,
    );
  });

  it('is one question about all pictures that were forwarded', async () => {
    const pictures = [1, 2].map((number) =>
      bot.telegram.sendPhoto(SARA, PICTURES.jpeg, { caption: `No ${number}` }),
    );
    await bot.messageAfter(SARA, pictures[1]!.message_id);
    bot.telegram.say(OMID, 'Which is older?');
    const [, last] = pictures.map(({ message_id }) => bot.telegram.forward(OMID, message_id));
    expect((await bot.messageAfter(OMID, last!.message_id)).text).toBe('a view');
    const asked = questions('gemini').at(-1);
    expect(asked).toMatchObject({ images: 2 });
    expect(asked?.text).toContain('No 1');
    expect(asked?.text).toMatch(/Which is older\?$/);
  });

  it('is one question about pictures that come right behind their comment', async () => {
    bot.telegram.say(OMID, 'Which is older?');
    bot.telegram.sendPhoto(OMID, PICTURES.jpeg);
    const last = bot.telegram.sendPhoto(OMID, PICTURES.jpeg);
    expect((await bot.messageAfter(OMID, last.message_id)).text).toBe('a view');
    expect(await bot.ask(OMID, 'next')).toBe('words');
    expect(questions('gemini')).toMatchObject([{ text: 'Which is older?', images: 2 }]);
    expect(questions().map((message) => message?.text)).toEqual(['next']);
  });
});
