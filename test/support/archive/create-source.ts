import { fillHistory } from '../../../src/app/services/fill-history.ts';
import { openServices } from '../../../src/app/services/open-services.ts';
import { readDatabaseConfig } from '../../../src/config/read-config.ts';
import type { Engine } from '../../../src/database/engine/engine.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { renderJson } from '../../../src/reports/render-json.ts';
import { keepLogLines } from '../bot/log-lines.ts';
import { FakeClock } from '../clocks/fake-clock.ts';
import { createMigratedDatabase, type TestDatabase } from '../database/test-database.ts';
import { readEverything } from './read-everything.ts';

const NOW = '2026-06-15T12:34:56Z';
const TIME_ZONE = 'Asia/Tehran';

async function open(url: string) {
  const config = readDatabaseConfig({ DATABASE_URL: url, TIMEZONE: TIME_ZONE });
  return openServices(config, new FakeClock(NOW), keepLogLines().logger);
}

/** A database with generated requests. */
export async function createSource(engine: Engine, requests = 2_000): Promise<TestDatabase> {
  const created = await createMigratedDatabase(engine);
  const services = await open(created.url);
  const plan = { requests, days: 30, users: 60, seed: 3, now: new Date(NOW), timeZone: TIME_ZONE };
  await fillHistory(services, plan, () => undefined);
  await services.close();
  return created;
}

export async function openMigrated({ url }: TestDatabase): Promise<Database> {
  const database = await openDatabase({ url });
  await database.migrate();
  return database;
}

/** The report of a database, always at the same moment. */
export async function reportOf(url: string): Promise<string> {
  const services = await open(url);
  const report = await services.reports.report({ days: 30 });
  await services.close();
  return JSON.stringify(renderJson(report));
}

/** What every table of a database holds. */
export async function everythingIn(url: string): Promise<Record<string, string>> {
  const database = await openDatabase({ url });
  const found = await readEverything(database);
  await database.close();
  return found;
}
