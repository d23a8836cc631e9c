import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const HOUR_MS = 3_600_000;

describe('a group in which the bot may not write', () => {
  let bot: RunningBot;
  let clock: MovableClock;
  let group: number;

  beforeEach(async () => {
    clock = new MovableClock();
    const answer = (messages: readonly { text: string }[]) => `echo ${messages.at(-1)?.text}`;
    bot = await startRunningBot({ clock, providers: { [MAIN]: { answer } } });
    group = bot.telegram.addGroup({ title: 'Team', members: [OMID, SARA] }).id;
  });
  afterEach(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  const asked = () => bot.provider(MAIN).requests.map(({ messages }) => messages.at(-1)?.text);
  const sayThere = (text: string) => bot.telegram.say(OMID, `@ledger_demo_bot ${text}`, { chatId: group });
  /** In a group everybody's updates wait for nobody: of the same person they are handled in order. */
  const untilHandled = async () => {
    const { client } = await bot.database();
    while (
      (await client.inbox.count({ where: { handledAt: null } })) > 0 ||
      bot.telegram.pendingUpdates() > 0
    )
      await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('costs one request an hour, until Telegram takes a message again', async () => {
    bot.telegram.muteBot(group, 'everybody');
    sayThere('one');
    await untilHandled();
    for (const text of ['two', 'three']) sayThere(text);
    await untilHandled();
    expect(asked()).toEqual(['one']);
    expect(await bot.ask(OMID, 'in private')).toBe('echo in private');

    clock.move(HOUR_MS);
    for (const text of ['four', 'five']) sayThere(text);
    await untilHandled();
    expect(asked()).toEqual(['one', 'in private', 'four']);
    bot.telegram.unmuteBot(group, 'everybody');
    clock.move(HOUR_MS);
    for (const text of ['six', 'seven']) sayThere(text);
    await bot.telegram.waitForMessage(group, ({ text }) => text === 'echo seven');
    expect(asked().slice(3)).toEqual(['six', 'seven']);
  });

  it('is known by whatever words refuse a message there', async () => {
    const refusals = [
      [400, 'Bad Request: have no rights to send a message'],
      [400, 'Bad Request: CHAT_WRITE_FORBIDDEN'],
      [403, 'Forbidden: not enough rights'],
    ] as const;
    for (const [errorCode, description] of refusals) {
      const { id } = bot.telegram.addGroup({ title: 'Team', members: [OMID, SARA] });
      bot.telegram.failNext('sendMessage', { errorCode, description });
      bot.telegram.say(OMID, '/help', { chatId: id });
      await untilHandled();
      bot.telegram.say(OMID, '@ledger_demo_bot one', { chatId: id });
      await untilHandled();
    }
    expect(asked()).toEqual([]);
  });

  it('is asked nothing where Telegram said so, and is answered as soon as it may write', async () => {
    bot.telegram.muteBot(group);
    await untilHandled();
    sayThere('one');
    bot.telegram.sendVoice(OMID, new Uint8Array(500), { chatId: group, caption: '@ledger_demo_bot' });
    await untilHandled();
    expect(asked()).toEqual([]);
    bot.telegram.unmuteBot(group);
    await untilHandled();
    sayThere('two');
    await bot.telegram.waitForMessage(group, ({ text }) => text === 'echo two');
    expect(asked()).toEqual(['two']);
  });

  it('is open again once a command is answered, which costs nothing', async () => {
    bot.telegram.muteBot(group, 'everybody');
    bot.telegram.say(OMID, '/help', { chatId: group });
    await untilHandled();
    sayThere('one');
    await untilHandled();
    bot.telegram.unmuteBot(group, 'everybody');
    bot.telegram.say(OMID, '/help', { chatId: group });
    sayThere('two');
    await bot.telegram.waitForMessage(group, ({ text }) => text === 'echo two');
    expect(asked()).toEqual(['two']);
  });

  it('tells whoever asks again why there is no answer, and keeps the question', async () => {
    sayThere('one');
    const answer = await bot.telegram.waitForMessage(group, ({ text }) => text === 'echo one');
    await untilHandled();
    bot.telegram.muteBot(group);
    await untilHandled();
    const press = async () => (await bot.telegram.press(OMID, answer.id, 'answer:again').answer).text;
    expect(await press()).toBe('I may not write in this group. Its admins can allow it.');
    expect(asked()).toEqual(['one']);
    bot.telegram.unmuteBot(group);
    await untilHandled();
    expect(await press()).toBe('Asking again…');
    await bot.messageAfter(group, answer.id);
    expect(asked()).toEqual(['one', 'one']);
  });
});
