import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

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
