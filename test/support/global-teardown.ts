import { rm } from 'node:fs/promises';
import { Client } from 'pg';
import { templateName } from './database/template-name.ts';

/** Removes what test files copied, and ends the server that the setup started; one that was there before stays. */
export default async function globalTeardown(): Promise<void> {
  const folder = process.env['TEST_TEMPLATES'] ?? '';
  if (globalThis.testPostgres) await dropTemplate(globalThis.testPostgres.url, templateName(folder));
  await globalThis.testPostgres?.stop();
  await rm(folder, { recursive: true, force: true });
}

async function dropTemplate(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const each of [name, `${name}_new`])
    await client.query(`DROP DATABASE IF EXISTS ${each} WITH (FORCE)`);
  await client.end();
}
