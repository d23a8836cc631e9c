import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isOutage } from '../../../src/database/engine/is-outage.ts';
import { openSqliteConnection } from '../../../src/database/engine/sqlite-connection.ts';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';

const run = promisify(execFile);

/** Much work for SQLite, in one statement without a lock. */
const LONG =
  'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3000000) SELECT count(*) FROM c';

describe('the thread that has the connection to SQLite', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'test-thread-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** In a process of its own, in which threads can be ended, and may take it along. */
  async function inProcess(program: string): Promise<unknown> {
    const from = (path: string) => JSON.stringify(builtProgram(path));
    const whole = `
      import { openDatabase } from ${from('database/open-database.js')};
      import { openSqliteConnection } from ${from('database/sqlite-connection.js')};
      import { isOutage } from ${from('database/is-outage.js')};
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

  itWhenBuilt('keeps nothing of a transaction in which it ended, and is followed by another', async () => {
    const said = await inProcess(`
      const { client, transaction, close } = await openDatabase({ url });
      await client.$executeRawUnsafe('CREATE TABLE step (id INTEGER)');
      const add = (to, id) => to.$executeRawUnsafe('INSERT INTO step VALUES (' + id + ')');
      await transaction(async (connection) => {
        await add(connection, 1);
        await threads.at(-1).terminate();
        await add(connection, 2).catch((error) => said.push(isOutage(error)));
        await add(connection, 3).catch((error) => said.push(isOutage(error)));
      }).catch((error) => said.push(isOutage(error)));
      await transaction((connection) => add(connection, 4));
      said.push((await client.$queryRawUnsafe('SELECT id FROM step')).map(({ id }) => Number(id)));
      await close();`);
    expect(said).toEqual([true, true, true, [4]]);
  });

  itWhenBuilt(
    'ends at its close, with everything that was asked before; another one has what is asked after',
    async () => {
      const said = await inProcess(`
      const connection = openSqliteConnection({ url, intMode: 'bigint' });
      const asked = connection.execute('${LONG}', false).then(({ rows }) => said.push(Number(rows[0][0])));
      const closed = connection.close().then(() => said.push('closed'));
      const late = connection.execute('SELECT 7', false);
      await Promise.all([asked, closed]);
      said.push(Number((await late).rows[0][0]), threads.length);
      await connection.close();`);
      expect(said).toEqual([3_000_000, 'closed', 7, 2]);
    },
  );

  it('calls a file that cannot be opened an outage', async () => {
    const connection = openSqliteConnection({ url: `file:${join(folder, 'gone', 'usage.db')}` });
    const error: unknown = await connection.execute('SELECT 1', false).catch((thrown: unknown) => thrown);
    expect(isOutage(error)).toBe(true);
    await connection.close();
  });
});
