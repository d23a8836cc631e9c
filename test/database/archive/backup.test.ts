import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveError, headerHash, schemaHash } from '../../../src/database/archive/archive-format.ts';
import { createArchiveWriter } from '../../../src/database/archive/archive-writer.ts';
import { backUp, headerOf } from '../../../src/database/archive/backup.ts';
import { restore } from '../../../src/database/archive/restore.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import type { PortableRow } from '../../../src/database/rows/portable-row.ts';
import { TABLES, type Table } from '../../../src/database/rows/tables.ts';
import { createSource, everythingIn, openMigrated, reportOf } from '../../support/archive/create-source.ts';
import { fillTables } from '../../support/archive/fill-tables.ts';
import { readEverything } from '../../support/archive/read-everything.ts';
import {
  createTestDatabase,
  describeOnEachEngine,
  engines,
  type TestDatabase,
} from '../../support/database/test-database.ts';
import { TESTS_EVERYTHING } from '../../support/tests-everything.ts';

const now = new Date('2026-06-15T12:34:56Z');
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
  file = join(folder, 'ledger.backup');
});
afterEach(() => rm(folder, { recursive: true }));

describeOnEachEngine('a backup', (engine) => {
  it.each(engines.flatMap((to) => [[to, null] as const, [to, 'رمز pass'] as const]))(
    'restores every row to %s (password: %s)',
    async (to, password) => {
      const source = await createTestDatabase(engine);
      const database = await openMigrated(source);
      await fillTables(database, 300);
      const before = await readEverything(database);
      await database.close();
      const { tables } = await backUp({ url: source.url, file, password, now });
      const target = await createTestDatabase(to);
      expect(await restore({ url: target.url, file, password })).toEqual(tables);
      if (to === engine) expect(await everythingIn(target.url)).toEqual(before);
      expect(await readdir(folder)).toEqual(['ledger.backup']);
      expect(await everythingIn(source.url)).toEqual(before);
      await Promise.all([source.remove(), target.remove()]);
    },
    600_000,
  );

  it('is of one moment, whatever is written meanwhile', async () => {
    const source = await createSource(engine, 1_500);
    const report = await reportOf(source.url);
    const before = await everythingIn(source.url);
    const bot = await openDatabase({ url: source.url });
    const writing: Promise<unknown>[] = [];
    const disturb = () => {
      if (writing.length > 0) return;
      const sql = [
        'DELETE FROM ai_usage_tracking',
        'UPDATE ai_usage_summary SET requests = 0, total_tokens = 0',
        'DELETE FROM person',
      ];
      for (const one of sql) writing.push(bot.client.$executeRawUnsafe(one));
    };
    await backUp({ url: source.url, file, password: null, now, onProgress: disturb });
    await Promise.all(writing);
    expect(writing).toHaveLength(3);
    expect(await bot.client.aiUsage.count()).toBe(0);
    await bot.close();
    const target = await createTestDatabase(engine);
    await restore({ url: target.url, file, password: null });
    expect(await everythingIn(target.url)).toEqual(before);
    expect(await reportOf(target.url)).toBe(report);
    await Promise.all([source.remove(), target.remove()]);
  }, 600_000);

  it('refuses a target that holds anything', async () => {
    const source = await createSource(engine, 100);
    await backUp({ url: source.url, file, password: null, now });
    const before = await everythingIn(source.url);
    await expect(restore({ url: source.url, file, password: null })).rejects.toThrow(/not empty/);
    expect(await everythingIn(source.url)).toEqual(before);
    await source.remove();
  });

  it('of an older version is restored with the tables of then, and brought up to date', async () => {
    const old = '20261128180124_job_leases';
    const former = await createTestDatabase(engine);
    const tables = await tablesAt(former, old);
    const answer = tables.find(({ name }) => name === 'answer')!;
    expect(answer.columns.map(({ name }) => name)).not.toContain('taken_by');
    const values: Record<string, PortableRow[number]> = {
      chat_id: '1',
      message_id: 2,
      user_id: '3',
      conversation: 'c',
      question: '{"text":"؟"}',
      request_ids: '[]',
      created_at: now.toISOString(),
    };
    const rows: PortableRow[] = [answer.columns.map(({ name }) => values[name] ?? null)];
    const password = null;
    const header = {
      ...headerOf({ engine, migration: old }, { password, now }),
      tables,
      schema: schemaHash(tables),
    };
    const archive = await open(file, 'w');
    const writer = await createArchiveWriter(archive, header, password);
    for (const table of tables) await writer.table(table, pagesOf(table === answer ? [rows] : []));
    await writer.end();
    await archive.close();
    const [target, current] = await Promise.all([createTestDatabase(engine), createTestDatabase(engine)]);
    await restore({ url: target.url, file, password });
    const database = await openDatabase({ url: target.url });
    expect(await database.client.answer.findMany()).toEqual([
      expect.objectContaining({ chatId: 1n, question: { text: '؟' }, takenBy: null, createdAt: now }),
    ]);
    expect(await database.migrate()).toEqual([]);
    await database.close();
    await (await openMigrated(current)).close();
    await expect(restore({ url: current.url, file, password })).rejects.toThrow(/older version/);
    await Promise.all([target.remove(), current.remove(), former.remove()]);
  });

  it('of a database that was migrated by a newer version is refused', async () => {
    const header = headerOf({ engine, migration: '20991231000000_later' }, { password: null, now });
    const archive = await open(file, 'w');
    const writer = await createArchiveWriter(archive, header, null);
    for (const table of TABLES) await writer.table(table, pagesOf([]));
    await writer.end();
    await archive.close();
    const target = await createTestDatabase(engine);
    await expect(restore({ url: target.url, file, password: null })).rejects.toThrow(/newer version/);
    await target.remove();
  });
});

