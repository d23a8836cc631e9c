import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The files it left in its folder. */
  files: string[];
}

/** Runs a built program in an empty folder with only this environment. It may use nothing that a later Node.js warns of. */
async function run(name: string, args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const cwd = await mkdtemp(join(tmpdir(), 'program-'));
  const ended = await new Promise<Omit<Ended, 'files'>>((resolve) => {
    const command = ['--pending-deprecation', builtProgram(`commands/${name}.js`), ...args];
    const child = execFile(process.execPath, command, { cwd, env: environment }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode, stdout, stderr });
    });
  });
  const files = await readdir(cwd);
  await rm(cwd, { recursive: true });
  return { ...ended, files };
}

describe.each(['cleanup', 'migrate', 'report', 'reprice', 'history', 'demo', 'bench', 'soak'])(
  'npm run %s',
  (name) => {
    itWhenBuilt().each(['--help', '-h'])('prints its usage for %s and does nothing', async (argument) => {
      const { code, stdout, stderr, files } = await run(name, [argument], { TIMEZONE: 'Mars' });
      expect({ code, stderr, files }).toEqual({ code: 0, stderr: '', files: [] });
      expect(stdout).toMatch(new RegExp(`^Usage: npm run ${name}`));
    });

    itWhenBuilt().each(['--dry-run', 'all'])('does nothing when given %s', async (argument) => {
      const { code, stdout, stderr, files } = await run(name, [argument]);
      expect({ code, stdout, files }).toEqual({ code: 1, stdout: '', files: [] });
      expect(stderr).toContain(`'${argument}'`);
      expect(stderr).toContain(`Usage: npm run ${name}`);
      expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
    });
  },
);

describe('options that npm took for itself', () => {
  itWhenBuilt().each([
    ['report', ['7'], {}, 'npm run report -- --days 7'],
    ['report', ['7', 'json'], {}, 'npm run report -- --days 7 --format json'],
    ['report', [], { npm_config_days: '7' }, 'npm run report -- --days 7'],
    ['report', ['7'], { npm_config_days: 'true' }, 'npm run report -- --days 7'],
    [
      'reprice',
      ['2026-01-01'],
      { npm_config_apply: 'true' },
      'npm run reprice -- --since 2026-01-01 --apply',
    ],
    ['demo', [], { npm_config_once: 'true' }, 'npm run demo -- --once'],
  ])('are told to %s %j', async (name, args, environment, right) => {
    const { code, stdout, stderr, files } = await run(name, args, environment);
    expect({ code, stdout, files }).toEqual({ code: 1, stdout: '', files: [] });
    expect(stderr).toContain(`Write: ${right}\n`);
  });
});

describe('a command that reads', () => {
  itWhenBuilt().each([
    ['report', []],
    ['cleanup', []],
    ['reprice', ['--since', '2026-01-01']],
  ])('%s makes no database where there is none', async (name, args) => {
    const { code, stdout, stderr, files } = await run(name, args, { DATABASE_URL: 'file:./deta/usage.db' });
    expect({ code, stdout, files }).toEqual({ code: 1, stdout: '', files: [] });
    expect(stderr).toContain('DATABASE_URL (file:./deta/usage.db)');
    expect(stderr).toContain('no database there');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  itWhenBuilt()('asks on standard error what a misspelt name means', async () => {
    const { stderr } = await run('report', [], { DATBASE_URL: 'file:x.db' });
    expect(stderr).toContain('DATBASE_URL is not a setting: did you mean DATABASE_URL?');
  });
});

/** Expects each of the parts after the one before it. */
function expectInOrder(text: string, parts: readonly string[]): void {
  let position = 0;
  for (const part of parts) {
    const found = text.indexOf(part, position);
    expect([part, found !== -1]).toEqual([part, true]);
    position = found + part.length;
  }
}

describe('npm run demo', () => {
  /** The environment of a real bot. */
  const hostile = {
    PROXY_URL: 'http://127.0.0.1:9',
    USER_DAILY_TOKENS: '1',
    GROQ_TRANSCRIPTION_MODEL: 'no-such-model',
    GROQ_MODEL: 'no-such-model',
    COHERE_BASE_URL: 'nowhere',
    PRICES_FILE: '/no/such/file.json',
    WEBHOOK_SECRET: 'not allowed here!',
    PUBLIC_URL: 'https://h:1',
    PORT: 'x',
    METRICS_TOKEN: 'm',
    REPORT_CRON: 'never',
    CLEANUP_CRON: 'never',
    RETENTION_DAYS: '-1',
    QUOTA_ALERT_PERCENT: '0',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://h/d',
  };

  itWhenBuilt()(
    'plays the conversation, whatever else is set',
    async () => {
      const { code, stdout, stderr } = await run('demo', ['--once'], { ...hostile, TIMEZONE: 'Asia/Tehran' });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expectInOrder(stdout, [
        // A user in each language; no answer passes for a model's.
        'سلام! پایتخت ایران کجاست؟\n',
        '🎭 پاسخ نمایشی\n\n  پایتخت ایران تهران است',
        '(پیام صوتی نمایشی) سلام',
        'What is the capital of France?\n',
        '🎭 Demo answer\n\n  The capital of France is Paris.',
        '👤 John · Book club · in reply to Usage bot\n',
        "You're welcome!",
        // A stranger asks, both admins get the card, one of them lets the stranger in.
        '👤 نیما\n',
        '🤖 Usage bot · نیما\n  🔒',
        '🙋 نیما',
        '[ ✅ پذیرفتن ] [ 🕐 برای یک روز ]',
        '👆 مریم presses [ ✅ پذیرفتن ]',
        '🤖 Usage bot · نیما\n  ✅ پذیرفته شدید!',
        'یک شعر از حافظ',
        'درخت دوستی بنشان',
        '👤 مریم\n  /ai_usage\n',
        '📈 آمار تفصیلی از Database',
        '👤 Kate\n  /ai_usage\n',
        '📈 Detailed statistics from the database',
        '👤 Kate\n  /ai_usage 1001\n',
        'سارا',
        // The scheduled report, to each admin.
        '📅',
      ]);
      expect(stdout).toMatch(/🙋 نیما asks to use the bot[^]*\[ ✅ Let in \]/);
      // At nine it also comes by itself.
      const scheduled = stdout.split('📅 گزارش روزانهٔ AI').length + stdout.split('📅 Daily AI report').length;
      expect([4, 6]).toContain(scheduled);
    },
    600_000,
  );

  itWhenBuilt()(
    'refuses a real provider behind a proxy in one sentence',
    async () => {
      const { code, stdout, stderr } = await run('demo', ['--once'], { ...hostile, GROQ_API_KEY: 'real' });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^The demo cannot use PROXY_URL.*GROQ_API_KEY.*\n$/);
    },
    600_000,
  );
});
