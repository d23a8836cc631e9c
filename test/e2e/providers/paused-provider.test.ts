import { setTimeout as delay } from 'node:timers/promises';
import { createProviderPauseStore } from '../../../src/database/admin/provider-pause-store.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_MODEL, MAIN_NAME } from '../../support/bot/main-provider.ts';

const HERE = { answer: () => 'main here' };
const COHERE = { answer: () => 'cohere here' };

describeOnEachEngine('a provider that another replica paused', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      providers: { [MAIN]: HERE, cohere: COHERE },
      mainModels: [MAIN_MODEL, 'openai/gpt-oss-20b'],
    });
    await bot.ask(ADMIN, '/start');
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  async function pause(...providers: string[]): Promise<void> {
    const store = createProviderPauseStore(await bot.database());
    for (const provider of providers) await store.pause(provider, { by: BigInt(ADMIN), at: new Date() });
    // This replica may just have read that nobody is.
    await delay(3_100);
  }

  it('is not asked, not even by who chose it', async () => {
    const menu = bot.telegram.say(OMID, '/model').message_id;
    const { id } = await bot.messageAfter(OMID, menu);
    await bot.telegram.press(OMID, id, `${MAIN_NAME}: openai/gpt-oss-20b`).answer;
    await pause(MAIN);
    expect(await bot.ask(OMID, 'hello')).toBe('cohere here');
    expect(bot.provider(MAIN).requests.filter(({ kind }) => kind === 'chat')).toEqual([]);
  });

  it('is shown as paused by /model, and cannot be chosen', async () => {
    await pause(MAIN);
    const { message_id } = bot.telegram.say(OMID, '/model');
    const menu = await bot.messageAfter(OMID, message_id);
    expect(menu.text).toContain('Current model: Cohere:');
    const labels = menu.keyboard.flat().map(({ text }) => text);
    expect(labels.filter((text) => text.startsWith(`⏸ ${MAIN_NAME}: `))).toHaveLength(2);
    const pressed = await bot.telegram.press(OMID, menu.id, `⏸ ${MAIN_NAME}: openai/gpt-oss-20b`).answer;
    expect(pressed.text).toBe(`${MAIN_NAME} is paused for now. Please pick another one.`);
    expect(await (await bot.database()).client.chat.count()).toBe(0);
  });

  it('keeps its colour in the report, which says who paused it', async () => {
    await pause(MAIN);
    const report = await bot.ask(ADMIN, '/ai_usage');
    expect(report).toContain(`🟢 ${MAIN_NAME}:\n  • ⏸ Paused by Ada (just now): receives no requests\n`);
    expect(report).toContain('• Active providers: 2');
    // At a glance, and in its place.
    expect(report.match(/⏸/g)).toHaveLength(2);
  });

  it('is, when all of them are, a reason to tell people kindly', async () => {
    await pause(MAIN, 'cohere');
    expect(await bot.ask(OMID, 'hello')).toBe(
      "⏸ I'm taking a break: my admins have paused my models. Please try again later.",
    );
    expect(await bot.ask(SARA, 'سلام')).toContain('پاسخ‌دهی را متوقف کرده‌اند');
    const { message_id } = bot.telegram.say(OMID, '/model');
    expect(stripMarks((await bot.messageAfter(OMID, message_id)).text)).toContain(
      '⏸ My admins have paused all of my models.\n• ',
    );
    expect(await bot.requests()).toEqual([]);
  });
});
