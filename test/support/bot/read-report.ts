import { readConfig } from '../../../src/config/read-config.ts';
import { openServices } from '../../../src/app/services/open-services.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { renderJson, type ReportJson } from '../../../src/reports/render-json.ts';
import { keepLogLines } from './log-lines.ts';
import type { BotSurroundings } from './running-bot.ts';

/** The report as JSON, as a command beside the running bot reads it. */
export async function readReport({ environment }: Pick<BotSurroundings, 'environment'>): Promise<ReportJson> {
  const services = await openServices(readConfig(environment), systemClock, keepLogLines().logger);
  try {
    return renderJson(await services.reports.report({ days: 30 }));
  } finally {
    await services.close();
  }
}
