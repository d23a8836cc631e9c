import { stripMarks } from '../../../src/localization/direction.ts';
import { toPersianDigits } from '../../../src/localization/persian-digits.ts';
import { chooseSetting } from '../../support/bot/choose-setting.ts';
import { ADMIN, OMID, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, PROVIDER_COUNT } from '../../support/bot/main-provider.ts';

const REPORT_CHAT = -1001;

describeOnOneEngine('what was set in /settings', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      environment: { ADMIN_CHAT_ID: String(REPORT_CHAT) },
      providers: { [MAIN]: { limits: { requests: 10, tokens: 100_000 } } },
      prepare: (telegram) => void telegram.addGroup({ id: REPORT_CHAT, title: 'Admins', members: [ADMIN] }),
    });
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const set = async (topic: string, ...answers: string[]) => {
    await chooseSetting(bot, topic);
    for (const answer of answers) await bot.ask(ADMIN, answer);
  };
  const scheduled = async (fits: (text: string) => boolean) => {
    const message = await bot.telegram.waitForMessage(REPORT_CHAT, ({ text }) => fits(stripMarks(text)));
    return stripMarks(message.text);
  };

  it('moves the ⚠️ of a quota in the report, there and back', async () => {
    for (const text of ['one', 'two', 'three', 'four', 'five']) await bot.ask(OMID, text);
    const marked = /⚠️[^\n]*requests[^\n]*5 [^\n]*10|5 [^\n]*10[^\n]*⚠️/;
    expect(await bot.ask(ADMIN, '/ai_usage')).not.toMatch(marked);
    await set('alert', '50');
    expect(await bot.ask(ADMIN, '/ai_usage')).toMatch(marked);
    await set('alert', '51');
    expect(await bot.ask(ADMIN, '/ai_usage')).not.toMatch(marked);
  });

  it('gives the scheduled report the language, digits and calendar of its chat, and leaves the admin theirs', async () => {
    await set('report', '* * * * * *');
    expect(await scheduled((text) => text.includes('AI report — '))).toMatch(/AI report — 20\d\d-/);
    await set('chat-language', 'persian');
    expect(await scheduled((text) => /گزارش (?:روزانهٔ )?AI — /.test(text))).toMatch(/AI — 20\d\d-/);
    await set('chat-digits', 'persian');
    expect(await scheduled((text) => /AI — ۲۰[۰-۹]{2}-/u.test(text))).toContain(
      `• کل providers: ${toPersianDigits(String(PROVIDER_COUNT))}`,
    );
    await set('chat-calendar', 'jalali');
    await scheduled((text) => /AI — ۱۴[۰-۹]{2}/u.test(text));
    const own = await bot.ask(ADMIN, '/ai_usage');
    expect(own).toMatch(/Date: 20\d\d-/);
    expect(own).not.toMatch(/[۰-۹]/u);
  });
});
