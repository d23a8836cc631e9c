// Generates both Prisma clients: PostgreSQL's from schema.prisma, SQLite's from a schema derived from it.
// Lists the tables for the archive, too. Does nothing when all is already there for this very schema.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deriveSqliteSchema } from './derive-sqlite-schema.js';
import { listTables } from './list-tables.js';

const here = dirname(fileURLToPath(import.meta.url));
const generated = join(here, '../src/database/generated');
const stamp = join(generated, 'schema.sha256');
const schema = readFileSync(join(here, 'schema.prisma'), 'utf8');
const prismaPackage = createRequire(import.meta.url).resolve('prisma/package.json');
const sources = [prismaPackage, join(here, 'list-tables.js')].map((file) => readFileSync(file));
const wanted = createHash('sha256').update(schema).update(Buffer.concat(sources)).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  mkdirSync(generated, { recursive: true });
  const sqliteSchema = join(generated, 'schema.sqlite.prisma');
  writeFileSync(sqliteSchema, deriveSqliteSchema(schema));
  for (const file of [join(here, 'schema.prisma'), sqliteSchema]) {
    // Generating needs no schema engine; naming any file here keeps Prisma from downloading one.
    const env = {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    };
    const cli = join(dirname(prismaPackage), 'build/index.js');
    try {
      execFileSync(process.execPath, [cli, 'generate', '--no-hints', '--schema', file], {
        env,
        stdio: 'pipe',
      });
    } catch (error) {
      process.stderr.write(`${error.stdout}${error.stderr}`);
      process.exit(1);
    }
  }
  const tables = JSON.stringify(listTables(schema), null, 2);
  writeFileSync(join(generated, 'tables.ts'), `export const tables = ${tables} as const;\n`);
  writeFileSync(stamp, wanted);
}
