import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startTelegramStandIn } from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';

const MAIN = resolve('dist/main.js');
// `npm test` builds first; a single test file may run without a build.
const describeBuilt = existsSync(MAIN) ? describe : describe.skip;

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The files it left in its folder. */
  files: string[];
}

/** Runs the built bot in an empty folder with only this environment. */
async function runBot(environment: Record<string, string>): Promise<Ended> {
  const cwd = await mkdtemp(join(tmpdir(), 'run-program-'));
  const ended = await new Promise<Omit<Ended, 'files'>>((resolveEnd) => {
    const child = execFile(process.execPath, [MAIN], { cwd, env: environment }, (_, stdout, stderr) => {
      resolveEnd({ code: child.exitCode, stdout, stderr });
    });
  });
  const files = await readdir(cwd);
  await rm(cwd, { recursive: true });
  return { ...ended, files };
}

describeBuilt('a program with a broken environment', () => {
  it('exits with 1 and reports every problem on standard error before doing anything', async () => {
    const { code, stdout, stderr, files } = await runBot({
      ADMIN_IDS: 'me',
      TIMEZONE: 'Mars',
      LOG_LEVEL: 'trace',
    });
    expect({ code, stdout, files }).toEqual({ code: 1, stdout: '', files: [] });
    for (const name of ['BOT_TOKEN', 'ADMIN_IDS', 'TIMEZONE'])
      expect(stderr).toMatch(new RegExp(`^  - ${name} `, 'm'));
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('prints no secret', async () => {
    const token = '123456:AAbb-cc_dd';
    const { code, stderr } = await runBot({
      BOT_TOKEN: token,
      ADMIN_IDS: token,
      GROQ_API_KEY: 'groq-key',
      PORT: 'groq-key',
    });
    expect(code).toBe(1);
    expect(stderr).toContain('ADMIN_IDS');
    expect(stderr).not.toContain('AAbb-cc_dd');
    expect(stderr).not.toContain('groq-key');
  });
});

const FULL = '/dev/full';

(existsSync(FULL) ? describeBuilt : describe.skip)('a full disk under the standard output', () => {
  it('is no end of the bot, which answers without its log', async () => {
    const telegram = await startTelegramStandIn();
    telegram.addUser({ id: 7, firstName: 'Omid' });
    const folder = await mkdtemp(join(tmpdir(), 'full-'));
    const full = await open(FULL, 'w');
    const environment = {
      BOT_TOKEN: telegram.token,
      ADMIN_IDS: '8',
      ACCESS: 'open',
      TELEGRAM_API_ROOT: telegram.apiRoot,
      DATABASE_URL: `file:${join(folder, 'usage.db')}`,
    };
    const bot = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', full.fd, 'pipe'] });
    let said = '';
    bot.stderr!.on('data', (bytes: Buffer) => (said += bytes.toString()));
    const { message_id } = telegram.say(7, '/help');
    await telegram.waitForMessage(7, ({ id }) => id > message_id, 30_000);
    const ended = once(bot, 'exit');
    bot.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(said).toMatch(/^The log on standard output is lost, but the bot goes on: .*ENOSPC.*\n$/);
    await full.close();
    await telegram.close();
    await rm(folder, { recursive: true });
  }, 600_000);

  it('is said in a sentence by a program', async () => {
    const full = await open(FULL, 'w');
    const program = spawn(process.execPath, [MAIN, '--help'], { stdio: ['ignore', full.fd, 'pipe'] });
    let said = '';
    program.stderr!.on('data', (bytes: Buffer) => (said += bytes.toString()));
    expect(await once(program, 'close')).toEqual([1, null]);
    expect(said).toBe('The output was not written: it is on a disk that is full (ENOSPC). Make room on it\n');
    await full.close();
  });
});
