import { OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';

const GROUP = -1001;

describe('USER_REQUESTS_PER_MINUTE', () => {
  let bot: RunningBot;
  beforeAll(async () => {
    bot = await startRunningBot({
      environment: { USER_REQUESTS_PER_MINUTE: '3' },
      providers: { groq: { answer: () => 'groq here' } },
      prepare: (telegram) => telegram.addGroup({ id: GROUP, title: 'Readers', members: [OMID] }),
    });
  });
  afterAll(() => bot.stop());

  it('holds in all chats together, and is said once, kindly', async () => {
    expect(await bot.ask(OMID, 'one')).toBe('groq here');
    expect(await bot.ask(OMID, '@ledger_demo_bot two', { chatId: GROUP })).toBe('groq here');
    expect(await bot.ask(OMID, 'three')).toBe('groq here');
    expect(await bot.ask(OMID, 'four')).toMatch(/Please continue in \d+ seconds/);
    bot.telegram.say(OMID, 'five');
    bot.telegram.say(OMID, '@ledger_demo_bot six', { chatId: GROUP });
    expect(await bot.ask(OMID, '/help')).toContain('/new');
    expect(await bot.requests()).toHaveLength(3);
    expect(await bot.ask(SARA, 'سلام')).toBe('groq here');
  });
});
