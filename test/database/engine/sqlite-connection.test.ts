import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isOutage } from '../../../src/database/engine/is-outage.ts';
import { openSqliteConnection } from '../../../src/database/engine/sqlite/sqlite-connection.ts';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';

const run = promisify(execFile);

/** Keeps SQLite busy for a while with one statement that takes no lock. */
const LONG =
  'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3000000) SELECT count(*) FROM c';

const statement = (sql: string) => ({ sql, args: [] });

/** The error of a promise that must reject. */
const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => Promise.reject(new Error('it resolved')),
    (error: unknown) => error,
  );

describe("SQLite's thread", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'test-thread-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** A connection to a file with an empty table `step`. */
  async function connect() {
    const connection = openSqliteConnection({ url: `file:${join(folder, 'usage.db')}`, intMode: 'number' });
    await connection.script('CREATE TABLE step (id INTEGER); PRAGMA journal_mode = WAL');
    const ids = async () => {
      const { rows } = await connection.execute(statement('SELECT id FROM step ORDER BY id'));
      return rows.map(([id]) => id);
    };
    return { connection, ids };
  }

  const insert = (id: number) => ({ sql: 'INSERT INTO step VALUES (?)', args: [id] });

  it('keeps what a committed transaction did, and nothing of one that was rolled back', async () => {
    const { connection, ids } = await connect();
    const kept = await connection.begin();
    await kept.executeAll([insert(1), insert(2)]);
    await kept.execute(insert(3));
    await kept.commit();
    const undone = await connection.begin();
    await undone.executeAll([insert(4)]);
    await undone.rollback();
    expect(await ids()).toEqual([1, 2, 3]);
    await connection.close();
  });

  it('refuses a statement of a transaction that has ended, and calls it an outage', async () => {
    const { connection, ids } = await connect();
    const transaction = await connection.begin();
    expect(connection.openTransaction).toBe(transaction);
    await transaction.rollback();
    expect(connection.openTransaction).toBeNull();
    for (const late of [transaction.executeAll([insert(1)]), transaction.execute(insert(2))]) {
      expect(isOutage(await errorOf(late))).toBe(true);
    }
    expect(await ids()).toEqual([]);
    await connection.close();
  });

  it('stops a batch at its first failure', async () => {
    const { connection, ids } = await connect();
    const transaction = await connection.begin();
    const batch = transaction.executeAll([insert(1), statement('INSERT INTO nowhere VALUES (1)'), insert(2)]);
    await expect(batch).rejects.toThrow('no such table: nowhere');
    await transaction.commit();
    expect(await ids()).toEqual([1]);
    await connection.close();
  });

  it('keeps a transaction in steps whole: its first message begins it, its last commits it', async () => {
    const { connection, ids } = await connect();
    const steps = await connection.inSteps();
    const { rows } = await steps.run([insert(1), statement('SELECT id FROM step')]);
    expect(rows).toEqual([[1]]);
    await steps.end([insert(2)]);
    await connection.atOnce([insert(3), insert(4)]);
    expect(await ids()).toEqual([1, 2, 3, 4]);
    await connection.close();
  });

  it('keeps nothing of steps of which one failed, or that were given up', async () => {
    const { connection, ids } = await connect();
    const wrong = statement('INSERT INTO nowhere VALUES (1)');
    const failing = await connection.inSteps();
    await failing.run([insert(1)]);
    await expect(failing.run([insert(2), wrong])).rejects.toThrow('no such table: nowhere');
    expect(isOutage(await errorOf(failing.end([insert(3)])))).toBe(true);
    await failing.giveUp();
    await expect(connection.atOnce([insert(4), wrong])).rejects.toThrow('no such table: nowhere');
    const unwanted = await connection.inSteps();
    await unwanted.run([insert(5)]);
    await unwanted.giveUp();
    await (await connection.inSteps()).giveUp();
    expect(await ids()).toEqual([]);
    await connection.close();
  });

  it('lets nothing else into a transaction, and lets those that wait go on in their order', async () => {
    const { connection, ids } = await connect();
    const steps = await connection.inSteps();
    await steps.run([insert(1)]);
    const undo = async () => {
      const transaction = await connection.begin();
      await transaction.execute(insert(3));
      await transaction.rollback();
    };
    const others = [
      connection.execute(insert(2)),
      undo(),
      connection.execute(insert(4)),
      connection.atOnce([insert(5)]),
    ];
    await steps.run([insert(6)]);
    await steps.giveUp();
    await Promise.all(others);
    expect(await ids()).toEqual([2, 4, 5]);
    await connection.close();
  });

  it('commits again after a statement failed to get a lock', async () => {
    const { connection, ids } = await connect();
    const other = openSqliteConnection({ url: `file:${join(folder, 'usage.db')}` });
    const holding = await other.begin();
    expect(await errorOf(connection.execute(insert(1)))).toMatchObject({ code: 'SQLITE_BUSY' });
    expect(await errorOf(connection.begin())).toMatchObject({ code: 'SQLITE_BUSY' });
    await holding.rollback();
    const transaction = await connection.begin();
    await transaction.execute(insert(2));
    await transaction.commit();
    expect(await ids()).toEqual([2]);
    await Promise.all([connection.close(), other.close()]);
  });

  /** Runs a program in a process of its own, where threads can be terminated and may crash the process. */
  async function inProcess(program: string): Promise<unknown> {
    const from = (path: string) => JSON.stringify(builtProgram(`parts/${path}`));
    const whole = `
      import { openDatabase } from ${from('open-database.js')};
      import { openSqliteConnection } from ${from('sqlite-connection.js')};
      import { isOutage } from ${from('is-outage.js')};
      const url = ${JSON.stringify(`file:${join(folder, 'usage.db')}`)};
      const threads = [];
      process.on('worker', (thread) => threads.push(thread));
      const said = [];
      ${program}
      console.log(JSON.stringify(said));`;
    const file = join(folder, 'program.mjs');
    await writeFile(file, whole);
    const { stdout } = await run(process.execPath, [file]);
    return JSON.parse(stdout) as unknown;
  }

  itWhenBuilt()(
    'keeps nothing of a transaction in which it died, and is replaced by another thread',
    async () => {
      const said = await inProcess(`
      const { client, transaction, close } = await openDatabase({ url });
      await client.$executeRawUnsafe('CREATE TABLE step (id INTEGER)');
      const sql = (id) => 'INSERT INTO step VALUES (' + id + ')';
      await transaction(async (connection) => {
        await connection.$executeRawUnsafe(sql(1));
        await threads.at(-1).terminate();
        const statements = [{ sql: sql(2), parameters: [] }];
        await connection.executeAll(statements).catch((error) => said.push(isOutage(error)));
        await connection.$executeRawUnsafe(sql(3)).catch((error) => said.push(isOutage(error)));
      }).catch((error) => said.push(isOutage(error)));
      await transaction((connection) => connection.$executeRawUnsafe(sql(4)));
      said.push((await client.$queryRawUnsafe('SELECT id FROM step')).map(({ id }) => Number(id)));
      await close();`);
      expect(said).toEqual([true, true, true, [4]]);
    },
  );

  itWhenBuilt()(
    'finishes the requests before its close; another thread takes those that come later',
    async () => {
      const said = await inProcess(`
      const connection = openSqliteConnection({ url, intMode: 'bigint' });
      const select = (sql) => connection.execute({ sql, args: [] });
      const asked = select('${LONG}').then(({ rows }) => said.push(Number(rows[0][0])));
      const closed = connection.close().then(() => said.push('closed'));
      const late = select('SELECT 7');
      await Promise.all([asked, closed]);
      said.push(Number((await late).rows[0][0]), threads.length);
      await connection.close();`);
      expect(said).toEqual([3_000_000, 'closed', 7, 2]);
    },
  );

  itWhenBuilt()('closes its file for good, and hands its thread to the next connection', async () => {
    const said = await inProcess(`
      const sql = (text) => ({ sql: text, args: [] });
      const { existsSync } = await import('node:fs');
      const open = (name) => openSqliteConnection({ url: url.replace('usage', name), intMode: 'number' });
      for (const name of ['one', 'two']) {
        const connection = open(name);
        await connection.script('PRAGMA journal_mode = WAL; CREATE TABLE step (id INTEGER)');
        const abandoned = await connection.begin();
        await abandoned.execute(sql('INSERT INTO step VALUES (1)'));
        await connection.close();
        said.push(existsSync(url.slice(5).replace('usage', name) + '-wal'));
        const { rows } = await open(name).execute(sql('SELECT count(*) FROM step'));
        said.push(rows[0][0]);
      }
      said.push(threads.length);`);
    expect(said).toEqual([false, 0, false, 0, 2]);
  });

  it('calls a file that cannot be opened an outage', async () => {
    const connection = openSqliteConnection({ url: `file:${join(folder, 'gone', 'usage.db')}` });
    expect(isOutage(await errorOf(connection.execute(statement('SELECT 1'))))).toBe(true);
    await connection.close();
  });
});
