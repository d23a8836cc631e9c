import { until } from '../../support/until.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';
import {
  ADMIN,
  OMID,
  startBotIn,
  startSurroundings,
  type RunningBot,
} from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const PROGRAM = builtProgram('main.js');

function startProgram(environment: Record<string, string>): ChildProcess {
  const { PATH = '' } = process.env;
  return spawn(process.execPath, [PROGRAM], { env: { ...environment, PATH }, stdio: 'pipe' });
}

/** An embedded database has the journal in its folder, until it is closed with nothing in it. */
function journalsBeside(url = ''): string[] {
  if (!url.startsWith('file:')) return [];
  return readdirSync(dirname(url.slice('file:'.length))).filter((name) => name.startsWith('ledger-journal.'));
}

async function isAnswered(bot: RunningBot): Promise<boolean> {
  return (await bot.requests()).some(({ status }) => status === 'ok');
}

describeOnEachEngine('the program', (engine) => {
  itWhenBuilt()('leaves a request settled at the next start when it is killed in an answer', async () => {
    const surroundings = await startSurroundings({ engine });
    const main = surroundings.provider(MAIN);
    main.fail({ kind: 'stall' });
    const program = startProgram(surroundings.environment);
    surroundings.telegram.say(OMID, 'Tell me something.');
    await until(() => main.requests.length > 0);
    expect(main.requests).toMatchObject([{ kind: 'chat', completed: false }]);
    program.kill('SIGKILL');
    await once(program, 'exit');
    const { client } = await surroundings.database();
    expect(await client.aiUsage.findMany()).toMatchObject([{ status: 'pending', userId: BigInt(OMID) }]);

    const bot = await startBotIn(surroundings);
    // The question was kept as well as the request: it is asked once more.
    await until(() => isAnswered(bot));
    const [killed, again, ...others] = await bot.requests();
    expect(others).toEqual([]);
    expect(killed).toMatchObject({ status: 'interrupted', tokensEstimated: true, userId: BigInt(OMID) });
    expect(again).toMatchObject({ status: 'ok', userId: BigInt(OMID) });
    const total = (killed?.totalTokens ?? 0) + (again?.totalTokens ?? 0);
    const report = await bot.ask(ADMIN, '/ai_usage');
    expect(report).toContain(`  • Total requests: 2\n  • Total tokens: ${total}\n`);
    expect(report).toContain('Failed requests: 1 (50%)');
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  itWhenBuilt()('finishes the answer in hand when it is asked to end', async () => {
    const surroundings = await startSurroundings({ engine, providers: { [MAIN]: { latencyMs: 500 } } });
    const { telegram } = surroundings;
    const main = surroundings.provider(MAIN);
    const program = startProgram(surroundings.environment);
    telegram.say(OMID, 'What is the capital of France?');
    await until(() => main.requests.length > 0);
    program.kill('SIGTERM');
    const [code] = (await once(program, 'exit')) as [number];
    expect(code).toBe(0);
    expect(telegram.messages(OMID).at(-1)?.text).toContain('Paris');
    const { client } = await surroundings.database();
    expect(await client.aiUsage.findMany()).toMatchObject([{ status: 'ok' }]);
    await surroundings.close();
  });

  itWhenBuilt()('ends with code 1 and a clear word when the token is wrong', async () => {
    const surroundings = await startSurroundings({ engine, environment: { BOT_TOKEN: '42:wrong-token' } });
    const program = startProgram(surroundings.environment);
    let said = '';
    program.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
    const [code] = (await once(program, 'exit')) as [number];
    expect(code).toBe(1);
    expect(said).toMatch(/^Telegram does not accept the BOT_TOKEN/);
    expect(said).not.toContain('wrong-token');
    expect(journalsBeside(surroundings.environment['DATABASE_URL'])).toEqual([]);
    await surroundings.close();
  });
});
