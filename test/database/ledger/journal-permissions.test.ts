import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPseudonyms } from '../../../src/foundation/pseudonym.ts';
import { openLedger } from '../../../src/app/parts/open-ledger.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { engines, createTestDatabase } from '../../support/database/test-database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { noKeyHashes, testPrices } from '../../support/database/test-ledger.ts';

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

if (engines.includes('postgresql')) {
  describe('the journal of a bot on PostgreSQL', () => {
    const before = process.cwd();
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'permissions-'));
      process.chdir(folder);
    });
    afterEach(async () => {
      process.chdir(before);
      await rm(folder, { recursive: true });
    });

    it('is for its owner alone, and so are its folders', async () => {
      const { url, remove } = await createTestDatabase('postgresql');
      const database = await openDatabase({ url });
      await database.migrate();
      const opened = await openLedger({
        services: { database, prices: testPrices(), keyHashes: noKeyHashes },
        databaseUrl: url,
        pseudonymOf: createPseudonyms(),
        owner: 'host/1/aa',
        timeZone: 'UTC',
        clock: new SteppingClock('2026-11-21T12:00:00Z'),
        logger: keepLogLines().logger,
      });
      const [name = ''] = await readdir('data');
      const [file = ''] = await readdir(join('data', name));
      const paths = ['data', join('data', name), join('data', name, file)];
      expect(await Promise.all(paths.map(modeOf))).toEqual(['700', '700', '600']);
      await opened.close();
      await database.close();
      await remove();
    });
  });
}
