import { MEMORY } from '../../chat/conversation-memory.ts';
import { readDatabaseConfig } from '../../config/read-config.ts';
import { createPartitionStore } from '../../database/ledger/partition-store.ts';
import type { Database } from '../../database/engine/database.ts';
import { openDatabase } from '../../database/engine/open-database.ts';
import { createRetentionStore } from '../../database/ledger/retention-store.ts';
import { fillHistory } from '../../app/services/fill-history.ts';
import { systemClock } from '../../foundation/clock.ts';
import { createLogger } from '../../foundation/logger.ts';
import { openServices, type Services } from '../../app/services/open-services.ts';
import { cleanUp } from '../../usage/maintenance/clean-up.ts';
import { bookAndSettle, openBenchmarkLedger } from './benchmark-ledger.ts';
import { median, milliseconds, printLine, repeat, timed } from './measure.ts';
import { createScratchDatabases, type ScratchDatabase } from './scratch-databases.ts';

const REQUESTS = 200_000;
const DAYS = 365;
const MONTHS = 13;
const KEPT_DAYS = 30;
const RUNS = 30;
/** Requests booked and settled at once, as in a crowd. */
const CHATS = 100;

interface MonthTimes {
  reportMs: number;
  bookingMs: number;
  cleanUpMs: number;
}

/** The effect of monthly partitions: a year of requests, compared with one table. */
export async function benchmarkMonths(postgresUrl: string): Promise<string> {
  const [one, many] = await Promise.all([postgresScratch(postgresUrl), postgresScratch(postgresUrl)]);
  if (!one || !many) return '';
  await splitIntoMonths(many);
  const [together, apart] = [await measure(one), await measure(many)];
  await Promise.all([one.remove(), many.remove()]);
  const line = (what: string, name: keyof MonthTimes) =>
    printLine({
      what: `${what}, ${MONTHS} months, PostgreSQL`,
      measured: milliseconds(apart[name]),
      reference: `in one table (${milliseconds(together[name])})`,
      ratio: apart[name] / together[name],
    });
  return (
    line('report', 'reportMs') +
    line(`${CHATS} requests booked and settled`, 'bookingMs') +
    line(`deleting all but ${KEPT_DAYS} days of ${REQUESTS.toLocaleString('en-US')}`, 'cleanUpMs')
  );
}

async function postgresScratch(url: string): Promise<ScratchDatabase | undefined> {
  const [sqlite, postgres] = await createScratchDatabases(url);
  await sqlite?.remove();
  return postgres;
}

/** Partitions the table as after a year of running; a new bot has its past in the first partition. */
async function splitIntoMonths({ url }: ScratchDatabase): Promise<void> {
  const database = await openDatabase({ url });
  await database.migrate();
  await database.client.$executeRawUnsafe('DROP TABLE ai_usage_tracking_first');
  const firstDay = new Date(systemClock.now().getTime() - DAYS * 86_400_000);
  await createPartitionStore(database, systemClock).make(firstDay, MONTHS);
  await database.close();
}

async function measure({ url }: ScratchDatabase): Promise<MonthTimes> {
  const config = readDatabaseConfig({ DATABASE_URL: url });
  const logger = createLogger('error', (text) => text, process.stderr);
  const services = await openServices(config, systemClock, logger);
  const now = systemClock.now();
  const plan = { requests: REQUESTS, days: DAYS, users: 5_000, seed: 1, now, timeZone: config.timeZone };
  await fillHistory(services, plan, () => undefined);
  const reportMs = await medianOf(() => reportOnce(services));
  const bookingMs = await medianOf(() => bookOnce(services.database));
  const store = createRetentionStore(services.database, systemClock);
  const { timeZone } = config;
  const cleanUpMs = await timed(() =>
    cleanUp({ store, retentionDays: KEPT_DAYS, keptTurns: MEMORY.maxTurns, timeZone, clock: systemClock }),
  );
  await services.close();
  return { reportMs, bookingMs, cleanUpMs };
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  await work();
  return median(await repeat(RUNS, () => timed(work)));
}

function reportOnce({ reports }: Services): Promise<unknown> {
  return reports.report({ days: 30 });
}

function bookOnce(database: Database): Promise<unknown> {
  const ledger = openBenchmarkLedger(database);
  return Promise.all(Array.from({ length: CHATS }, (_, chat) => bookAndSettle(ledger, chat, 0)));
}
