import { setTimeout as delay } from 'node:timers/promises';
import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

function echo(messages: readonly { text: string }[]): string {
  return `echo ${messages.at(-1)?.text}`;
}

describeOnEachEngine('people who write at the same time', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({ engine, providers: { [MAIN]: { answer: echo } } });
  });

  afterAll(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  /** Lets the provider answer nothing until `release`; `allAsked` resolves when it has that many more requests. */
  function holdProvider(requests: number): { release: () => void; allAsked: () => Promise<void> } {
    const provider = bot.provider(MAIN);
    const wanted = provider.requests.length + requests;
    let release = (): void => undefined;
    provider.behave({ held: new Promise<void>((resolve) => (release = resolve)) });
    const allAsked = async () => {
      while (provider.requests.length < wanted) await delay(5);
    };
    return { release, allAsked };
  }

  it('do not wait for each other', async () => {
    const people = Array.from({ length: 20 }, (_, index) => 500 + index);
    for (const id of people) bot.telegram.addUser({ id, firstName: `P${id}` });
    const { release, allAsked } = holdProvider(people.length);
    const asked = Promise.all(people.map((id) => bot.ask(id, `I am ${id}`)));
    // All are asked before any is answered.
    await allAsked();
    release();
    const answers = await asked;
    expect(answers).toEqual(people.map((id) => `echo I am ${id}`));
  });

  it('do not wait for each other in one group either', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID] });
    const { release, allAsked } = holdProvider(2);
    const said = [SARA, OMID].map((id) => bot.telegram.say(id, '@ledger_demo_bot hi', { chatId: group.id }));
    await allAsked();
    release();
    for (const { message_id } of said)
      await bot.telegram.waitForMessage(group.id, ({ replyTo }) => replyTo === message_id);
  });

  it('are each answered in the order of their own messages', async () => {
    for (const text of ['one', 'two', 'three']) bot.telegram.say(SARA, text);
    await bot.telegram.waitForMessage(SARA, ({ text }) => text === 'echo three');
    const answers = bot.telegram.messages(SARA).filter(({ by }) => by === 'bot');
    expect(answers.map(({ text }) => text)).toEqual(['echo one', 'echo two', 'echo three']);
    const asked = bot
      .provider(MAIN)
      .requests.at(-1)
      ?.messages.map(({ text }) => text);
    expect(asked?.slice(1)).toEqual(['one', 'echo one', 'two', 'echo two', 'three']);
  });
});
