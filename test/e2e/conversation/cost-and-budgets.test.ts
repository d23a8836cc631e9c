import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';

describeOnOneEngine('/cost where there are budgets', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      environment: { USER_DAILY_TOKENS: '50000', USER_DAILY_USD: '1' },
      providers: { [MAIN]: { answer: () => 'words' } },
    });
  });

  afterEach(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  const costFor = async (asker: number, reader = asker): Promise<string[]> => {
    const { message_id: question } = bot.telegram.say(asker, 'hello');
    const answer = await bot.messageAfter(asker, question);
    const { message_id: last } = bot.telegram.say(reader, '/cost', { chatId: asker, replyTo: answer.id });
    return stripMarks((await bot.messageAfter(asker, last)).text).split('\n');
  };

  it('says below the receipt what is left of the day, in tokens and in money', async () => {
    const lines = await costFor(OMID);
    expect(lines[0]).toBe('🧾 What this answer cost');
    const tokens = Number(
      /^• Tokens: (\d+) /.exec(lines.find((line) => line.startsWith('• Tokens')) ?? '')?.[1],
    );
    const left = (50_000 - tokens).toLocaleString('en-US');
    expect(lines.at(-3)).toBe(`• Your budget today: ${left} of 50,000 tokens left`);
    expect(lines.at(-2)).toMatch(/^• Your budget renews /);
    expect(lines.at(-1)).toMatch(/^• Your budget in dollars today: \$0\.99\d+ of \$1\S* left$/);
  });

  it('says it in Persian', async () => {
    const lines = await costFor(SARA);
    expect(lines.at(-3)).toMatch(/^• سهمیهٔ امروز شما: ۴۹٬[۰-۹]{3} از ۵۰٬۰۰۰ توکن مانده$/u);
    expect(lines.at(-1)).toMatch(/^• بودجهٔ امروز شما: \S+ از \S+ مانده$/u);
  });

  it('says nothing of it to whoever has none', async () => {
    const lines = await costFor(ADMIN);
    expect(lines[0]).toBe('🧾 What this answer cost');
    expect(lines.filter((line) => line.includes('budget'))).toEqual([]);
  });
});
