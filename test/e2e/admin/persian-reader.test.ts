import { stripMarks } from '../../../src/localization/direction.ts';
import { chooseSetting } from '../../support/bot/choose-setting.ts';
import { readReport } from '../../support/bot/read-report.ts';
import { ADMIN, OMID, startBotIn, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';

const MARYAM = 901;
const SPOOFED = 902;
const BLANK = 903;

describe('somebody who reads Persian', () => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      environment: { ADMIN_IDS: `${ADMIN},${MARYAM}`, TIMEZONE: 'Asia/Tehran' },
      prepare: (telegram) => {
        telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
        telegram.addUser({ id: SPOOFED, firstName: '\u202Egnp.exe\u3164', languageCode: 'en' });
        telegram.addUser({ id: BLANK, firstName: '\u2800\u3164', languageCode: 'en' });
      },
    });
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const reportOf = async (userId: number) => {
    const { message_id } = bot.telegram.say(userId, '/ai_usage');
    const { id } = await bot.messageAfter(userId, message_id);
    return () => bot.telegram.messages(userId).find((message) => message.id === id)!;
  };
  const labels = (keyboard: readonly (readonly { text: string }[])[]) =>
    keyboard.flat().map(({ text }) => text);

  it('is offered Persian dates and digits with a report, and gets them with one press', async () => {
    const offer = '📆 تاریخ شمسی و اعداد فارسی؟';
    const report = await reportOf(MARYAM);
    expect(stripMarks(report().text)).toMatch(/🕐 تاریخ: \d{4}-\d\d-\d\d /);
    expect(labels(report().keyboard)).toContain(offer);
    await bot.telegram.press(MARYAM, report().id, offer).answer;
    expect(stripMarks(report().text)).toMatch(/🕐 تاریخ: [۰-۹]{4}\/[۰-۹]{2}\/[۰-۹]{2} /);
    expect(labels(report().keyboard)).not.toContain(offer);
    const english = await reportOf(ADMIN);
    expect(labels(english().keyboard).join()).not.toMatch(/📆/);
  });

  it('reads Persian digits in every message, and those of the contract in the report until they choose', async () => {
    const said = async (text: string) => stripMarks(await bot.ask(MARYAM, text));
    await said('سلام');
    const usage = await said('/usage');
    expect(usage).toMatch(/• امروز: [۰-۹٬]+ توکن در ۱ درخواست/);
    expect(usage).not.toMatch(/[0-9]/);
    const { message_id } = bot.telegram.say(MARYAM, '/settings');
    const settings = await bot.messageAfter(MARYAM, message_id);
    expect(labels(settings.keyboard).map(stripMarks)).toEqual(
      expect.arrayContaining([
        '⚠️ هشدار از: ۹۰٪ (پیش‌فرض)',
        '🔢 رقم‌های من: لاتین در گزارش‌ها (پیش‌فرض)',
        '📆 تقویم من: میلادی در گزارش‌ها (پیش‌فرض)',
      ]),
    );
    expect(stripMarks((await reportOf(MARYAM))().text)).toMatch(/• کل providers: \d\n/);
    await chooseSetting(bot, 'digits', MARYAM);
    expect(await said('لاتین')).toContain('✅ ذخیره شد: رقم‌های شما');
    expect(await said('/usage')).toMatch(/• امروز: \d+ توکن در 1 درخواست/);
  });

  it('has a menu in the language that they chose, whatever that of their Telegram', async () => {
    const help = (userId: number) =>
      bot.telegram.visibleCommands(userId).find(({ command }) => command === 'help')?.description;
    const choose = async (userId: number, label: string, word: string) => {
      const { message_id } = bot.telegram.say(userId, '/language');
      const question = await bot.messageAfter(userId, message_id);
      await bot.telegram.press(userId, question.id, label).answer;
      await bot.telegram.waitForCall('setMyCommands', () => help(userId) === word);
    };
    await choose(OMID, 'فارسی', 'راهنما');
    expect(help(OMID)).toBe('راهنما');
    expect(bot.telegram.visibleCommands(OMID).map(({ command }) => command)).not.toContain('settings');
    await choose(ADMIN, 'فارسی', 'راهنما');
    expect(help(ADMIN)).toBe('راهنما');
    expect(bot.telegram.visibleCommands(ADMIN).map(({ command }) => command)).toContain('settings');
    await choose(MARYAM, 'English', 'Help');
    expect(help(MARYAM)).toBe('Help');
    await bot.app.stop();
    const callsBefore = bot.telegram.callsOf('setMyCommands').length;
    // A start sets the menus anew, and has done so when it is over.
    const again = await startBotIn({ ...bot, close: async () => undefined });
    await again.app.stop();
    expect(bot.telegram.callsOf('setMyCommands').length).toBeGreaterThan(callsBefore);
    expect([OMID, ADMIN, MARYAM].map(help)).toEqual(['راهنما', 'راهنما', 'Help']);
    expect(bot.telegram.visibleCommands(ADMIN).map(({ command }) => command)).toEqual(
      expect.arrayContaining(['ai_usage', 'access', 'dashboard']),
    );
    expect(again.errors()).toEqual([]);
  });

  it('reads every name as it looks: cleaned where it is written', async () => {
    await bot.ask(SPOOFED, 'hello');
    await bot.ask(BLANK, 'hello');
    const { client } = await bot.database();
    const people = await client.person.findMany({
      where: { userId: { in: [902n, 903n] } },
      orderBy: { userId: 'asc' },
    });
    expect(people.map(({ firstName }) => firstName)).toEqual(['gnp.exe', '']);
    const { users } = await readReport(bot);
    expect(new Set(users.map(({ name }) => name))).toEqual(new Set(['gnp.exe', null]));
  });
});
