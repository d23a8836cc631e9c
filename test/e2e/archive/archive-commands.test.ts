import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { createSource, everythingIn, reportOf } from '../../support/archive/create-source.ts';
import { startBotProgram } from '../../support/bot/bot-program.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { runCommand } from '../../support/bot/run-command.ts';
import { OMID, startSurroundings } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-commands-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe.each(['backup', 'restore', 'move'])('npm run %s', (name) => {
  itWhenBuilt()('prints its usage', async () => {
    const { code, stdout, stderr } = await runCommand(name, ['--help'], {}, { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: npm run ${name} -- --`);
  });

  itWhenBuilt().each([[[]], [['--dry-run']], [['x']]])('refuses %j, and says its usage', async (args) => {
    const { code, stdout, stderr } = await runCommand(name, args, {}, { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`Usage: npm run ${name} -- --`);
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describeOnEachEngine('a database with a running bot', (engine) => {
  itWhenBuilt()(
    'is backed up meanwhile, but not moved until the bot has ended',
    async () => {
      const surroundings = await startSurroundings({ engine });
      const bot = await startBotProgram(surroundings.environment);
      const { message_id } = surroundings.telegram.say(OMID, 'What is a ledger?');
      await surroundings.telegram.waitForMessage(
        OMID,
        ({ id, draft }) => id > message_id && draft === null,
        30_000,
      );
      const DATABASE_URL = surroundings.environment['DATABASE_URL'] ?? '';
      const file = join(folder, 'a.backup');
      expect(await runCommand('backup', ['--to', file], { DATABASE_URL })).toMatchObject({
        code: 0,
        stderr: '',
      });
      const to = `file:${join(folder, 'new.db')}`;
      const move = () => runCommand('move', ['--to', to], { DATABASE_URL });
      const source = await createSource('sqlite', 20);
      const into = await runCommand('move', ['--to', DATABASE_URL], { DATABASE_URL: source.url });
      expect(into.stderr).toMatch(/a bot uses the target: process/);
      await runCommand('backup', ['--to', `${file}.2`], { DATABASE_URL: source.url });
      const restored = await runCommand('restore', ['--from', `${file}.2`], { DATABASE_URL });
      expect(restored.stderr).toMatch(/a bot uses the target: process/);
      await source.remove();
      const refused = await move();
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(new RegExp(`a bot uses this database: process ${bot.pid} on .*Stop it`));
      expect(existsSync(join(folder, 'new.db'))).toBe(false);

      expect(await bot.end('SIGTERM')).toBe(0);
      expect(await move()).toMatchObject({ code: 0, stderr: '' });
      expect(await reportOf(to)).toBe(await reportOf(DATABASE_URL));
      await surroundings.close();
    },
    600_000,
  );

  itWhenBuilt()(
    'is moved right after a bot on this machine was killed',
    async () => {
      const surroundings = await startSurroundings({ engine });
      const bot = await startBotProgram(surroundings.environment);
      await bot.end('SIGKILL');
      const DATABASE_URL = surroundings.environment['DATABASE_URL'] ?? '';
      const to = `file:${join(folder, 'new.db')}`;
      expect(await runCommand('move', ['--to', to], { DATABASE_URL })).toMatchObject({ code: 0, stderr: '' });
      await surroundings.close();
    },
    600_000,
  );

  itWhenBuilt()(
    'is filled after a bot was started on it once, but nobody had written',
    async () => {
      const source = await createSource('sqlite', 300);
      const surroundings = await startSurroundings({ engine, environment: { REPORT_CRON: '0 9 * * *' } });
      const bot = await startBotProgram(surroundings.environment);
      await bot.end('SIGTERM');
      const to = surroundings.environment['DATABASE_URL'] ?? '';
      const moved = await runCommand('move', ['--to', to], { DATABASE_URL: source.url });
      expect(moved).toMatchObject({ code: 0, stderr: '' });
      expect(await reportOf(to)).toBe(await reportOf(source.url));
      await surroundings.close();
      await source.remove();
    },
    600_000,
  );
});

describe('a bot', () => {
  itWhenBuilt()(
    'says at its start that the ledger is in the database of before',
    async () => {
      const source = await createSource('sqlite', 100);
      const surroundings = await startSurroundings();
      await mkdir(join(folder, 'data'));
      await copyFile(source.url.slice('file:'.length), join(folder, 'data', 'usage.db'));
      const before = process.cwd();
      process.chdir(folder);
      const bot = await startBotProgram(surroundings.environment).finally(() => process.chdir(before));
      expect(bot.log()).toMatch(/"requests":100.*DATABASE_URL names an empty database, but .*npm run move/);
      await bot.end('SIGTERM');
      await surroundings.close();
      await source.remove();
    },
    600_000,
  );
});

describe('an embedded database whose bot was killed', () => {
  itWhenBuilt()(
    'is backed up with what is in its log only',
    async () => {
      const source = await createSource('sqlite', 200);
      const writer = await openDatabase({ url: source.url });
      await writer.client.$executeRawUnsafe(`INSERT INTO chat (chat_id, reachable) VALUES (-77, true)`);
      // As a kill leaves it: the file, and the log that nobody put into it.
      const left = join(folder, 'usage.db');
      for (const suffix of ['', '-wal'])
        await copyFile(`${source.url.slice(5)}${suffix}`, `${left}${suffix}`);
      const before = await everythingIn(source.url);
      await writer.close();
      const file = join(folder, 'a.backup');
      const made = await runCommand('backup', ['--to', file], { DATABASE_URL: `file:${left}` });
      expect(made).toMatchObject({ code: 0, stderr: '' });

      // Somebody removed the database, but not its log.
      await rm(left);
      await leaveLog(`${left}-wal`);
      const restored = await runCommand('restore', ['--from', file], { DATABASE_URL: `file:${left}` });
      expect(restored).toMatchObject({ code: 0, stderr: '' });
      expect(await everythingIn(`file:${left}`)).toEqual(before);
      await source.remove();
    },
    600_000,
  );
});

/** The log of another database that was killed while it wrote. */
async function leaveLog(path: string): Promise<void> {
  const other = await createSource('sqlite', 500);
  const writer = await openDatabase({ url: other.url });
  await writer.client.$executeRawUnsafe(`UPDATE ai_usage_tracking SET error_message = 'killed'`);
  await copyFile(`${other.url.slice('file:'.length)}-wal`, path);
  await writer.close();
  await other.remove();
}

describe('a full disk', () => {
  itWhenBuilt()(
    'leaves no backup behind',
    async () => {
      const source = await createSource('sqlite', 3_000);
      const file = join(folder, 'a.backup');
      const { code, stderr } = await runCommand(
        'backup',
        ['--to', file],
        { DATABASE_URL: source.url },
        { limit: 200 },
      );
      expect(code).toBe(1);
      expect(stderr).toMatch(/EFBIG|ENOSPC/);
      expect(readdirSync(folder)).toEqual([]);
      await source.remove();
    },
    600_000,
  );

  itWhenBuilt()(
    'leaves no restored database behind',
    async () => {
      const source = await createSource('sqlite', 3_000);
      const file = join(folder, 'a.backup');
      await runCommand('backup', ['--to', file], { DATABASE_URL: source.url });
      const to = `file:${join(folder, 'new.db')}`;
      const { code } = await runCommand('restore', ['--from', file], { DATABASE_URL: to }, { limit: 600 });
      expect(code).toBe(1);
      expect(readdirSync(folder)).toEqual(['a.backup']);
      await source.remove();
    },
    600_000,
  );
});

describe('a file or an address that cannot be used', () => {
  itWhenBuilt().each([
    ['backup', 'no/a.backup', /^\S*no\/a\.backup cannot be written: its folder does not exist/],
    ['backup', 'usage.db/a.backup', /^\S*usage\.db\/a\.backup cannot be written: it is below a file/],
    ['restore', 'a.backup', /^\S*a\.backup cannot be read: it is not there/],
    ['move', 'postgresql://me:s3cret@127.0.0.1:9/none', /^--to \(postgresql:\/\/me@\S+ cannot be reached/],
    ['move', 'postgresql://me:s3c@ret/x@127.0.0.1/none', /^--to has a password .* must be encoded/],
  ])(
    'of npm run %s is named as what it is, not as the database: %s',
    async (name, value, message) => {
      const source = await createSource('sqlite', 10);
      await copyFile(source.url.slice('file:'.length), join(folder, 'usage.db'));
      const option = name === 'restore' ? '--from' : '--to';
      const given = value.includes('://') ? value : join(folder, value);
      const { code, stderr } = await runCommand(name, [option, given], { DATABASE_URL: source.url });
      expect(code).toBe(1);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/DATABASE_URL \(|s3c/);
      expect(readdirSync(folder)).toEqual(['usage.db']);
      await source.remove();
    },
    600_000,
  );
});

describe('a database that cannot be made', () => {
  itWhenBuilt()(
    'is named as it was given',
    async () => {
      const source = await createSource('sqlite', 10);
      const to = `file:${join(folder, 'a.file', 'new.db')}`;
      await writeFile(join(folder, 'a.file'), 'a file');
      const { code, stderr } = await runCommand('move', ['--to', to], { DATABASE_URL: source.url });
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: `--to (${to}) has a file where it names a directory. Correct the path.\n`,
      });
      await source.remove();
    },
    600_000,
  );
});

describe('a secret', () => {
  itWhenBuilt()(
    'in the address of the target is never printed',
    async () => {
      const source = await createSource('sqlite', 50);
      const to = 'postgresql://me:tr%40ps3cret@127.0.0.1:9/none';
      const { code, stdout, stderr } = await runCommand('move', ['--to', to], { DATABASE_URL: source.url });
      expect(code).toBe(1);
      expect(stdout + stderr).not.toMatch(/tr(%40|@)ps3cret/);
      await source.remove();
    },
    600_000,
  );

  itWhenBuilt()(
    'password of backups comes from the environment',
    async () => {
      const source = await createSource('sqlite', 50);
      const file = join(folder, 'a.backup');
      const environment = { DATABASE_URL: source.url, BACKUP_PASSWORD: 'correct horse' };
      const made = await runCommand('backup', ['--to', file], environment);
      expect(made).toMatchObject({ code: 0, stderr: '' });
      expect(made.stdout).toMatch(/is good: .*encrypted, read back and equal/);
      const to = { DATABASE_URL: `file:${join(folder, 'new.db')}` };
      const without = await runCommand('restore', ['--from', file], to);
      expect(without.stderr).toContain('BACKUP_PASSWORD');
      const wrong = await runCommand('restore', ['--from', file], { ...to, BACKUP_PASSWORD: 'wrong horse' });
      expect([without.code, wrong.code, wrong.stderr.includes('wrong horse')]).toEqual([1, 1, false]);
      expect(readdirSync(folder)).toEqual(['a.backup']);
      await writeFile(join(folder, '.env'), 'BACKUP_PASSWORD="correct horse"\n');
      expect(await runCommand('restore', ['--from', file], to, { cwd: folder })).toMatchObject({ code: 0 });
      await source.remove();
    },
    600_000,
  );
});
