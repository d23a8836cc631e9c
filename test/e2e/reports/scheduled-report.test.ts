import { setTimeout as delay } from 'node:timers/promises';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import {
  ADMIN,
  OMID,
  startBotIn,
  startRunningBot,
  startSurroundings,
} from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const PERSIAN_ADMIN = 901;
const EVERY_SECOND = { REPORT_CRON: '* * * * * *' };

describeOnEachEngine('the scheduled report', (engine) => {
  it('arrives in the topic of the chat that is set', async () => {
    const topics: Record<string, number> = {};
    const bot = await startRunningBot({
      engine,
      environment: { ...EVERY_SECOND, ADMIN_CHAT_ID: '-1001:3', DEFAULT_LOCALE: 'fa' },
      prepare: (telegram) => {
        const group = telegram.addGroup({
          id: -1001,
          title: 'Admins',
          members: [ADMIN],
          topics: ['a', 'b', 'Reports'],
        });
        Object.assign(topics, group.topics);
      },
    });
    expect(topics['Reports']).toBe(3);
    const report = await bot.telegram.waitForMessage(-1001, () => true);
    expect(report).toMatchObject({ threadId: 3, by: 'bot' });
    expect(report.text).toMatch(/^\u200F?📅 گزارش روزانهٔ AI — .*\d{4}-\d\d-\d\d/);
    const pressed = await bot.telegram.press(ADMIN, report.id, '۷ روز').answer;
    expect(pressed.text).toBe('Updated ✅');
    expect(bot.telegram.messages(ADMIN)).toEqual([]);
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it('arrives once a tick at every admin in their language, also when one of them blocked the bot', async () => {
    const bot = await startRunningBot({
      engine,
      environment: { ...EVERY_SECOND, ADMIN_IDS: `903,${ADMIN},${PERSIAN_ADMIN}` },
      prepare: (telegram) => {
        telegram.addUser({ id: PERSIAN_ADMIN, firstName: 'مریم', languageCode: 'fa' });
        telegram.addUser({ id: 903, firstName: 'Gone', languageCode: 'en' });
        telegram.blockBot(903);
      },
    });
    bot.telegram.say(PERSIAN_ADMIN, '/start');
    const scheduled = /^\u200F?📅 (Daily AI report|گزارش روزانهٔ AI) — /;
    await bot.telegram.waitForMessage(PERSIAN_ADMIN, ({ text }) => /📅 گزارش روزانهٔ AI — /.test(text));
    const english = await bot.telegram.waitForMessage(ADMIN, ({ text }) => scheduled.test(text));
    expect(english.text).toContain('📅 Daily AI report — ');
    expect(english.keyboard.flat()).toHaveLength(7);
    await bot.app.stop();
    const { client } = await bot.database();
    const reports = bot.telegram.messages(ADMIN).filter(({ text }) => scheduled.test(text));
    expect(reports).toHaveLength(await client.jobRun.count({ where: { NOT: { ranAt: null } } }));
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it('arrives after all when its time passed while no process was there', async () => {
    const surroundings = await startSurroundings({ engine });
    const inAnHour = new Date(Date.now() + 3_600_000);
    surroundings.environment['REPORT_CRON'] = `${inAnHour.getUTCMinutes()} ${inAnHour.getUTCHours()} * * *`;
    const clock = new MovableClock();
    const before = await startBotIn(surroundings, clock);
    const { client } = await surroundings.database();
    while ((await client.jobRun.count({ where: { job: 'report' } })) === 0) await delay(10);
    await before.app.stop();
    clock.move(2 * 3_600_000);
    const after = await startBotIn(surroundings, clock);
    const report = await after.telegram.waitForMessage(ADMIN, () => true);
    expect(report.text).toContain('Daily AI report');
    await after.stop();
    expect(surroundings.telegram.messages(ADMIN)).toHaveLength(1);
  });

  it('stays away from people who are no admins', async () => {
    const bot = await startRunningBot({ engine });
    await bot.app.sendReport();
    expect(bot.telegram.messages(OMID)).toEqual([]);
    expect(bot.telegram.messages(ADMIN)).toHaveLength(1);
    await bot.stop();
  });
});
