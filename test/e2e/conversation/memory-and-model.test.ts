import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_MODEL, MAIN_NAME } from '../../support/bot/main-provider.ts';

function echo(messages: readonly { text: string }[]): string {
  return `echo ${messages.at(-1)?.text}`;
}

describeOnOneEngine('what the bot remembers', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({ engine, providers: { [MAIN]: { answer: echo } } });
  });

  afterAll(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const lastAsked = () => bot.provider(MAIN).requests.at(-1)?.messages.slice(1);

  it('is the conversation, until /new', async () => {
    await bot.ask(OMID, 'My name is Omid.');
    await bot.ask(OMID, 'What is my name?');
    expect(lastAsked()).toMatchObject([
      { role: 'user', text: 'My name is Omid.' },
      { role: 'assistant', text: 'echo My name is Omid.' },
      { role: 'user', text: 'What is my name?' },
    ]);
    expect(await bot.ask(OMID, '/new')).toContain('New conversation started');
    await bot.ask(OMID, 'And now?');
    expect(lastAsked()).toMatchObject([{ role: 'user', text: 'And now?' }]);
  });

  it('is kept apart for each person of a group, for each topic, and from the private chat', async () => {
    const group = bot.telegram.addGroup({ title: 'Team', members: [SARA, OMID], topics: ['One', 'Two'] });
    const ask = async (userId: number, text: string, topic: string) => {
      const threadId = group.topics[topic];
      const said = bot.telegram.say(userId, `@ledger_demo_bot ${text}`, { chatId: group.id, threadId });
      await bot.telegram.waitForMessage(group.id, ({ replyTo }) => replyTo === said.message_id);
      return lastAsked()?.map((message) => message.text);
    };
    await ask(SARA, 'sara one', 'One');
    expect(await ask(OMID, 'omid one', 'One')).toEqual(['omid one']);
    expect(await ask(SARA, 'sara two', 'Two')).toEqual(['sara two']);
    expect(await ask(SARA, 'again', 'One')).toEqual(['sara one', 'echo sara one', 'again']);
    bot.telegram.say(SARA, '/new', { chatId: group.id, threadId: group.topics['One'] });
    expect(await ask(OMID, 'still', 'One')).toEqual(['omid one', 'echo omid one', 'still']);
    expect(await ask(SARA, 'fresh', 'One')).toEqual(['fresh']);
  });

  it('is kept apart for each topic of a private chat, and known as its person’s', async () => {
    const [one, other] = ['One', 'Two'].map((name) => bot.telegram.openTopic(SARA, name));
    const ask = async (text: string, threadId?: number) => {
      bot.telegram.say(SARA, text, { threadId });
      await bot.telegram.waitForMessage(SARA, (answer) => answer.text === `echo ${text}`);
      return lastAsked()?.map((asked) => asked.text);
    };
    await ask('in no topic');
    await ask('in one', one);
    expect(await ask('in another', other)).toEqual(['in another']);
    expect(await ask('in one again', one)).toEqual(['in one', 'echo in one', 'in one again']);
    expect(await ask('outside')).toEqual(['in no topic', 'echo in no topic', 'outside']);
    const { client } = await bot.database();
    const turns = await client.conversationTurn.findMany({
      where: { conversation: `${SARA}:${one}:${SARA}` },
    });
    expect(turns).toHaveLength(4);
  });
});

describeOnOneEngine('/model', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({
      engine,
      providers: { [MAIN]: {}, cohere: {} },
      mainModels: [MAIN_MODEL, 'openai/gpt-oss-20b'],
      environment: { COHERE_MODEL: 'command-a-03-2025' },
    });
  });

  afterAll(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it('offers what is configured and nothing else, and names what answers now', async () => {
    const { message_id } = bot.telegram.say(OMID, '/model');
    const menu = await bot.messageAfter(OMID, message_id);
    expect(menu.text).toContain(`Current model: ${MAIN_NAME}: openai/gpt-oss-120b`);
    expect(menu.keyboard.flat().map(({ text }) => text)).toEqual([
      `${MAIN_NAME}: openai/gpt-oss-120b`,
      `${MAIN_NAME}: openai/gpt-oss-20b`,
      'Cohere: command-a-03-2025',
    ]);
  });

  it('is remembered and used from then on, however often it is pressed', async () => {
    const { message_id } = bot.telegram.say(OMID, '/model');
    const { id } = await bot.messageAfter(OMID, message_id);
    const presses = [1, 2].map(() => bot.telegram.press(OMID, id, 'Cohere: command-a-03-2025').answer);
    await Promise.all(presses);
    await bot.telegram.waitForMessage(OMID, ({ text }) => text.includes('answer with'));
    await bot.ask(OMID, 'hello');
    await bot.ask(SARA, 'سلام');
    expect(await bot.requests()).toMatchObject([
      { provider: 'cohere', model: 'command-a-03-2025' },
      { provider: MAIN, model: MAIN_MODEL },
    ]);
    const menu = await bot.ask(OMID, '/model');
    expect(menu).toContain('Current model: Cohere: command-a-03-2025');
    // What is left of the quota that ends first, from the headers of the answers above.
    expect(menu).toMatch(
      new RegExp(`• ${MAIN_NAME}: ${MAIN_MODEL}: [\\d,]+ of [\\d,]+ (requests|tokens) per \\w+ left`),
    );
    expect(menu).toContain(`• ${MAIN_NAME}: openai/gpt-oss-20b: what is left is not known yet`);
  });

  it('says who can answer first where nobody can now, and when', async () => {
    bot.provider(MAIN).fail({ kind: 'status', status: 429, retryAfterSeconds: 40 }, { times: 2 });
    bot.provider('cohere').fail({ kind: 'status', status: 429, retryAfterSeconds: 3_000 });
    expect(await bot.ask(OMID, 'hello')).toContain('All of my models are busy');
    const [title, choose] = (await bot.ask(OMID, '/model')).split('\n');
    expect(title).toMatch(
      new RegExp(
        `^⏳ No model can answer just now\\. ${MAIN_NAME}: ${MAIN_MODEL} is available again in \\d+ s\\.$`,
      ),
    );
    expect(choose).toBe('Choose the model that should answer:');
    const [persian] = (await bot.ask(SARA, '/model')).split('\n');
    expect(persian).toMatch(
      new RegExp(
        `^⏳ الان هیچ مدلی نمی‌تواند پاسخ بدهد\\. [۰-۹]+ ثانیه دیگر ${MAIN_NAME}: ${MAIN_MODEL} دوباره در دسترس است\\.$`,
      ),
    );
  });
});
