import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { MAIN, MAIN_COST_SOURCE, MAIN_MODEL } from '../../support/bot/main-provider.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { runCommand } from '../../support/bot/run-command.ts';
import { ADMIN, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';

/** Smaller numbers are days to `/ai_usage`. */
const [OMID, SARA] = [5_001, 5_002];
const GROUP = -1_003_000_000_021;
const API_TOKEN = 'account-files-token';

describeOnOneEngine('the CSV of one person or one group', (engine) => {
  let bot: RunningBot;
  beforeAll(async () => {
    bot = await startRunningBot({
      engine,
      environment: { PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1', API_TOKEN },
      prepare: (telegram) => {
        for (const id of [OMID, SARA]) telegram.addUser({ id, firstName: `Person ${id}` });
        telegram.addGroup({ id: GROUP, title: 'Readers', members: [OMID, SARA] });
      },
    });
    await bot.ask(OMID, 'What is the capital of France?');
    await bot.ask(OMID, '@ledger_demo_bot hi', { chatId: GROUP });
    await bot.ask(SARA, '@ledger_demo_bot سلام', { chatId: GROUP });
  });
  afterAll(() => bot.stop());

  const fromApi = async (account: number, path = 'ai-usage?days=30&format=csv') => {
    const headers = { authorization: `Bearer ${API_TOKEN}` };
    return (await fetch(`${bot.app.webUrl}/api/${path}&account=${account}`, { headers })).text();
  };
  const fromTelegram = async (account: number) => {
    const { message_id: asked } = bot.telegram.say(ADMIN, `/ai_usage ${account}`);
    const report = await bot.messageAfter(ADMIN, asked);
    await bot.telegram.press(ADMIN, report.id, '📄 CSV').answer;
    const { document } = await bot.telegram.waitForMessage(
      ADMIN,
      (message) => message.id > report.id && message.document !== null,
    );
    const text = Buffer.from(bot.telegram.file(document?.id ?? '')?.data ?? []).toString();
    return { name: document?.name, text: text.replace('\uFEFF', '') };
  };

  it.each([
    [OMID, 2],
    [SARA, 1],
    [GROUP, 2],
  ])('of %d has %d requests with all columns, in Telegram as from the API', async (account, requests) => {
    const csv = await fromApi(account);
    const [header = '', ...rows] = csv.trimEnd().split('\r\n');
    expect(header).toBe(
      'date,provider,model,action,status,requests,failed,prompt_tokens,completion_tokens,cached_tokens,' +
        'reasoning_tokens,total_tokens,cost_usd,cost_source',
    );
    expect(rows).toEqual([
      expect.stringMatching(
        new RegExp(`,${MAIN},${MAIN_MODEL},Chat,ok,${requests},0,.*,${MAIN_COST_SOURCE}$`),
      ),
    ]);
    const sent = await fromTelegram(account);
    expect(sent.text).toBe(csv);
    expect(sent.name).toMatch(
      new RegExp(`^ai-usage_${account}_\\d{4}-\\d\\d-\\d\\d_\\d{4}-\\d\\d-\\d\\d\\.csv$`),
    );
  });

  itWhenBuilt()('is printed by npm run report', async () => {
    const { stdout, code } = await runCommand(
      'report',
      [`--account=${GROUP}`, '--format=csv'],
      bot.environment,
    );
    expect([code, stdout]).toEqual([0, await fromApi(GROUP)]);
    const wrong = await runCommand('report', ['--account=Readers'], bot.environment);
    expect(wrong.code).not.toBe(0);
    expect(wrong.stderr).toContain('--account must be the id of a person or a group, not "Readers"');
  });

  it('has the single requests of these alone', async () => {
    const [today = ''] = new Date().toISOString().split('T');
    const path = `requests.csv?from=${today}&to=${today}`;
    const counted = async (account: number) =>
      (await fromApi(account, path)).trimEnd().split('\r\n').length - 1;
    expect([await counted(OMID), await counted(SARA), await counted(GROUP), await counted(5)]).toEqual([
      2, 1, 2, 0,
    ]);
  });
});
