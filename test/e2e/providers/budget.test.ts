import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { ADMIN, OMID, SARA, startRunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

describeOnEachEngine('a daily budget', (engine) => {
  it('stops a person, not an admin, and says when it renews', async () => {
    const bot = await startRunningBot({
      engine,
      providers: {
        [MAIN]: { usage: () => ({ promptTokens: 600, completionTokens: 200 }), answer: () => 'ok' },
      },
      environment: { USER_DAILY_TOKENS: '1000' },
    });
    expect(await bot.ask(OMID, 'hello')).toBe('ok');
    expect(await bot.ask(OMID, '/usage')).toMatch(
      /• Today: 800 tokens in 1 request\n.*\n• Your budget today: 200 of 1,000 tokens left\n• Your budget renews in (\d+ h|\d+ min|\d+ s)/,
    );
    expect(await bot.ask(OMID, 'hello')).toMatch(
      /^🪫 What is left of your budget for today is not enough for this\.\nYour budget renews in (\d+ h( \d+ min)?|\d+ min|\d+ s)\.$/,
    );
    expect(await bot.ask(SARA, 'سلام')).toBe('ok');
    expect(await bot.ask(SARA, 'سلام')).toMatch(
      /^🪫 سهمیهٔ امروز شما برای این پرسش کافی نیست\.\nسهمیهٔ شما .+ دیگر از نو پر می‌شود\.$/,
    );
    for (let turn = 0; turn < 3; turn++) expect(await bot.ask(ADMIN, 'hello')).toBe('ok');
    expect(await bot.ask(ADMIN, '/usage')).toContain('Your daily budget is unlimited.');
    expect(await bot.requests()).toHaveLength(5);
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  it('is not spent by failed requests', async () => {
    // Long enough for it to be tried again each time.
    const clock = new MovableClock();
    const bot = await startRunningBot({ engine, clock, environment: { USER_DAILY_TOKENS: '1000' } });
    bot.provider(MAIN).fail({ kind: 'status', status: 500 }, { times: 3 });
    for (let turn = 0; turn < 3; turn++) {
      expect(await bot.ask(OMID, 'hello')).toContain('having trouble');
      clock.move(2 * 60_000);
    }
    expect(await bot.ask(OMID, '/usage')).toContain('Your budget today: 1,000 of 1,000 tokens left');
    await bot.stop();
  });

  it('forgets the oldest turns rather than refusing a person who has tokens left', async () => {
    const bot = await startRunningBot({
      engine,
      providers: {
        [MAIN]: {
          usage: () => ({ promptTokens: 10, completionTokens: 10 }),
          answer: () => 'word '.repeat(300),
        },
      },
      environment: { USER_DAILY_TOKENS: '3000' },
    });
    for (let turn = 0; turn < 4; turn++) expect(await bot.ask(OMID, `question ${turn}`)).toMatch(/^word /);
    const asked =
      bot
        .provider(MAIN)
        .requests.at(-1)
        ?.messages.map(({ text }) => text) ?? [];
    expect(asked.at(-1)).toBe('question 3');
    expect(asked).not.toContain('question 0');
    await bot.stop();
  });
});
