import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const LATENCY_MS = 300;

function echo(messages: readonly { text: string }[]): string {
  return `echo ${messages.at(-1)?.text}`;
}

describeOnEachEngine('people who write at the same time', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({ engine, providers: { groq: { latencyMs: LATENCY_MS, answer: echo } } });
  });

  afterAll(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  it('do not wait for each other', async () => {
    const people = Array.from({ length: 20 }, (_, index) => 500 + index);
    for (const id of people) bot.telegram.addUser({ id, firstName: `P${id}` });
    const startedAt = performance.now();
    const answers = await Promise.all(people.map((id) => bot.ask(id, `I am ${id}`)));
    expect(performance.now() - startedAt).toBeLessThan((people.length * LATENCY_MS) / 2);
    expect(answers).toEqual(people.map((id) => `echo I am ${id}`));
  });

  it('do not wait for each other in one group either', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID] });
    const said = [SARA, OMID].map((id) => bot.telegram.say(id, '@ledger_demo_bot hi', { chatId: group.id }));
    const startedAt = performance.now();
    for (const { message_id } of said)
      await bot.telegram.waitForMessage(group.id, ({ replyTo }) => replyTo === message_id);
    expect(performance.now() - startedAt).toBeLessThan(1.8 * LATENCY_MS);
  });

  it('are each answered in the order of their own messages', async () => {
    for (const text of ['one', 'two', 'three']) bot.telegram.say(SARA, text);
    await bot.telegram.waitForMessage(SARA, ({ text }) => text === 'echo three');
    const answers = bot.telegram.messages(SARA).filter(({ by }) => by === 'bot');
    expect(answers.map(({ text }) => text)).toEqual(['echo one', 'echo two', 'echo three']);
    const asked = bot
      .provider('groq')
      .requests.at(-1)
      ?.messages.map(({ text }) => text);
    expect(asked?.slice(1)).toEqual(['one', 'echo one', 'two', 'echo two', 'three']);
  });
});
