import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@libsql/client/sqlite3';
import { Client } from 'pg';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';
import { createTestDatabase, engines } from '../../support/database/test-database.ts';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';

const BOT = { BOT_TOKEN: '123456:AAbb-cc_dd', ADMIN_IDS: '1', TELEGRAM_API_ROOT: 'http://127.0.0.1:9' };
const PROGRAMS: [name: string, args: string[]][] = [
  ['main', []],
  ['commands/migrate', []],
  ['commands/report', []],
  ['commands/cleanup', []],
  ['commands/reprice', ['--since', '2026-01-01']],
  ['commands/history', []],
];

/** A program that makes a database where there is none, and one that does not. */
const SOME = PROGRAMS.slice(0, 3).filter(([name]) => name !== 'commands/migrate');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'database-errors-'));
  await mkdir(join(folder, 'directory'));
  await writeFile(join(folder, 'garbage.db'), 'This is a letter, not a database. '.repeat(100));
  const client = createClient({ url: `file:${join(folder, 'other.db')}` });
  await client.execute('CREATE TABLE recipes (id INTEGER)');
  client.close();
});

afterAll(() => rm(folder, { recursive: true }));

async function run(
  programs: typeof PROGRAMS,
  url: string,
): Promise<{ name: string; code: number | null; stdout: string; stderr: string }[]> {
  return Promise.all(
    programs.map(
      ([name, args]) =>
        new Promise<{ name: string; code: number | null; stdout: string; stderr: string }>((resolve) => {
          const env = { ...BOT, DATABASE_URL: url };
          const command = [builtProgram(`${name}.js`), ...args];
          const child = execFile(process.execPath, command, { cwd: folder, env }, (_, stdout, stderr) =>
            resolve({ name, code: child.exitCode, stdout, stderr }),
          );
        }),
    ),
  );
}

/** Each program ends with one sentence that names the setting and says this. */
async function expectSentence(url: string, words: RegExp, programs = SOME): Promise<void> {
  for (const { name, code, stdout, stderr } of await run(programs, url)) {
    expect({ name, code, stdout }).toEqual({ name, code: 1, stdout: '' });
    expect(stderr).toMatch(/^DATABASE_URL \(/);
    expect(stderr).toMatch(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/prisma|zebra/i);
  }
}

describe('a DATABASE_URL of SQLite that cannot be used', () => {
  itWhenBuilt().each([
    ['file:garbage.db', /not an SQLite database/],
    ['file:directory', /is a directory/],
    ['file:other.db', /another program \(recipes\)|no database there/],
    ['file:garbage.db/usage.db', /has a file where it names a directory|no database there/],
    ['file:/proc/nowhere/usage.db', /cannot be made|no database there/],
    ['file:/dev/full', /full|no database there/],
  ])('is explained: %s', (url, words) => expectSentence(url, words));

  itWhenBuilt()('is explained by every program', async () => {
    await expectSentence('file:garbage.db', /not an SQLite database/, PROGRAMS);
  });
});

const describePostgres = engines.includes('postgresql') ? describe : describe.skip;

describePostgres('a DATABASE_URL of PostgreSQL that cannot be used', () => {
  const server = () => new URL(process.env['TEST_POSTGRES_SERVER'] ?? '');
  const changed = (change: (url: URL) => void): string => {
    const url = server();
    change(url);
    return url.toString();
  };

  itWhenBuilt()('names an unknown user', async () => {
    const url = changed((one) => {
      one.username = 'nobody_here';
      one.password = 'zebra';
    });
    await expectSentence(url, /nobody_here@.*"nobody_here"/, PROGRAMS);
  });

  itWhenBuilt()('names an unknown database', async () => {
    await expectSentence(
      changed((one) => (one.pathname = '/no_such_one')),
      /"no_such_one".*CREATE DATABASE/,
    );
  });

  itWhenBuilt()('names an unknown host', async () => {
    await expectSentence('postgresql://u:zebra@no-such-host.invalid/d', /"no-such-host\.invalid".*DNS/);
  });

  itWhenBuilt()('names a port where nothing listens', async () => {
    const port = await freePort();
    await expectSentence(`postgresql://u:zebra@127.0.0.1:${port}/d`, /refused: nothing listens/);
  });

  itWhenBuilt()('names a server that is no PostgreSQL', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expectSentence(
      `postgresql://u:zebra@127.0.0.1:${port}/d`,
      /may not be PostgreSQL|cannot be reached/,
    );
    other.close();
  });

  itWhenBuilt()('names a database of another program', async () => {
    const created = await createTestDatabase('postgresql');
    const client = new Client({ connectionString: created.url });
    await client.connect();
    await client.query('CREATE TABLE recipes (id int)');
    await client.end();
    for (const { name, code, stderr } of await run(SOME, created.url)) {
      expect({ name, code }).toEqual({ name, code: 1 });
      expect(stderr).toMatch(/^DATABASE_URL .*(another program \(recipes\)|no database there)/);
    }
    await created.remove();
  });

  itWhenBuilt()('has a character in its password that must be encoded', async () => {
    for (const { code, stderr } of await run(SOME, 'postgresql://u:zebra/1@127.0.0.1/d')) {
      expect(code).toBe(1);
      expect(stderr).toMatch(/DATABASE_URL .*must be encoded/);
      expect(stderr).not.toContain('zebra');
    }
  });
});
