import { chooseSetting } from '../../support/bot/choose-setting.ts';
import { ADMIN, OMID, startBotIn, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_MODEL } from '../../support/bot/main-provider.ts';

const OTHER_ADMIN = 901;

describeOnOneEngine('/settings', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      environment: { ADMIN_IDS: `${ADMIN},${OTHER_ADMIN}` },
      providers: {
        [MAIN]: { usage: () => ({ promptTokens: 600, completionTokens: 200 }), answer: () => 'ok' },
      },
      prepare: (telegram) => {
        telegram.addUser({ id: OTHER_ADMIN, firstName: 'Bea', languageCode: 'en' });
      },
    });
  });

  afterEach(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  const choose = (topic: string, admin = ADMIN) => chooseSetting(bot, topic, admin);

  it('asks again until it understands, and changes the budget of everybody and of one person', async () => {
    expect(await choose('budget')).toContain('Now set: No limit (default)');
    expect(await bot.ask(ADMIN, 'many')).toContain('50,000, for example');
    expect(await bot.ask(ADMIN, '۱٬۰۰۰')).toContain('Now: 1,000 tokens');
    expect(await bot.ask(OMID, 'hello')).toBe('ok');
    expect(await bot.ask(OMID, 'hello')).toContain(
      'What is left of your budget for today is not enough for this.',
    );
    await choose('person');
    expect(await bot.ask(ADMIN, '@omid')).toContain('A Telegram id is a number');
    expect(await bot.ask(ADMIN, String(OMID))).toContain('Omid (102)');
    expect(await bot.ask(ADMIN, '0')).toContain('Now: No limit');
    expect(await bot.ask(OMID, 'hello')).toBe('ok');
    const { client } = await bot.database();
    expect(await client.adminAction.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { action: 'change_setting', target: 'setting/default_budget', after: { value: '1000' } },
      { action: 'set_user_budget', target: 'user/102', after: { dailyTokens: 0 } },
    ]);
  });

  it('charges the next request at a new price, and shows Persian digits and Jalali dates', async () => {
    await choose('price');
    await bot.ask(ADMIN, `${MAIN}/${MAIN_MODEL}`);
    expect(await bot.ask(ADMIN, '1000 / 2000')).toContain('$1,000.0000 input');
    await bot.ask(ADMIN, 'hello');
    const [request] = await bot.requests();
    expect(request).toMatchObject({ costSource: 'override', costPicoUsd: 1_000_000_000_000n });
    await choose('digits');
    await bot.ask(ADMIN, 'persian');
    await choose('calendar');
    await bot.ask(ADMIN, 'jalali');
    expect(await bot.ask(ADMIN, '/ai_usage')).toMatch(/Date: ۱۴\d\d|Date: [۰-۹]{4}\/[۰-۹]{2}\/[۰-۹]{2}/);
  });

  it('moves the report at once', async () => {
    await choose('report');
    expect(await bot.ask(ADMIN, '25:00')).toContain('neither a time');
    expect(await bot.ask(ADMIN, '* * * * * *')).toContain('Now: * * * * * *');
    await bot.telegram.waitForMessage(OTHER_ADMIN, ({ text }) => text.includes('AI report — '));
    await choose('report', OTHER_ADMIN);
    bot.telegram.say(OTHER_ADMIN, 'off');
    await bot.telegram.waitForMessage(OTHER_ADMIN, ({ text }) => text.includes('Now: Off'));
  });

  it('tells the second of two admins what the first one did', async () => {
    await choose('alert');
    await choose('alert', OTHER_ADMIN);
    expect(await bot.ask(ADMIN, '70')).toContain('Now: 70%');
    expect(await bot.ask(OTHER_ADMIN, '60')).toContain(
      'Ada changed this meanwhile: warning threshold. It is now: 70%',
    );
    expect(await bot.ask(OTHER_ADMIN, '60')).toContain('Before: 70%\n• Now: 60%');
  });

  it('ends at /cancel and at other commands, and is for admins in private alone', async () => {
    await choose('alert');
    expect(await bot.ask(ADMIN, '/cancel')).toContain('Nothing was changed.');
    await choose('person');
    await bot.ask(ADMIN, '102');
    expect(await bot.ask(ADMIN, '/help')).toContain('For admins');
    expect(await bot.ask(ADMIN, '50')).toBe('ok');
    expect(await bot.ask(OMID, '/settings')).toContain('for bot admins only');
    const group = bot.telegram.addGroup({ title: 'Team', members: [ADMIN] });
    expect(await bot.ask(ADMIN, '/settings', { chatId: group.id })).toContain('private chat only');
  });

  it('goes on after a restart, and refuses who is no admin any more', async () => {
    await choose('alert');
    await choose('alert', OTHER_ADMIN);
    await bot.app.stop();
    const { stop } = bot;
    Object.assign(bot.environment, { ADMIN_IDS: String(ADMIN) });
    bot = await startBotIn({ ...bot, close: async () => undefined });
    expect(await bot.ask(ADMIN, '55')).toContain('Now: 55%');
    expect(await bot.ask(OTHER_ADMIN, '44')).toContain('for bot admins only');
    await bot.app.stop();
    bot.stop = stop;
  });
});
