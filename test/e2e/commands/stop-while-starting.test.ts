import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';
import { createTestDatabase, describeOnEachEngine, engines } from '../../support/database/test-database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';

const BOT = { BOT_TOKEN: '123456:AAbb-cc_dd', ADMIN_IDS: '1', TELEGRAM_API_ROOT: 'http://127.0.0.1:9' };
type Signal = 'SIGTERM' | 'SIGINT' | 'SIGKILL';

function start(
  name: string,
  environment: Record<string, string>,
): { program: ChildProcess; log: () => string } {
  const env = { ...BOT, ...environment };
  const program = spawn(process.execPath, [builtProgram(name)], { env, stdio: 'pipe' });
  let log = '';
  for (const output of [program.stdout, program.stderr])
    output?.on('data', (bytes: Buffer) => (log += bytes.toString()));
  return { program, log: () => log };
}

/** The exit code, or the signal that ended the program. */
async function end(program: ChildProcess, signal: Signal): Promise<number | string | null> {
  if (program.exitCode !== null) return program.exitCode;
  const ended = once(program, 'exit') as Promise<[number | null, string | null]>;
  program.kill(signal);
  const [code, by] = await ended;
  return code ?? by;
}

describeOnEachEngine('a process that is told to stop', (engine) => {
  itWhenBuilt().each<Signal>(['SIGTERM', 'SIGINT'])(
    'while Telegram cannot be reached, by %s, ends in order',
    async (signal) => {
      const created = await createTestDatabase(engine);
      const { program, log } = start('main.js', { DATABASE_URL: created.url });
      while (!log().includes('Telegram cannot be reached')) await delay(10);
      expect(await end(program, signal)).toBe(0);
      expect(log()).not.toContain('"level":"error"');
      await created.remove();
    },
  );

  itWhenBuilt()(
    'at any moment of its first start, also by a kill, is followed by one that migrates',
    async () => {
      const created = await createTestDatabase(engine);
      const signals: Signal[] = ['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGINT'];
      for (let round = 0; round < 12; round++) {
        const { program } = start('commands/migrate.js', { DATABASE_URL: created.url });
        await delay(150 + round * 60);
        await end(program, signals[round % signals.length]!);
      }
      const database = await openDatabase({ url: created.url });
      await database.migrate();
      expect(await database.client.aiUsage.count()).toBe(0);
      expect(await database.migrate()).toEqual([]);
      await database.close();
      await created.remove();
    },
  );
});

const describePostgres = engines.includes('postgresql') ? describe : describe.skip;

describePostgres('a process that connects to a database which does not answer', () => {
  itWhenBuilt()('ends by the first signal', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const connected = once(silent, 'connection');
    const { program } = start('main.js', { DATABASE_URL: `postgresql://u@127.0.0.1:${port}/d` });
    await connected;
    expect([0, 1, 'SIGTERM']).toContain(await end(program, 'SIGTERM'));
    silent.close();
  });
});
