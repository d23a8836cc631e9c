import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const EXHAUSTED = 'What is left of your budget for today is not enough';

/** What Telegram names as sender, for programs that know no `sender_chat`. */
const STAND_INS = {
  group: { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' },
  channel: { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' },
  telegram: { id: 777_000, is_bot: false, first_name: 'Telegram' },
};

describeOnOneEngine('who pays', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({
      engine,
      providers: {
        [MAIN]: { usage: () => ({ promptTokens: 600, completionTokens: 200 }), answer: () => 'ok' },
      },
      environment: { USER_DAILY_TOKENS: '1000' },
    });
  });

  afterAll(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  let messages = 0;

  /** What the bot says to a question in the name of a chat. */
  async function askAs(
    name: { id: number; title: string; type: 'channel' | 'supergroup' },
    chatId: number,
    from: (typeof STAND_INS)[keyof typeof STAND_INS],
    text = '@ledger_demo_bot hello',
  ): Promise<string> {
    const chat = { id: chatId, type: 'supergroup', title: 'Team' };
    const message = { message_id: 5_000_000 + messages++, date: 1, chat, from, sender_chat: name, text };
    const entities = text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length: text.length }] : [];
    const last = bot.telegram.messages(chatId).at(-1)?.id ?? 0;
    bot.telegram.sendUpdate({ message: { ...message, entities } as never });
    return (await bot.messageAfter(chatId, last)).text;
  }

  const asAdmin = (id: number, text?: string) =>
    askAs({ id, title: 'Team', type: 'supergroup' }, id, STAND_INS.group, text);

  it('for an anonymous admin is their group, each for itself', async () => {
    const [first, second] = [1, 2].map(
      () => bot.telegram.addGroup({ title: 'Team', members: [OMID] }).id,
    ) as [number, number];
    expect(await asAdmin(first)).toBe('ok');
    expect(await asAdmin(first)).toContain(EXHAUSTED);
    expect(await asAdmin(second)).toBe('ok');
    expect((await bot.requests()).map(({ userId }) => userId)).toEqual([BigInt(first), BigInt(second)]);
    expect(await asAdmin(second, '/usage')).toContain('Your budget today: 200 of 1,000 tokens left');
    // Its members have their own.
    const { message_id } = bot.telegram.say(OMID, '@ledger_demo_bot hello', { chatId: first });
    expect((await bot.messageAfter(first, message_id)).text).toBe('ok');
    // What they used is the group's, and takes nothing from the budget of who writes in its name.
    const text = await asAdmin(first, '/usage');
    expect(text).toContain('Your budget today: 200 of 1,000 tokens left');
    expect(text).toMatch(/800 tokens[^]*1,600 tokens/);
  });

  it.each([
    ['many channels', [-1_002_000_000_001, -1_002_000_000_002, -1_002_000_000_003], STAND_INS.channel],
    ['channels that old servers call Telegram', [-1_002_000_000_004, -1_002_000_000_005], STAND_INS.telegram],
  ] as const)('for who writes in the name of %s is the group', async (_, channels, from) => {
    const { id } = bot.telegram.addGroup({ title: 'Open forum', members: [SARA] });
    const before = (await bot.requests()).length;
    const answers: string[] = [];
    for (const channel of channels)
      answers.push(await askAs({ id: channel, title: `Channel ${channel}`, type: 'channel' }, id, from));
    expect(answers[0]).toBe('ok');
    for (const answer of answers.slice(1)) expect(answer).toContain(EXHAUSTED);
    expect((await bot.requests()).slice(before).map(({ userId }) => userId)).toEqual([BigInt(id)]);
  });

  it('is asked for by the id in the report', async () => {
    const { id } = bot.telegram.addGroup({ title: 'Listed', members: [OMID] });
    await asAdmin(id);
    const report = await bot.ask(ADMIN, '/ai_usage');
    expect(report).toContain(String(id));
    expect(await bot.ask(ADMIN, `/ai_usage ${id}`)).toContain('Total requests: 1');
  });
});
