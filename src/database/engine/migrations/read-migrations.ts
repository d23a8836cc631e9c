import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../engine.ts';
import { projectFile } from '../../../foundation/files/project-file.ts';

export interface Migration {
  /** Its folder; migrations are applied in the order of these names. */
  name: string;
  sql: string;
  /** As Prisma computes it, so that `prisma migrate status` agrees. */
  checksum: string;
}

const folder = fileURLToPath(projectFile('prisma/migrations'));

/** The migrations of `engine` in `prisma/migrations`, in their order. */
export async function readMigrations(engine: Engine): Promise<Migration[]> {
  const entries = await readdir(join(folder, engine), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(folder, engine, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
