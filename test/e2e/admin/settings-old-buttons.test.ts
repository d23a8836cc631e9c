import { setTimeout } from 'node:timers/promises';
import { stripMarks } from '../../../src/localization/direction.ts';
import { chooseSetting, openMenu, openQuestion } from '../../support/bot/choose-setting.ts';
import { ADMIN, startBotIn, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const REPORT_CHAT = -1001;
const OTHER_ADMIN = 901;
const OUT_OF_DATE = 'This button is out of date. Please send the command again.';
const LONGER_THAN_PATIENCE_MS = 31 * 60_000;

describeOnOneEngine('the buttons of a question in /settings', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      environment: { ADMIN_IDS: `${ADMIN},${OTHER_ADMIN}`, ADMIN_CHAT_ID: String(REPORT_CHAT) },
      providers: { [MAIN]: { answer: () => 'an answer' } },
      prepare: (telegram) => {
        telegram.addUser({ id: OTHER_ADMIN, firstName: 'Bea', languageCode: 'en' });
        telegram.addGroup({ id: REPORT_CHAT, title: 'Admins', members: [ADMIN] });
      },
    });
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const press = async (messageId: number, data: string, by = ADMIN) =>
    stripMarks((await bot.telegram.press(by, messageId, data).answer).text ?? '');
  const changes = async () => (await bot.database()).client.adminAction.count();

  it('answer it once, and do nothing afterwards', async () => {
    const question = await openQuestion(bot, 'digits');
    expect(await press(question.id, 'Persian digits')).toBe('');
    await bot.telegram.waitForMessage(ADMIN, ({ text }) => stripMarks(text).includes('Now: Persian'));
    expect(await press(question.id, 'Latin digits')).toBe(OUT_OF_DATE);
    expect(await changes()).toBe(1);
  });

  it('do nothing once another question is open, which still waits for its own answer', async () => {
    const old = await openQuestion(bot, 'calendar');
    const question = await openQuestion(bot, 'digits');
    // Both have a button of this name, and only one of them means the digits.
    expect(await press(old.id, 'Default')).toBe(OUT_OF_DATE);
    expect(await press(old.id, 'Jalali')).toBe(OUT_OF_DATE);
    expect(await changes()).toBe(0);
    expect(await press(question.id, 'Persian digits')).toBe('');
    await bot.telegram.waitForMessage(ADMIN, ({ text }) => stripMarks(text).includes('Now: Persian'));
    expect(await changes()).toBe(1);
  });

  it('do nothing after /cancel, after another command, and after half an hour', async () => {
    const cancelled = await openQuestion(bot, 'alert');
    await bot.ask(ADMIN, '/cancel');
    expect(await press(cancelled.id, 'Default')).toBe(OUT_OF_DATE);
    const left = await openQuestion(bot, 'digits');
    await bot.ask(ADMIN, '/help');
    expect(await press(left.id, 'Persian digits')).toBe(OUT_OF_DATE);
    const expired = await openQuestion(bot, 'digits');
    // The question is kept just after it was sent, and its patience counts from then.
    const { client } = await bot.database();
    while ((await client.conversationState.count()) === 0) await setTimeout(10);
    const realNow = Date.now;
    Date.now = () => realNow() + LONGER_THAN_PATIENCE_MS;
    try {
      expect(await press(expired.id, 'Persian digits')).toBe(OUT_OF_DATE);
      expect(await bot.ask(ADMIN, 'persian')).toBe('an answer');
    } finally {
      Date.now = realNow;
    }
    expect(await changes()).toBe(0);
  });

  it('do nothing for who is no admin any more', async () => {
    const question = await openQuestion(bot, 'digits', OTHER_ADMIN);
    const menu = await openMenu(bot, OTHER_ADMIN);
    await bot.app.stop();
    const environment = { ...bot.environment, ADMIN_IDS: String(ADMIN) };
    const again = await startBotIn({ ...bot, environment, close: async () => undefined });
    const refused = 'This is for bot admins only.';
    expect(await press(question.id, 'Persian digits', OTHER_ADMIN)).toBe(refused);
    expect(await press(menu.id, 'settings:digits', OTHER_ADMIN)).toBe(refused);
    await again.app.stop();
    expect(await changes()).toBe(0);
  });

  it('are kindly refused when the menu offers what this configuration does not have', async () => {
    const menu = await openMenu(bot);
    await bot.app.stop();
    const { ADMIN_CHAT_ID: _, ...environment } = bot.environment;
    const again = await startBotIn({ ...bot, environment, close: async () => undefined });
    expect(await press(menu.id, 'settings:chat-language')).toBe(OUT_OF_DATE);
    expect(await chooseSetting(again, 'digits')).toContain('Which digits');
    await again.app.stop();
  });
});
