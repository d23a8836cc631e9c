import { until } from '../../support/until.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { migrateTo } from '../../support/database/migrate-to.ts';
import { createTestDatabase, describeOnEachEngine } from '../../support/database/test-database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

/** The last migration of the version before access was asked for. */
const OLD = '20261129100643_key_hashes';
const MARYAM = 901;
const TIME = "'2026-11-20T12:00:00.000+00:00'";

describeOnEachEngine('an upgrade', (engine) => {
  it('locks nobody out, and admins are told once, however many replicas start together', async () => {
    const created = await createTestDatabase(engine);
    await migrateTo(OLD, engine, created.url);
    const database = await openDatabase({ url: created.url });
    await database.client.$executeRawUnsafe(
      `INSERT INTO person (user_id, first_name, first_seen_at, last_seen_at) VALUES (${OMID}, 'Omid', ${TIME}, ${TIME})`,
    );
    await database.close();
    const environment = { ACCESS: 'request', ADMIN_IDS: `${ADMIN},${MARYAM}` };
    const start = (telegramOwner: boolean) =>
      startRunningBot({
        environment,
        database: telegramOwner ? created : { url: created.url, remove: async () => undefined },
        providers: { [MAIN]: { answer: () => 'main here' } },
        prepare: (telegram) => {
          telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
          for (const admin of [ADMIN, MARYAM]) telegram.say(admin, '/start');
        },
      });
    const bots = await Promise.all(engine === 'postgresql' ? [start(true), start(false)] : [start(true)]);
    const notices = (admin: number): { bot: RunningBot; message: ChatMessage }[] =>
      bots.flatMap((bot) =>
        bot.telegram
          .messages(admin)
          .filter(({ keyboard }) => keyboard.flat().some(({ value }) => value === 'access-list:admitted:0'))
          .map((message) => ({ bot, message })),
      );
    await until(() => notices(ADMIN).length > 0 && notices(MARYAM).length > 0);
    const [{ bot, message }] = notices(ADMIN) as [{ bot: RunningBot; message: ChatMessage }];
    expect(stripMarks(message.text)).toMatch(/1 /);
    // In the default language where her replica has not read yet which is hers.
    expect(stripMarks(notices(MARYAM)[0]?.message.text ?? '')).toMatch(/[1۱] /);
    const told = [notices(ADMIN).length, notices(MARYAM).length];
    await bot.telegram.press(ADMIN, message.id, 'access-list:admitted:0').answer;
    const isListed = ({ id, keyboard }: ChatMessage) =>
      id === message.id && keyboard.flat().some(({ text }) => text === '👤 Omid');
    await bot.telegram.waitForMessage(ADMIN, isListed);
    expect(await bot.ask(OMID, 'Hello')).toBe('main here');
    expect(await bot.ask(SARA, 'سلام')).toContain('درخواست شما را برایشان فرستادم');
    expect(told).toEqual([1, 1]);
    expect([notices(ADMIN).length, notices(MARYAM).length]).toEqual([0, 1]);
    for (const one of bots.toReversed()) await one.stop();
    expect(bots.flatMap((one) => one.errors())).toEqual([]);
  }, 600_000);
});
