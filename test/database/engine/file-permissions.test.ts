import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../src/database/engine/open-database.ts';

describe('the files of an embedded database', () => {
  it('are for their owner alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'permissions-'));
    const data = join(folder, 'data');
    const database = await openDatabase({ url: `file:${join(data, 'usage.db')}` });
    await database.migrate();
    const modes = await Promise.all(
      (await readdir(data)).map(async (name) => [
        name,
        ((await stat(join(data, name))).mode & 0o777).toString(8),
      ]),
    );
    expect(Object.fromEntries(modes)).toEqual({
      'usage.db': '600',
      'usage.db-shm': '600',
      'usage.db-wal': '600',
    });
    expect(((await stat(data)).mode & 0o777).toString(8)).toBe('700');
    await database.close();
    await rm(folder, { recursive: true });
  });
});