/** The tables as they were at a migration. */
async function tablesAt(created: TestDatabase, migration: string): Promise<Table[]> {
  const database = await openDatabase({ url: created.url });
  await database.migrate(undefined, migration);
  const tables: Table[] = [];
  for (const { name, columns, key } of TABLES) {
    const found = new Set(await columnNames(database, name));
    const isThere = (column: string) => found.has(column);
    const kept = columns.filter((column) => isThere(column.name));
    if (found.size > 0) tables.push({ name, columns: kept, key: key.filter(isThere) });
  }
  await database.close();
  return tables;
}

async function columnNames({ engine, client }: Database, table: string): Promise<string[]> {
  const rows = await client.$queryRawUnsafe<{ name: string }[]>(
    engine === 'sqlite'
      ? `SELECT name FROM pragma_table_info('${table}')`
      : `SELECT CAST(column_name AS text) AS name FROM information_schema.columns WHERE table_name = '${table}'`,
  );
  return rows.map(({ name }) => name);
}

async function* pagesOf(pages: PortableRow[][]): AsyncGenerator<PortableRow[]> {
  yield* pages;
}

/** In how many places an archive is cut and altered; each makes a database that is given up. */
const PLACES = TESTS_EVERYTHING ? 60 : 15;

describe('an archive', () => {
  let source: TestDatabase;
  let target: TestDatabase;
  beforeAll(async () => {
    source = await createSource('sqlite', 400);
  });
  afterAll(() => source.remove());
  beforeEach(async () => {
    target = await createTestDatabase('sqlite');
  });
  afterEach(() => target.remove());

  const make = async (password: string | null = null) => {
    await backUp({ url: source.url, file, password, now });
    return readFile(file);
  };
  const refused = async (bytes: Buffer, password: string | null = null): Promise<string> => {
    const path = join(folder, `${randomBytes(4).toString('hex')}.backup`);
    await writeFile(path, bytes);
    const error: unknown = await restore({ url: target.url, file: path, password }).catch(
      (one: unknown) => one,
    );
    expect(error).toBeInstanceOf(ArchiveError);
    expect(existsSync(target.url.slice('file:'.length))).toBe(false);
    return (error as Error).message;
  };

  it('that is cut anywhere is refused', async () => {
    const bytes = await make();
    const cuts = Array.from({ length: PLACES }, (_, index) => Math.floor((bytes.length * index) / PLACES));
    for (const length of [...cuts, bytes.length - 1, bytes.length - 40])
      expect(await refused(bytes.subarray(0, length))).toMatch(/cut|no archive|altered/);
  });

  it.each([null, 'secret'])('that is altered anywhere is refused (password: %s)', async (password) => {
    const bytes = await make(password);
    for (let index = 0; index < PLACES; index++) {
      const altered = Buffer.from(bytes);
      const place = Math.floor((bytes.length * index) / PLACES);
      altered[place] = (altered[place] ?? 0) ^ 0x01;
      expect(await refused(altered, password)).toMatch(/altered|cut|no archive|newer/);
    }
  });

  it('that goes on after its end, or begins with something else, is refused', async () => {
    const bytes = await make();
    expect(await refused(Buffer.concat([bytes, bytes]))).toMatch(/altered|cut/);
    expect(await refused(Buffer.concat([bytes, Buffer.from('x')]))).toMatch(/altered|cut/);
    expect(await refused(Buffer.concat([Buffer.from('\uFEFF'), bytes]))).toMatch(/no archive/);
    expect(await refused(Buffer.from('SQLite format 3\0'))).toMatch(/no archive/);
    expect(await refused(Buffer.alloc(0))).toMatch(/no archive/);
  });

  it('whose blocks changed their places is refused', async () => {
    const bytes = await make();
    const start = bytes.indexOf('\n') + 1;
    const first = 36 + bytes.readUInt32BE(start);
    const second = 36 + bytes.readUInt32BE(start + first);
    const swapped = Buffer.concat([
      bytes.subarray(0, start),
      bytes.subarray(start + first, start + first + second),
      bytes.subarray(start, start + first),
      bytes.subarray(start + first + second),
    ]);
    expect(await refused(swapped)).toMatch(/altered/);
    expect(await refused(Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + first)]))).toMatch(
      /altered/,
    );
  });

  const withHeader = (bytes: Buffer, change: (header: Record<string, unknown>) => void): Buffer => {
    const end = bytes.indexOf('\n');
    const header = JSON.parse(bytes.subarray(0, end - 65).toString()) as Record<string, unknown>;
    change(header);
    const json = JSON.stringify(header);
    return Buffer.concat([Buffer.from(`${json} ${headerHash(json)}\n`), bytes.subarray(end + 1)]);
  };

  it('of a newer version is refused as one', async () => {
    const bytes = await make();
    expect(await refused(withHeader(bytes, (header) => (header['version'] = 2)))).toMatch(/newer version/);
    const edited = Buffer.from(bytes.toString('latin1').replace('"version":1', '"version":7'), 'latin1');
    expect(await refused(edited)).toMatch(/newer version/);
  });

  it('with another header than its blocks were written for is refused', async () => {
    const bytes = await make();
    expect(await refused(withHeader(bytes, (header) => (header['createdAt'] = 'never')))).toMatch(/altered/);
    expect(await refused(withHeader(bytes, (header) => (header['schema'] = 'none')))).toMatch(/altered/);
    expect(await refused(withHeader(bytes, (header) => delete header['tables']))).toMatch(/altered/);
  });

  it('with a password opens with this one alone', async () => {
    const bytes = await make('correct');
    expect(await refused(bytes, 'wrong')).toMatch(/BACKUP_PASSWORD is not the password/);
    expect(await refused(bytes, '')).toMatch(/BACKUP_PASSWORD is not the password/);
    expect(await refused(bytes)).toMatch(/encrypted. Set BACKUP_PASSWORD/);
    await expect(restore({ url: target.url, file, password: 'correct' })).resolves.toBeDefined();
  });

  it('holds nothing readable where it has a password', async () => {
    const bytes = await make('correct');
    expect(bytes.subarray(bytes.indexOf('\n')).toString('latin1')).not.toContain('groq');
    // No two are sealed alike.
    expect((await make('correct')).equals(bytes)).toBe(false);
  });

  it('replaces an older one at once, and nothing else', async () => {
    await make();
    await make();
    expect(await readdir(folder)).toEqual(['ledger.backup']);
    const path = source.url.slice('file:'.length);
    const own = backUp({ url: source.url, file: path, password: null, now });
    await expect(own).rejects.toThrow(/is there already/);
    const device = join(folder, 'device');
    await symlink('/dev/null', device);
    for (const other of [folder, device])
      await expect(backUp({ url: source.url, file: other, password: null, now })).rejects.toThrow(
        /is there already/,
      );
    expect(await readlink(device)).toBe('/dev/null');
  });

  it('is no folder, device or missing file', async () => {
    const from = (path: string) =>
      restore({ url: `file:${join(folder, 'new.db')}`, file: path, password: null });
    await expect(from(folder)).rejects.toThrow(/is no file: npm run backup makes one/);
    await expect(from('/dev/null')).rejects.toThrow(/is no file/);
    await expect(from(file)).rejects.toThrow(/ledger\.backup cannot be read: it is not there/);
  });

  it('is not begun for a database that is not there, or in no folder', async () => {
    const none = { url: `file:${join(folder, 'no.db')}`, file, password: null, now };
    await expect(backUp(none)).rejects.toThrow(/there is no database/);
    const nowhere = { url: source.url, file: join(folder, 'no', 'file'), password: null, now };
    await expect(backUp(nowhere)).rejects.toThrow(/folder does not exist/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error('stopped'));
    const options = { url: source.url, file, password: null, now, onProgress, signal: stop.signal };
    await expect(backUp(options)).rejects.toThrow('stopped');
    expect(await readdir(folder)).toEqual([]);
  });
});
