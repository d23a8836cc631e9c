import { readFileSync } from 'node:fs';
import { listMigrations, withSchemaEngine } from '../../../prisma/schema-engine.js';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import type { DiffParams } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { deriveSqliteSchema } from '../../../prisma/derive-sqlite-schema.js';
import { describingPostgres } from '../../../prisma/describing-postgres.js';
import { describingSqlite } from '../../../prisma/describing-sqlite.js';
import { createTestDatabase, describeOnEachEngine } from '../../support/database/test-database.ts';

const schema = readFileSync('prisma/schema.prisma', 'utf8');

describeOnEachEngine('migrations', (engine) => {
  it('lead exactly to the schema', async () => {
    const created = await createTestDatabase(engine);
    const adapter = engine === 'sqlite' ? describingSqlite() : describingPostgres(created.url);
    const content = engine === 'sqlite' ? deriveSqliteSchema(schema) : schema;
    const migrations = await listMigrations(engine);
    const request: DiffParams = {
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    };
    const { stdout } = await withSchemaEngine(adapter, engine, (one) => one.diff(request));
    expect(stdout).toBe('-- This is an empty migration.\n');
    await created.remove();
  });

  it('are applied once when several processes start together', async () => {
    const created = await createTestDatabase(engine);
    const databases = await Promise.all([1, 2, 3].map(() => openDatabase({ url: created.url })));
    const applied: string[][] = [];
    // SQLite has one writer: replicas are PostgreSQL's business, a second start is everybody's.
    if (engine === 'postgresql') applied.push(...(await Promise.all(databases.map((one) => one.migrate()))));
    else for (const one of databases) applied.push(await one.migrate());
    expect(applied.flat()).toHaveLength((await listMigrations(engine)).migrationDirectories.length);
    await Promise.all(databases.map((one) => one.close()));
    await created.remove();
  });
});
