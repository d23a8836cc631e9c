import { PrismaLibSql } from '@prisma/adapter-libsql';
import { describingPostgres } from '../../../prisma/describing-postgres.js';
import type { Engine } from '../../../src/database/engine/engine.ts';
import { listMigrations, withSchemaEngine } from '../../../prisma/schema-engine.js';

/** Brings a new database to the state of an earlier version, whose last migration is `last`. */
export async function migrateTo(last: string, engine: Engine, url: string): Promise<void> {
  const factory = engine === 'sqlite' ? new PrismaLibSql({ url }) : describingPostgres(url);
  const all = await listMigrations(engine);
  const migrationDirectories = all.migrationDirectories.filter(({ path }) => path <= last);
  const filters = { externalTables: [], externalEnums: [] };
  await withSchemaEngine(factory, engine, (schemaEngine) =>
    schemaEngine.applyMigrations({ migrationsList: { ...all, migrationDirectories }, filters }),
  );
}
