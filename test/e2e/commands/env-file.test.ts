import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';
import { startSurroundings } from '../../support/bot/running-bot.ts';

/** The startup log of the built bot in a folder with a `.env` file of this mode, written as an editor does. */
async function startWith(mode: number, write = (text: string) => Buffer.from(text)): Promise<string> {
  const surroundings = await startSurroundings();
  const cwd = await mkdtemp(join(tmpdir(), 'env-file-'));
  const lines = Object.entries({ ...surroundings.environment, LOG_LEVEL: 'info' });
  await writeFile(join(cwd, '.env'), write(lines.map(([name, value]) => `${name}=${value}\n`).join('')));
  await chmod(join(cwd, '.env'), mode);
  const program = spawn(process.execPath, [builtProgram('main.js')], { cwd, env: {}, stdio: 'pipe' });
  let log = '';
  for (const output of [program.stdout, program.stderr])
    output.on('data', (bytes: Buffer) => (log += bytes.toString()));
  while (!log.includes('"username"') && program.exitCode === null) await delay(10);
  const ended = once(program, 'exit');
  program.kill('SIGTERM');
  await ended;
  await rm(cwd, { recursive: true });
  await surroundings.close();
  return log;
}

describe('a .env file', () => {
  itWhenBuilt()('is used with one warning, without secrets, if others may read it', async () => {
    const log = await startWith(0o640);
    const warnings = log.split('\n').filter((line) => line.includes('chmod 600'));
    expect(warnings.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 'warn', mode: '640' }),
    ]);
    expect(log).toContain('"username"');
    expect(log).not.toContain('stand-in-token');
  });

  itWhenBuilt()('causes no warning if only its owner may read it', async () => {
    const log = await startWith(0o600);
    expect(log).toContain('"username"');
    expect(log).not.toContain('chmod');
  });

  itWhenBuilt().each([
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    [
      'UTF-16, ends of lines of Windows',
      (text: string) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le'),
    ],
    [
      'quotes and export',
      (text: string) => Buffer.from(text.replaceAll(/^(\w+)=(.*)$/gm, 'export $1 = "$2"')),
    ],
    [
      'Persian digits and commas',
      (text: string) => Buffer.from(text.replace(/^ADMIN_IDS=.*$/m, 'ADMIN_IDS=۹۰۰، ۹۰۱')),
    ],
  ])('is read as %s', async (_, write) => {
    expect(await startWith(0o600, write)).toContain('"username"');
  });
});
