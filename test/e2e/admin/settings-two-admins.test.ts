import { chooseSetting } from '../../support/bot/choose-setting.ts';
import { ADMIN, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_MODEL } from '../../support/bot/main-provider.ts';

const BEA = 901;
const REPORT_CHAT = -1001;
const MODEL = `${MAIN}/${MAIN_MODEL}`;
const CHANGED = /(Ada|Bea) changed this meanwhile: [^.]+\. It is now: /;

/** A dialogue that both admins are in: what is said first, two values, and what each is shown as. */
interface Shared {
  topic: string;
  subject?: string;
  values: readonly [typed: string, shown: string][];
}

const SHARED: readonly Shared[] = [
  {
    topic: 'report',
    values: [
      ['08:00', '08:00'],
      ['off', 'Off'],
      ['10:30', '10:30'],
    ],
  },
  {
    topic: 'alert',
    values: [
      ['70', '70%'],
      ['60', '60%'],
      ['50', '50%'],
    ],
  },
  {
    topic: 'budget',
    values: [
      ['1000', '1,000 tokens'],
      ['2000', '2,000 tokens'],
      ['0', 'No limit'],
    ],
  },
  {
    topic: 'chat-language',
    values: [
      ['persian', 'فارسی'],
      ['english', 'English'],
      ['persian', 'فارسی'],
    ],
  },
  {
    topic: 'chat-digits',
    values: [
      ['persian', 'Persian'],
      ['latin', 'Latin'],
      ['persian', 'Persian'],
    ],
  },
  {
    topic: 'chat-calendar',
    values: [
      ['jalali', 'Jalali'],
      ['gregorian', 'Gregorian'],
      ['jalali', 'Jalali'],
    ],
  },
  {
    topic: 'person',
    subject: '102',
    values: [
      ['1000', '1,000 tokens'],
      ['2000', '2,000 tokens'],
      ['0', 'No limit'],
    ],
  },
  {
    topic: 'price',
    subject: MODEL,
    values: [
      ['1 / 2', '$1.0000 input'],
      ['3 / 4', '$3.0000 input'],
      ['5 / 6', '$5.0000 input'],
    ],
  },
];

describeOnEachEngine('two admins in /settings at once', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({
      engine,
      environment: { ADMIN_IDS: `${ADMIN},${BEA}`, ADMIN_CHAT_ID: String(REPORT_CHAT) },
      prepare: (telegram) => {
        telegram.addUser({ id: BEA, firstName: 'Bea', languageCode: 'en' });
        telegram.addGroup({ id: REPORT_CHAT, title: 'Admins', members: [ADMIN, BEA] });
      },
    });
    await Promise.all([ADMIN, BEA].map((id) => bot.ask(id, '/start')));
  });

  afterAll(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const open = async (admin: number, { topic, subject }: Shared) => {
    await chooseSetting(bot, topic, admin);
    if (subject) await bot.ask(admin, subject);
  };
  const acts = async () => (await bot.database()).client.adminAction.count();

  it.each(SHARED)('do not overwrite each other in "$topic"', async (shared) => {
    const [first, second, third] = shared.values.map(([typed, shown]) => ({ typed, shown }));
    if (!first || !second || !third) throw new Error('three values are needed');
    const before = await acts();

    // Both answer in the same moment: who sets it for the first time, then who returns to the default.
    for (const typed of [
      [first.typed, second.typed],
      ['default', 'default'],
    ] as const) {
      await open(ADMIN, shared);
      await open(BEA, shared);
      const answers = await Promise.all([bot.ask(ADMIN, typed[0]), bot.ask(BEA, typed[1])]);
      expect(answers.filter((text) => text.includes('Saved'))).toHaveLength(1);
      expect(answers.filter((text) => CHANGED.test(text))).toHaveLength(1);
      await Promise.all([ADMIN, BEA].map((id) => bot.ask(id, '/cancel')));
    }
    expect(await acts()).toBe(before + 2);

    // One answers while the other thinks.
    await open(ADMIN, shared);
    await open(BEA, shared);
    expect(await bot.ask(ADMIN, first.typed)).toContain(`Now: ${first.shown}`);
    const told = await bot.ask(BEA, second.typed);
    expect(told).toContain('Ada changed this meanwhile: ');
    expect(told).toContain(first.shown);
    await open(ADMIN, shared);
    expect(await bot.ask(BEA, second.typed)).toContain(`Now: ${second.shown}`);
    expect(await bot.ask(ADMIN, third.typed)).toContain('Bea changed this meanwhile: ');
    await bot.ask(ADMIN, '/cancel');
    expect(await acts()).toBe(before + 4);
  });

  it('tells an admin who leaves a value as they saw it that it is another now', async () => {
    await chooseSetting(bot, 'alert');
    await bot.ask(ADMIN, '70');
    await chooseSetting(bot, 'alert');
    await chooseSetting(bot, 'alert', BEA);
    expect(await bot.ask(BEA, '60')).toContain('Now: 60%');
    expect(await bot.ask(ADMIN, '70')).toContain(
      'Bea changed this meanwhile: warning threshold. It is now: 60%',
    );
    expect(await bot.ask(ADMIN, '70')).toContain('Before: 60%\n• Now: 70%');
  });
});
