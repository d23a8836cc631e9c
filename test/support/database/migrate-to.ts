import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PostgresAdapter } from '../../../src/database/engine/postgres-adapter.ts';
import type { Engine } from '../../../src/database/engine/engine.ts';
import { readMigrations, withSchemaEngine } from '../../../src/database/engine/schema-engine.ts';

/** Brings a new database to the state of an earlier version, whose last migration is `last`. */
export async function migrateTo(last: string, engine: Engine, url: string): Promise<void> {
  const factory =
    engine === 'sqlite' ? new PrismaLibSql({ url }) : new PostgresAdapter({ connectionString: url });
  const all = await readMigrations(engine);
  const migrationDirectories = all.migrationDirectories.filter(({ path }) => path <= last);
  const filters = { externalTables: [], externalEnums: [] };
  await withSchemaEngine(factory, engine, (schemaEngine) =>
    schemaEngine.applyMigrations({ migrationsList: { ...all, migrationDirectories }, filters }),
  );
}
