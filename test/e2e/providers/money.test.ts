import { stripMarks } from '../../../src/localization/direction.ts';
import { chooseSetting } from '../../support/bot/choose-setting.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_MONTHLY_USD } from '../../support/bot/main-provider.ts';

const GROUP = -1001;

describeOnEachEngine('budgets in money', (engine) => {
  let bot: RunningBot;
  afterEach(() => bot.stop());

  const start = async (environment: Record<string, string>) => {
    bot = await startRunningBot({
      engine,
      environment,
      mainPrice: { input: 0.15, cached: 0.075, output: 0.6 },
      providers: {
        [MAIN]: { answer: () => 'main here' },
        cohere: { answer: () => 'cohere here' },
      },
      prepare: (telegram) => telegram.addGroup({ id: GROUP, title: 'Readers', members: [OMID, SARA] }),
    });
  };

  it('stop a person for the day, and not an admin', async () => {
    await start({ USER_DAILY_USD: '0.0002' });
    await askUntil(() => bot.ask(OMID, 'Hello'), 'Your budget for today is used up');
    expect(await bot.ask(SARA, 'سلام')).toMatch(/here/);
    const isRaise = ({ value }: { value: string }) => value.startsWith(`day-raise:${OMID}:`);
    const alert = await bot.telegram.waitForMessage(ADMIN, ({ keyboard }) => keyboard.flat().some(isRaise));
    expect(stripMarks(alert.text)).toMatch(/^💰 Today's budgets\n🚨 Omid: .* of \$0\.00020 left /);
    const button = alert.keyboard.flat().find(isRaise)!;
    expect(stripMarks(button.text)).toBe('➕ Omid: $0.00010 more today');
    const first = await bot.telegram.press(ADMIN, alert.id, button.value).answer;
    expect(stripMarks(first.text ?? '')).toBe("Today's budget is $0.00030 now ✅");
    expect((await bot.telegram.press(ADMIN, alert.id, button.value).answer).text).toContain('over');
    expect(await bot.ask(OMID, 'Hello')).toMatch(/here/);
    for (let count = 0; count < 8; count++) expect(await bot.ask(ADMIN, 'Hello')).toMatch(/here/);
    await askUntil(() => bot.ask(SARA, 'سلام'), 'بودجهٔ امروز شما تمام شده است');
  });

  it('stop a group for the day, whoever asks in it', async () => {
    await start({ GROUP_DAILY_USD: '0.00006' });
    await askUntil(() => bot.ask(OMID, '@ledger_demo_bot hi', { chatId: GROUP }), "group's budget for today");
    expect(await bot.ask(SARA, '@ledger_demo_bot سلام', { chatId: GROUP })).toContain('بودجهٔ امروز این گروه');
    expect(await bot.ask(OMID, 'Hello')).toMatch(/here/);
  });

  it('go with a group that becomes a supergroup, and what an admin set for it', async () => {
    await start({ GROUP_DAILY_USD: '0.00006' });
    await askUntil(() => bot.ask(OMID, '@ledger_demo_bot hi', { chatId: GROUP }), "group's budget for today");
    const { client } = await bot.database();
    await chooseSetting(bot, 'money');
    await bot.ask(ADMIN, String(GROUP));
    await bot.ask(ADMIN, '0.0001');
    await askUntil(() => bot.ask(OMID, '@ledger_demo_bot hi', { chatId: GROUP }), "group's budget for today");
    const supergroup = bot.telegram.upgradeGroup(GROUP);
    // The same question has no more room than before.
    const asked = await bot.ask(OMID, '@ledger_demo_bot hi', { chatId: supergroup });
    expect(asked).toContain("group's budget for today");
    expect(await client.setting.count({ where: { key: `usd/group/${supergroup}`, value: '0.0001' } })).toBe(
      1,
    );
    await chooseSetting(bot, 'money');
    await bot.ask(ADMIN, String(supergroup));
    await bot.ask(ADMIN, '1');
    expect(await bot.ask(SARA, '@ledger_demo_bot سلام', { chatId: supergroup })).toMatch(/here/);
  });

  it('send questions to the next provider when one has spent its month', async () => {
    await start({ [MAIN_MONTHLY_USD]: '0.00006' });
    await askUntil(() => bot.ask(OMID, 'Hello'), 'cohere here');
    await adminHears('cohere here');
  });

  it('stop everybody, admins too, when the month is spent, and never exceed it', async () => {
    await start({ MONTHLY_USD: '0.0002' });
    await askUntil(() => bot.ask(OMID, 'Hello'), "This month's budget is used up");
    await adminHears("This month's budget is used up");
    expect(await bot.ask(SARA, 'سلام')).toContain('بودجهٔ این ماه تمام شده است');
    const cost = (await bot.requests()).reduce((sum, { costPicoUsd }) => sum + (costPicoUsd ?? 0n), 0n);
    expect(cost).toBeGreaterThan(0n);
    expect(cost).toBeLessThanOrEqual(200_000_000n);

    const alert = await bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('🚨'));
    expect(alert.text).toContain("This month's budget of the whole bot is used up");
    const button = alert.keyboard[0]?.[0]?.text ?? '';
    expect((await bot.telegram.press(ADMIN, alert.id, button).answer).text).toContain('is $0.00030 now');
    expect(await bot.ask(OMID, 'Hello')).toMatch(/here/);
  });

  /** Alerts come in between. */
  async function adminHears(words: string): Promise<void> {
    const { message_id: asked } = bot.telegram.say(ADMIN, 'Hello');
    await bot.telegram.waitForMessage(ADMIN, ({ id, text }) => id > asked && text.includes(words));
  }

  async function askUntil(ask: () => Promise<string>, words: string): Promise<void> {
    for (let count = 0; count < 80; count++) if ((await ask()).includes(words)) return;
    throw new Error(`never heard: ${words}`);
  }
});
