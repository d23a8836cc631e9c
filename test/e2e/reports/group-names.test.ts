import type { ReportJson } from '../../../src/reports/render-json.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';

const GROUP = -1_003_000_000_007;
const SILENT = -1_003_000_000_008;
const API_TOKEN = 'group-names-token';
const MENTION = '@ledger_demo_bot';

describeOnOneEngine('a group that uses the bot', (engine) => {
  let bot: RunningBot;
  const start = async (access: string) => {
    bot = await startRunningBot({
      engine,
      environment: {
        ACCESS: access,
        ALLOWED_IDS: `${OMID},${GROUP},${SILENT}`,
        PORT: String(await freePort()),
        LISTEN_HOST: '127.0.0.1',
        API_TOKEN,
      },
      prepare: (telegram) => {
        telegram.addGroup({ id: GROUP, title: 'Chess \u202Eclub', members: [OMID, SARA] });
        telegram.addGroup({ id: SILENT, title: 'Talks to itself', members: [OMID, SARA] });
      },
    });
  };
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const groups = async (): Promise<ReportJson['groups']> => {
    const headers = { authorization: `Bearer ${API_TOKEN}` };
    const response = await fetch(`${bot.app.webUrl}/api/ai-usage?days=7`, { headers });
    return ((await response.json()) as ReportJson).groups;
  };

  it.each(['open', 'request', 'closed'])('is named in every report where ACCESS is %s', async (access) => {
    await start(access);
    await bot.ask(OMID, `${MENTION} e4 or d4?`, { chatId: GROUP });
    expect(await groups()).toEqual([expect.objectContaining({ chatId: GROUP, name: 'Chess club' })]);
    expect(await bot.ask(ADMIN, '/ai_usage 7')).toContain('Chess club');
    expect(await bot.ask(ADMIN, `/ai_usage ${GROUP}`)).toMatch(/^👥 Chess club \(id -1003000000007\)/);
  });

  it('is named as it calls itself now', async () => {
    await start('open');
    await bot.ask(OMID, `${MENTION} e4 or d4?`, { chatId: GROUP });
    bot.telegram.addGroup({ id: GROUP, title: 'Go club', members: [OMID, SARA] });
    await bot.ask(SARA, `${MENTION} سلام`, { chatId: GROUP });
    expect(await groups()).toEqual([expect.objectContaining({ name: 'Go club', requests: 2 })]);
  });

  it('leaves no name where nobody talks to the bot', async () => {
    await start('open');
    bot.telegram.say(OMID, 'Just between us', { chatId: SILENT });
    await bot.ask(OMID, `${MENTION} e4 or d4?`, { chatId: GROUP });
    const { client } = await bot.database();
    const known = await client.access.findMany();
    expect(known.map(({ accountId, title, askedBy }) => [Number(accountId), title, askedBy])).toEqual([
      [GROUP, 'Chess club', null],
    ]);
    expect(await client.person.count({ where: { userId: { lt: 0 } } })).toBe(0);
  });
});
