import { fillHistory } from '../../../src/app/services/fill-history.ts';
import { openPrices } from '../../../src/app/services/open-prices.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const MARYAM = 901;
const HISTORY = { requests: 6000, days: 30, users: 40, seed: 1, timeZone: 'UTC' };

describe('a report that does not fit into one message', () => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({
      environment: { ADMIN_IDS: `${ADMIN},${MARYAM}` },
      providers: { [MAIN]: {}, gemini: {}, cerebras: {}, cohere: {} },
      prepare: (telegram) => void telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' }),
    });
    const database = await bot.database();
    const { list: prices } = await openPrices({ prices: {}, timeZone: 'UTC' }, database, systemClock);
    await fillHistory({ database, prices }, { ...HISTORY, now: new Date() }, () => undefined);
  });

  afterAll(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const reportsOf = (userId: number) => bot.telegram.messages(userId).filter(({ by }) => by === 'bot');
  const usersIn = (text: string) =>
    stripMarks(text)
      .split('\n')
      .filter((line) => /^\d+\. /.test(line));

  it('is two, the second in answer to the first and with the buttons, and as many people in each language', async () => {
    await bot.ask(MARYAM, '/ai_usage');
    await bot.telegram.waitForMessage(MARYAM, ({ keyboard }) => keyboard.length > 0);
    const [first, second, ...others] = reportsOf(MARYAM);
    expect(others).toEqual([]);
    expect(first?.keyboard).toEqual([]);
    expect(second?.replyTo).toBe(first?.id);
    expect(stripMarks(first?.text ?? '')).toContain('آخرین استفاده: ');
    const people = usersIn(
      reportsOf(MARYAM)
        .map(({ text }) => text)
        .join('\n'),
    );
    await bot.ask(ADMIN, '/ai_usage');
    await bot.telegram.waitForMessage(ADMIN, ({ keyboard }) => keyboard.length > 0);
    expect(
      usersIn(
        reportsOf(ADMIN)
          .map(({ text }) => text)
          .join('\n'),
      ),
    ).toHaveLength(people.length);
    expect(people).toHaveLength(10);
  });

  it('is rewritten as a whole when a button asks for another period, and becomes one where that fits', async () => {
    const [first, second] = reportsOf(MARYAM);
    const before = stripMarks(first?.text ?? '');
    await bot.telegram.press(MARYAM, second!.id, '۷ روز').answer;
    const after = reportsOf(MARYAM);
    const text = stripMarks(after.map((message) => message.text).join('\n'));
    expect(text).toContain('۷ روز گذشته');
    expect(text).not.toBe(before);
    expect(text.match(/💎/g)).toHaveLength(1);
    expect(after.at(-1)?.keyboard.length).toBeGreaterThan(0);
    expect(after.filter(({ keyboard }) => keyboard.length > 0)).toHaveLength(1);
  });
});
