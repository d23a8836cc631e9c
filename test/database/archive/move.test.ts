import { ArchiveError } from '../../../src/database/archive/archive-format.ts';
import { move } from '../../../src/database/archive/move.ts';
import type { Engine } from '../../../src/database/engine/engine.ts';
import { TABLES } from '../../../src/database/rows/tables.ts';
import { createSource, everythingIn, openMigrated, reportOf } from '../../support/archive/create-source.ts';
import { fillTables } from '../../support/archive/fill-tables.ts';
import { readEverything } from '../../support/archive/read-everything.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../support/database/test-database.ts';

const expectUnused = async () => undefined;

async function createMigrated(engine: Engine) {
  const created = await createTestDatabase(engine);
  return { ...created, database: await openMigrated(created) };
}

describe('a move', () => {
  it('takes 2,000 requests with everything else through both engines and back, to the byte', async () => {
    const path: Engine[] = engines.includes('postgresql')
      ? ['sqlite', 'postgresql', 'sqlite']
      : ['sqlite', 'sqlite'];
    const made: TestDatabase[] = [await createSource(path[0]!)];
    const report = await reportOf(made[0]!.url);
    // A report keeps sums for the next one.
    const before = await everythingIn(made[0]!.url);
    for (const engine of path.slice(1)) {
      const to = await createTestDatabase(engine);
      const tables = await move({ from: made.at(-1)!.url, to: to.url, expectUnused });
      expect(tables.find(({ name }) => name === 'ai_usage_tracking')?.rows).toBe(2_000);
      made.push(to);
      expect(await reportOf(to.url)).toBe(report);
    }
    expect(await everythingIn(made.at(-1)!.url)).toEqual(before);
    expect(await everythingIn(made[0]!.url)).toEqual(before);
    for (const one of made) await one.remove();
  }, 600_000);

  it.each(engines.flatMap((from) => engines.map((to) => [from, to] as const)))(
    'keeps every odd value of every table from %s to %s and back',
    async (from, to) => {
      const source = await createMigrated(from);
      await fillTables(source.database, 600);
      const before = await readEverything(source.database);
      await source.database.close();
      const [there, back] = await Promise.all([createTestDatabase(to), createTestDatabase(from)]);
      await move({ from: source.url, to: there.url, expectUnused });
      await move({ from: there.url, to: back.url, expectUnused });
      expect(await everythingIn(back.url)).toEqual(before);
      await Promise.all([there.remove(), back.remove(), source.remove()]);
    },
    600_000,
  );

  it.each(engines.flatMap((engine) => [[engine, 'new'] as const, [engine, 'empty'] as const]))(
    'to %s of two at once is made once (%s)',
    async (engine, state) => {
      const source = await createSource('sqlite');
      const to = await createTestDatabase(engine);
      if (state === 'empty') await (await openMigrated(to)).close();
      const moves = await Promise.allSettled(
        [1, 2].map(() => move({ from: source.url, to: to.url, expectUnused })),
      );
      expect(moves.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      if (engine === 'sqlite') expect(await everythingIn(to.url)).toEqual(await everythingIn(source.url));
      expect(await reportOf(to.url)).toBe(await reportOf(source.url));
      await Promise.all([source.remove(), to.remove()]);
    },
    600_000,
  );

  it.each(engines)(
    'to %s keeps nothing when the source is used meanwhile',
    async (engine) => {
      const source = await createSource('sqlite');
      const to = await createTestDatabase(engine);
      let asked = 0;
      const used = async () => {
        if (++asked === 2) throw new ArchiveError('a bot uses this database');
      };
      await expect(move({ from: source.url, to: to.url, expectUnused: used })).rejects.toThrow('a bot uses');
      await expect(move({ from: source.url, to: to.url, expectUnused })).resolves.toHaveLength(TABLES.length);
      await Promise.all([source.remove(), to.remove()]);
    },
    600_000,
  );

  it.each(engines)(
    'to %s refuses a database that holds anything, and changes nothing in it',
    async (engine) => {
      const source = await createSource('sqlite');
      const to = await createMigrated(engine);
      await to.database.client.$executeRawUnsafe(`INSERT INTO chat (chat_id, reachable) VALUES (1, true)`);
      const before = await readEverything(to.database);
      await expect(move({ from: source.url, to: to.url, expectUnused })).rejects.toThrow(/not empty: chat/);
      expect(await readEverything(to.database)).toEqual(before);
      await to.database.client.$executeRawUnsafe('DELETE FROM chat');
      await to.database.client.$executeRawUnsafe('CREATE TABLE theirs (id int)');
      await expect(move({ from: source.url, to: to.url, expectUnused })).rejects.toThrow(/holds theirs/);
      await to.database.close();
      await Promise.all([source.remove(), to.remove()]);
    },
    600_000,
  );
});
