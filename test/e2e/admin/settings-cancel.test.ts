import { openQuestion } from '../../support/bot/choose-setting.ts';
import { ADMIN, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_MODEL } from '../../support/bot/main-provider.ts';

const REPORT_CHAT = -1001;
const MODEL = `${MAIN}/${MAIN_MODEL}`;

/** What an admin says before /cancel, at each step of each dialogue. */
const STEPS: readonly [topic: string, said: readonly string[]][] = [
  ...['report', 'alert', 'budget', 'digits', 'calendar'].flatMap(steps),
  ...['chat-language', 'chat-digits', 'chat-calendar'].flatMap(steps),
  ...steps('person'),
  ['person', ['102']],
  ['person', ['nonsense', '102']],
  ['person', ['102', 'nonsense']],
  ...steps('money'),
  ['money', ['all']],
  ['money', ['102']],
  ['money', ['nonsense', MAIN]],
  ['money', [MAIN, 'nonsense']],
  ...steps('price'),
  ['price', [MODEL]],
  ['price', ['nonsense', MODEL]],
  ['price', [MODEL, 'nonsense']],
];

/** The rows of `setting` that admins change. */
const CHANGEABLE = [
  'report_schedule',
  'alert_percent',
  'default_budget',
  'report_locale',
  'digits/',
  'calendar/',
  'usd/',
].map((name) => ({ key: { startsWith: name } }));

function steps(topic: string): [topic: string, said: readonly string[]][] {
  return [
    [topic, []],
    [topic, ['nonsense']],
  ];
}

describeOnOneEngine('/cancel', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({
      engine,
      environment: { ADMIN_CHAT_ID: String(REPORT_CHAT) },
      providers: { [MAIN]: { answer: () => 'an answer' } },
      prepare: (telegram) => void telegram.addGroup({ id: REPORT_CHAT, title: 'Admins', members: [ADMIN] }),
    });
  });

  afterAll(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it.each(STEPS)('leaves everything as it is in "%s" after %j', async (topic, said) => {
    const question = await openQuestion(bot, topic);
    expect(question.keyboard.flat().at(-1)?.text).toBe('Cancel');
    for (const text of said) {
      const answer = await bot.ask(ADMIN, text);
      expect(answer).toContain(text === 'nonsense' ? '🤔' : 'Now set');
    }
    expect(await bot.ask(ADMIN, '/cancel')).toBe('👌 Nothing was changed.');
    // What would have been an answer is a message like any other.
    expect(await bot.ask(ADMIN, '50')).toBe('an answer');
    expect(await bot.ask(ADMIN, '/cancel')).toContain('There is nothing to cancel.');
    const { client } = await bot.database();
    expect(await client.setting.findMany({ where: { OR: CHANGEABLE } })).toEqual([]);
    expect(await client.userBudget.count()).toBe(0);
    expect(await client.modelPrice.count()).toBe(0);
    expect(await client.adminAction.count()).toBe(0);
    expect(await client.conversationState.count()).toBe(0);
  });
});
