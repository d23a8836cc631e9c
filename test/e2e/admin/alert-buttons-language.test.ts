import { stripMarks } from '../../../src/localization/direction.ts';
import { chooseSetting } from '../../support/bot/choose-setting.ts';
import { ADMIN, OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_NAME } from '../../support/bot/main-provider.ts';
import { pressButton } from '../../support/bot/press-button.ts';

const GROUP = -1001;
const PAUSED = `⏸ Ada ${MAIN_NAME} را موقتاً متوقف کرد. تا وقتی کسی آن را از سر نگیرد، درخواستی به آن نمی‌رود.`;

describeOnOneEngine('the buttons under an alert in the report chat', (engine) => {
  let bot: RunningBot;

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  // DEFAULT_LOCALE and the admin are English; only the chat that gets the reports was made Persian.
  it.each([
    ['a group', GROUP],
    ['the private chat of one admin', ADMIN],
  ])('rewrite it in the language that was chosen for the chat, also in %s', async (_name, reportChat) => {
    bot = await startRunningBot({
      engine,
      environment: { ADMIN_CHAT_ID: String(reportChat), QUOTA_ALERT_PERCENT: '50' },
      providers: { [MAIN]: { limits: { requests: 3, tokens: 100_000 } }, cohere: {} },
      prepare: (telegram) => void telegram.addGroup({ id: GROUP, title: 'Admins', members: [ADMIN] }),
    });
    await chooseSetting(bot, 'chat-language');
    await bot.ask(ADMIN, 'persian');
    await chooseSetting(bot, 'chat-digits');
    await bot.ask(ADMIN, 'persian');
    await bot.ask(OMID, 'one');
    await bot.ask(OMID, 'two');
    const isWarning = ({ text }: { text: string }) => text.includes('⚠️ هشدار سقف');
    const warning = await bot.telegram.waitForMessage(reportChat, isWarning);
    const shown = () => bot.telegram.messages(reportChat).find(({ id }) => id === warning.id) ?? warning;
    const labels = () =>
      shown()
        .keyboard.flat()
        .map(({ text }) => stripMarks(text));
    const press = (label: string) => pressButton(bot, warning, label, ADMIN);
    expect(labels()).toEqual([`⏸ توقف موقت ${MAIN_NAME}`, '🔔 هشدار بعدی امروز در ۷۵٪']);

    // The note is for whoever pressed, the message for everybody in the chat.
    expect(await press(`⏸ توقف موقت ${MAIN_NAME}`)).toBe('Done ✅');
    expect(stripMarks(shown().text)).toBe(`${stripMarks(warning.text)}\n\n${PAUSED}`);
    expect(labels()).toEqual([`▶️ از سرگیری ${MAIN_NAME}`, '🔔 هشدار بعدی امروز در ۷۵٪', '↩️ برگرداندن']);
    expect(await press('↩️ برگرداندن')).toBe('Done ✅');
    expect(stripMarks(shown().text)).not.toMatch(/undid|paused/);
    expect(await press('🔔 هشدار بعدی امروز در ۷۵٪')).toBe('Done ✅');
    expect(stripMarks(shown().text).split('\n\n')[1]).toMatch(/۷۵٪/);
  });
});
