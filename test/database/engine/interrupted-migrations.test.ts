import type { Engine } from '../../../src/database/engine/engine.ts';
import { openSqliteMigrations } from '../../../src/database/engine/migrations/sqlite-migrations.ts';
import { readMigrations, type Migration } from '../../../src/database/engine/migrations/read-migrations.ts';
import { splitStatements } from '../../../src/database/engine/migrations/remaining-statements.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { createTestDatabase, describeOnEachEngine } from '../../support/database/test-database.ts';
import { TESTS_EVERYTHING } from '../../support/tests-everything.ts';

/** A row as earlier versions, by Prisma's engine, wrote it before they ran the script. */
async function leaveUnfinished({ client }: Database, name: string): Promise<void> {
  await client.$executeRawUnsafe(`DELETE FROM _prisma_migrations WHERE migration_name = '${name}'`);
  await client.$executeRawUnsafe(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('left-${name.slice(0, 14)}', 'x', '${name}')`,
  );
}

/** Of a table that a later migration builds anew. */
const A_ROW = `INSERT INTO setting ("key", value, updated_at) VALUES ('kept', '1', '2026-11-20T00:00:00.000+00:00')`;

async function schemaOf({ client, engine }: Database): Promise<unknown> {
  return client.$queryRawUnsafe(
    engine === 'sqlite'
      ? `SELECT type, name, tbl_name, replace(replace(sql, '"', ''), char(10), ' ') AS sql FROM sqlite_master WHERE tbl_name <> '_prisma_migrations' ORDER BY type, name`
      : `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`,
  );
}

async function finished({ client }: Database): Promise<unknown[]> {
  return client.$queryRawUnsafe(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
}

async function withDatabase(engine: Engine, work: (database: Database, url: string) => Promise<void>) {
  const created = await createTestDatabase(engine);
  const database = await openDatabase({ url: created.url });
  try {
    await work(database, created.url);
  } finally {
    await database.close();
    await created.remove();
  }
}

describeOnEachEngine('a migration whose process was killed', (engine) => {
  it('is done, where its script was complete and its record was not', async () => {
    await withDatabase(engine, async (database) => {
      const all = await database.migrate();
      const schema = await schemaOf(database);
      for (const name of all) {
        await leaveUnfinished(database, name);
        expect(await database.migrate()).toEqual([name]);
      }
      expect(await schemaOf(database)).toEqual(schema);
      expect(await finished(database)).toHaveLength(all.length);
    });
  });

  it('is done, where nothing of it had begun', async () => {
    await withDatabase(engine, async (database) => {
      const all = await readMigrations(engine);
      await database.migrate();
      const schema = await schemaOf(database);
      await withDatabase(engine, async (fresh) => {
        await fresh.migrate();
        await fresh.client.$executeRawUnsafe(
          engine === 'sqlite' ? 'DROP TABLE inbox' : 'ALTER TABLE answer DROP COLUMN taken_by',
        );
        const name = all.find((one) => one.name.endsWith(engine === 'sqlite' ? '_inbox' : '_taken_by'))!.name;
        await leaveUnfinished(fresh, name);
        expect(await fresh.migrate()).toEqual([name]);
        expect(await schemaOf(fresh)).toEqual(schema);
      });
    });
  });

  it('keeps the record as Prisma does', async () => {
    await withDatabase(engine, async (database) => {
      const [first] = await readMigrations(engine);
      await database.migrate();
      const rows = await database.client.$queryRawUnsafe<{ checksum: string; steps: number | bigint }[]>(
        `SELECT checksum, CAST(applied_steps_count AS int) AS steps FROM _prisma_migrations WHERE migration_name = '${first!.name}'`,
      );
      expect(rows.map(({ checksum, steps }) => [checksum, Number(steps)])).toEqual([[first!.checksum, 1]]);
    });
  });
});

describe('a migration of SQLite that an earlier version was killed in, after any statement', () => {
  const PARTS = readMigrations('sqlite').then((all) =>
    all
      // This one was a transaction by itself.
      .filter(({ sql }) => !/^BEGIN/m.test(sql))
      .flatMap((migration) =>
        splitStatements(migration.sql).map((_, done) => ({ migration, done: done + 1 })),
      )
      // Of the many tables of the first one, which are made alike, some are enough; of the others every third moment.
      .filter(({ migration, done }) => {
        if (migration.name.endsWith('_init')) return done % 6 === 0;
        return TESTS_EVERYTHING || done % 3 === 1;
      }),
  );

  it('leads to the schema that an unbroken one leads to', async () => {
    await withDatabase('sqlite', async (database) => {
      await database.migrate();
      const schema = await schemaOf(database);
      for (const { migration, done } of await PARTS) {
        await withDatabase('sqlite', async (broken, url) => {
          await applyBefore(migration, url);
          await leaveUnfinished(broken, migration.name);
          const isFirst = migration.name.endsWith('_init');
          if (!isFirst) await broken.client.$executeRawUnsafe(A_ROW);
          for (const statement of splitStatements(migration.sql).slice(0, done))
            await broken.client.$executeRawUnsafe(statement);
          await broken.migrate();
          expect({ done, name: migration.name, schema: await schemaOf(broken) }).toEqual({
            done,
            name: migration.name,
            schema,
          });
          const rows = await broken.client.$queryRawUnsafe<unknown[]>('SELECT "key" FROM setting');
          expect(rows).toHaveLength(isFirst ? 0 : 1);
        });
      }
    });
  });
});

async function applyBefore({ name }: Migration, url: string): Promise<void> {
  const connection = await openSqliteMigrations(url);
  await connection.runWhole(
    'CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, finished_at DATETIME, ' +
      'migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME, started_at DATETIME NOT NULL DEFAULT ' +
      'current_timestamp, applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0);',
  );
  for (const earlier of await readMigrations('sqlite')) {
    if (earlier.name >= name) break;
    const record = `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('${earlier.name}', 'x', current_timestamp, '${earlier.name}')`;
    await connection.runWhole(`${earlier.sql};\n${record};`);
  }
  await connection.close();
}
