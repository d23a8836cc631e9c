import { copyFile, mkdtemp, rename } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { templateName } from './template-name.ts';

/** Taken while the template is made; sessions of the server's main database alone see it. */
const TEMPLATE_LOCK = 7_301_884;

/** The folder of this run, which the setup of the run names. */
function folderOfRun(): string {
  const folder = process.env['TEST_TEMPLATES'];
  if (!folder) throw new Error('the setup of the run made no folder for templates');
  return folder;
}

/** Puts a database with every migration at `path`: a copy of a file that is migrated once in a run. */
export async function copyMigratedFile(path: string): Promise<void> {
  const folder = folderOfRun();
  const template = join(folder, 'migrated.db');
  if (!existsSync(template)) {
    // Processes that begin at the same time each make one; a rename replaces one whole file by another.
    const made = join(await mkdtemp(join(folder, 'new-')), 'usage.db');
    await migrate(`file:${made}`);
    await rename(made, template);
  }
  await copyFile(template, path);
}

/** Resolves with the name of a PostgreSQL database with every migration, which is made once in a run. */
export async function migratedTemplate(server: string): Promise<string> {
  const name = templateName(folderOfRun());
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await makeTemplate(client, server, name);
  } finally {
    await client.end();
  }
  return name;
}

/** Until it is whole it has another name. */
async function makeTemplate(client: Client, server: string, name: string): Promise<void> {
  await client.query(`CREATE DATABASE ${name}_new`);
  const url = new URL(server);
  url.pathname = `/${name}_new`;
  await migrate(url.toString());
  await client.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`);
}

async function migrate(url: string): Promise<void> {
  const database = await openDatabase({ url });
  await database.migrate();
  await database.close();
}
