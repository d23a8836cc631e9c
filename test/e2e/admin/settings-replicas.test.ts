import { setTimeout } from 'node:timers/promises';
import { stripMarks } from '../../../src/localization/direction.ts';
import { chooseSetting, openMenu } from '../../support/bot/choose-setting.ts';
import { ADMIN, OMID, startBotIn, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine, engines } from '../../support/database/test-database.ts';
import { MAIN, MAIN_MODEL } from '../../support/bot/main-provider.ts';

const REPORT_CHAT = -1001;
const MODEL = `${MAIN}/${MAIN_MODEL}`;
const USAGE = { promptTokens: 600, completionTokens: 200 };
const OVER_BUDGET = 'What is left of your budget for today';

type Surroundings = Parameters<typeof startRunningBot>[0];

function options(environment: Record<string, string> = {}): NonNullable<Surroundings> {
  return {
    environment: { ADMIN_CHAT_ID: String(REPORT_CHAT), ...environment },
    providers: { [MAIN]: { usage: () => USAGE, limits: { requests: 4, tokens: 100_000 } } },
    prepare: (telegram) => void telegram.addGroup({ id: REPORT_CHAT, title: 'Admins', members: [ADMIN] }),
  };
}

async function changeEverything(bot: RunningBot): Promise<void> {
  const answers: readonly (readonly [topic: string, ...said: string[]])[] = [
    ['alert', '25'],
    ['budget', '1500'],
    ['person', '102', '500'],
    ['price', MODEL, '1000 / 2000'],
    ['digits', 'persian'],
    ['chat-language', 'persian'],
    ['chat-calendar', 'jalali'],
  ];
  for (const [topic, ...said] of answers) {
    await chooseSetting(bot, topic);
    for (const text of said) await bot.ask(ADMIN, text);
  }
}

/** What another process, or the same one later, shows and does of it. */
async function expectEverything(bot: RunningBot): Promise<void> {
  const menu = (await openMenu(bot)).keyboard.flat().map(({ text }) => stripMarks(text));
  expect(menu).toEqual(
    expect.arrayContaining([
      '⚠️ Warn at: ۲۵٪',
      '🪙 Daily budget: ۱٬۵۰۰ tokens',
      '🔢 My digits: Persian digits',
      '💬 Report chat, language: فارسی',
      '💬 Report chat, calendar: Jalali',
    ]),
  );
  await bot.app.sendReport();
  const report = bot.telegram.messages(REPORT_CHAT).findLast(({ text }) => /گزارش (?:روزانهٔ )?AI/.test(text));
  expect(stripMarks(report?.text ?? '')).toMatch(/گزارش AI — 14\d\d/);
  await bot.ask(ADMIN, 'hello');
  const [request] = (await bot.requests()).slice(-1);
  expect(request).toMatchObject({ costSource: 'override', costPicoUsd: 1_000_000_000_000n });
  expect(await bot.ask(ADMIN, '/ai_usage')).toContain('⚠️');
  expect(await bot.ask(OMID, 'hello')).not.toContain(OVER_BUDGET);
  expect(await bot.ask(OMID, 'hello')).toContain(OVER_BUDGET);
}

describeOnEachEngine('a bot that is started again', (engine) => {
  it('keeps what was set, and what an admin was being asked', async () => {
    const bot = await startRunningBot({ engine, ...options() });
    await changeEverything(bot);
    await chooseSetting(bot, 'alert');
    await bot.app.stop();
    const again = await startBotIn({ ...bot, close: async () => undefined });
    expect(await again.ask(ADMIN, 'a lot')).toContain('whole number from ۱ to ۱۰۰');
    expect(await again.ask(ADMIN, '/cancel')).toContain('Nothing was changed.');
    await expectEverything(again);
    await again.app.stop();
    await bot.stop();
    expect([...bot.errors(), ...again.errors()]).toEqual([]);
  });
});

(engines.includes('postgresql') ? describe : describe.skip)('a second replica (postgresql)', () => {
  it('follows what was set at the first one within seconds, and does not undo it', async () => {
    const first = await startRunningBot({ engine: 'postgresql', ...options() });
    const DATABASE_URL = first.environment['DATABASE_URL'] ?? '';
    const second = await startRunningBot(options({ DATABASE_URL }));
    await second.ask(OMID, '/start');
    await changeEverything(first);
    // Nobody opens /settings there: what counts is what it does by itself.
    await waitFor(async () => /Date: [۰-۹]/u.test(await second.ask(ADMIN, '/ai_usage')));
    expect(await second.ask(OMID, 'hello')).not.toContain(OVER_BUDGET);
    expect((await first.requests()).at(-1)).toMatchObject({ costSource: 'override' });
    await second.stop();
    await first.stop();
    expect([...first.errors(), ...second.errors()]).toEqual([]);
  }, 600_000);
});

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error('the other replica never followed');
    await setTimeout(250);
  }
}
