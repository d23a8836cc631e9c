import { ADMIN, startBotIn, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';

const LEAVING = 901;
const GONE = 903;
const EVERYONE = ['start', 'help', 'new', 'model', 'usage', 'cost', 'language', 'privacy'];

describeOnOneEngine('an admin who is none any more', (engine) => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      environment: { ADMIN_IDS: `${GONE},${ADMIN},${LEAVING}` },
      prepare: (telegram) => {
        telegram.addUser({ id: LEAVING, firstName: 'مریم', languageCode: 'fa' });
        telegram.addUser({ id: GONE, firstName: 'Gone', languageCode: 'en' });
      },
    });
    // It waits for what was begun at its start.
    await bot.app.stop();
    expect(namesFor(LEAVING)).toContain('ai_usage');
  });

  afterEach(() => bot.stop());

  const namesFor = (userId: number) => bot.telegram.visibleCommands(userId).map(({ command }) => command);
  const startAgain = async (adminIds: string) => {
    Object.assign(bot.environment, { ADMIN_IDS: adminIds });
    const again = await startBotIn({ ...bot, close: async () => undefined });
    await again.app.stop();
    expect(again.errors()).toEqual([]);
  };
  const removals = () => bot.telegram.callsOf('deleteMyCommands').length;

  it('loses the longer menu in every language with the next start, and gets it back with the title', async () => {
    // The first to be asked for is gone, which is no reason to ask for them for ever.
    bot.telegram.failNext('deleteMyCommands', { errorCode: 400, description: 'Bad Request: chat not found' });
    await startAgain(String(ADMIN));
    expect(namesFor(LEAVING)).toEqual(EVERYONE);
    expect(namesFor(ADMIN)).toEqual([...EVERYONE, 'ai_usage', 'dashboard', 'access', 'settings']);
    const menusOfChat = removals();
    await startAgain(String(ADMIN));
    expect(removals()).toBe(menusOfChat);
    await startAgain(`${ADMIN},${LEAVING}`);
    expect(namesFor(LEAVING)).toContain('settings');
  });

  it('loses it with a later start when Telegram could not be asked', async () => {
    // Longer than the bot waits.
    const later = { errorCode: 429, description: 'Too Many Requests', parameters: { retry_after: 100 } };
    bot.telegram.failNext('deleteMyCommands', later, 100);
    await startAgain(String(ADMIN));
    expect(namesFor(LEAVING)).toContain('ai_usage');
    bot.telegram.clearFaults();
    await startAgain(String(ADMIN));
    expect(namesFor(LEAVING)).toEqual(EVERYONE);
    expect(namesFor(GONE)).toEqual(EVERYONE);
  });
});
