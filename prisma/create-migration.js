// node prisma/create-migration.js NAME writes, for each engine, the migration that leads from the kept ones to
// schema.prisma. PostgreSQL's needs a server in reach (TEST_DATABASE_URL or the local one) for a scratch database.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describingPostgres } from './describing-postgres.js';
import { describingSqlite } from './describing-sqlite.js';
import { deriveSqliteSchema } from './derive-sqlite-schema.js';
import { listMigrations, withSchemaEngine } from './schema-engine.js';

const here = dirname(fileURLToPath(import.meta.url));
const name = process.argv[2];
if (!/^[a-z0-9_]+$/.test(name ?? ''))
  throw new Error('usage: node prisma/create-migration.js name_in_snake_case');

const schema = readFileSync(join(here, 'schema.prisma'), 'utf8');
const connectionString = process.env.TEST_DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/test';
const engines = [
  ['sqlite', describingSqlite(), deriveSqliteSchema(schema)],
  ['postgresql', describingPostgres(connectionString), schema],
];
const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);

for (const [engine, adapter, content] of engines) {
  mkdirSync(join(here, 'migrations', engine), { recursive: true });
  const request = {
    from: { tag: 'migrations', ...(await listMigrations(engine)) },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  };
  const { stdout } = await withSchemaEngine(adapter, engine, (schemaEngine) => schemaEngine.diff(request));
  const folder = join(here, 'migrations', engine, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), stdout);
  writeFileSync(join(here, 'migrations', engine, 'migration_lock.toml'), `provider = "${engine}"\n`);
  process.stdout.write(`${folder}\n`);
}
process.exit(0);
