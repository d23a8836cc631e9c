import { readDatabaseConfig } from '../../config/read-config.ts';
import { fillHistory } from '../../app/services/fill-history.ts';
import { systemClock } from '../../foundation/clock.ts';
import { createLogger } from '../../foundation/logger.ts';
import { openServices } from '../../app/services/open-services.ts';
import { median, milliseconds, printLine, repeat, timed } from './measure.ts';
import { createScratchDatabases, type ScratchDatabase } from './scratch-databases.ts';

const SMALL = 10_000;
const RUNS = 30;

interface ReportTimes {
  firstMs: number;
  medianMs: number;
  fillSeconds: number;
}

/** The report's time over many requests, relative to few. */
export async function benchmarkReport(postgresUrl: string, large: number): Promise<string> {
  const few = await createScratchDatabases(postgresUrl);
  const many = await createScratchDatabases(postgresUrl);
  const lines: string[] = [];
  for (const [index, scratch] of few.entries()) {
    const small = await measureReport(scratch, SMALL);
    const big = await measureReport(many[index] as ScratchDatabase, large);
    lines.push(
      printLine({
        what: `report over ${large.toLocaleString('en-US')} requests, ${scratch.name}`,
        measured: milliseconds(big.medianMs),
        reference: `that over ${SMALL.toLocaleString('en-US')} (${milliseconds(small.medianMs)})`,
        ratio: big.medianMs / small.medianMs,
      }),
      printLine({
        what: `first report of the day over the same, ${scratch.name}`,
        measured: milliseconds(big.firstMs),
        reference: `that over ${SMALL.toLocaleString('en-US')} (${milliseconds(small.firstMs)})`,
        ratio: big.firstMs / small.firstMs,
      }),
      `filling the ${large.toLocaleString('en-US')} took ${big.fillSeconds.toFixed(0)} s\n`,
    );
  }
  for (const scratch of [...few, ...many]) await scratch.remove();
  return lines.join('');
}

async function measureReport(scratch: ScratchDatabase, requests: number): Promise<ReportTimes> {
  const config = readDatabaseConfig({ DATABASE_URL: scratch.url });
  const services = await openServices(
    config,
    systemClock,
    createLogger('error', (text) => text, process.stderr),
  );
  const plan = {
    requests,
    days: 30,
    users: 5_000,
    seed: 1,
    now: systemClock.now(),
    timeZone: config.timeZone,
  };
  const fillSeconds = (await timed(() => fillHistory(services, plan, () => undefined))) / 1000;
  const report = () => timed(() => services.reports.report({ days: 30 }));
  const firstMs = await report();
  const medianMs = median(await repeat(RUNS, report));
  await services.close();
  return { firstMs, medianMs, fillSeconds };
}
