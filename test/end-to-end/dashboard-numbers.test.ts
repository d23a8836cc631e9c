import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { stripMarks } from '../../src/localization/direction.ts';
import type { ReportJson } from '../../src/reports/render-json.ts';
import { signInitData } from '../../src/demo/telegram/sign-init-data.ts';
import { builtProgram, itWhenBuilt } from '../support/built-program.ts';
import { freePort } from '../../src/demo/free-port.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../support/running-bot.ts';
import { describeOnEachEngine } from '../support/test-database.ts';

const PROGRAM = builtProgram('commands/report.js');

describeOnEachEngine('the numbers of the dashboard', (engine) => {
  let bot: RunningBot;
  let shown: ReportJson;
  beforeAll(async () => {
    const environment = { PORT: String(await freePort()), LISTEN_HOST: '127.0.0.1' };
    bot = await startRunningBot({ engine, environment, providers: { groq: {}, cerebras: {} } });
    await bot.ask(OMID, 'What is the capital of France?');
    bot.provider('groq').fail({ kind: 'status', status: 500 });
    await bot.ask(SARA, 'سلام');
    const person = { id: ADMIN, is_bot: false, first_name: 'Ada' };
    const authorization = `tma ${signInitData(bot.telegram.token, person, Date.now())}`;
    const response = await fetch(`${bot.app.webUrl}/api/ai-usage?days=7`, { headers: { authorization } });
    shown = (await response.json()) as ReportJson;
  });
  afterAll(() => bot.stop());

  const run = async (format: string) => {
    const args = [PROGRAM, '--days', '7', '--format', format];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: bot.environment,
    });
    return stdout;
  };

  itWhenBuilt('are those of npm run report', async () => {
    const printed = JSON.parse(await run('json')) as ReportJson;
    expect(timeless(shown)).toEqual(timeless(printed));
    expect(shown.totals.requests).toBe(3);
  });

  itWhenBuilt('are those of the CSV', async () => {
    const [, ...rows] = (await run('csv')).trim().split('\r\n');
    const days = shown.days.map((day) => [
      day.date,
      day.provider,
      day.requests,
      day.totalTokens,
      day.costUsd,
    ]);
    const read = rows.map((row) => {
      const [date, provider, ...numbers] = row.split(',');
      return [date, provider, ...numbers.map(Number)];
    });
    expect(days).toEqual(read);
  });

  it('are those that Telegram shows', async () => {
    const text = stripMarks(await bot.ask(ADMIN, '/ai_usage 7'));
    for (const { name, usage } of shown.providers.filter(({ usage }) => usage.requests > 0)) {
      const block = text.slice(text.indexOf('📈')).split(`\n${name}:\n`)[1] ?? '';
      expect(block).toMatch(new RegExp(`^  • Total requests: ${usage.requests}\\b`));
      expect(block).toContain(`Total tokens: ${usage.totalTokens.toLocaleString('en-US')}\n`);
      expect(block).toContain(`Prompt tokens: ${usage.promptTokens.toLocaleString('en-US')}\n`);
    }
  });
});

/** All but when it was made, and the quotas of a minute, which is soon over. */
function timeless(report: ReportJson): object {
  const providers = report.providers.map((provider) => ({
    ...provider,
    headroom: provider.headroom
      .filter(({ window }) => window === 'day')
      .map((reading) => ({ ...reading, observedAt: null })),
  }));
  return { ...report, generatedAt: null, providers };
}
