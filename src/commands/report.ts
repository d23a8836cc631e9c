import { parseArgs } from 'node:util';
import { secretsOf } from '../config/config.ts';
import { loadEnvironment } from '../config/load-environment.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { systemClock } from '../foundation/clock.ts';
import { createLogger } from '../foundation/logger.ts';
import { createRedactor } from '../foundation/redact.ts';
import { defaultFormatStyle } from '../localization/format-style.ts';
import { LOCALES, type Locale } from '../localization/locale.ts';
import { createTranslator } from '../localization/translator.ts';
import { openServices } from '../app/open-services.ts';
import { renderCsv } from '../reports/render-csv.ts';
import { renderJson } from '../reports/render-json.ts';
import { renderText } from '../reports/render-text.ts';
import type { ReportRequest, ReportService } from '../reports/model/report-service.ts';
import { runProgram } from '../app/run-program.ts';
import { UsageError, wholeNumber } from './command-line.ts';

const FORMATS = ['text', 'json', 'csv'] as const;
type Format = (typeof FORMATS)[number];

// npm run report -- --days 7 --locale fa --format text|json|csv
await runProgram(async () => {
  const { values } = parseArgs({
    options: {
      days: { type: 'string', default: '30' },
      locale: { type: 'string' },
      format: { type: 'string', default: 'text' },
    },
  });
  const environment = loadEnvironment();
  const config = readDatabaseConfig(environment);
  const days = wholeNumber('--days', values.days, 1, 3660);
  const format = FORMATS.find((item) => item === values.format);
  if (!format) throw new UsageError(`--format must be one of ${FORMATS.join(', ')}`);
  const locale = LOCALES.find((item) => item === (values.locale ?? config.defaultLocale));
  if (!locale) throw new UsageError(`--locale must be one of ${LOCALES.join(', ')}`);

  // Standard output is for the report only.
  const logger = createLogger(config.logLevel, createRedactor(secretsOf(environment)), process.stderr);
  const services = await openServices(config, systemClock, logger);
  try {
    process.stdout.write(
      await write(services.reports, { days }, { format, locale, timeZone: config.timeZone }),
    );
  } finally {
    await services.close();
  }
});

async function write(
  reports: ReportService,
  request: ReportRequest,
  { format, locale, timeZone }: { format: Format; locale: Locale; timeZone: string },
): Promise<string> {
  if (format === 'csv') return renderCsv(await reports.details(request));
  const report = await reports.report(request);
  if (format === 'json') return `${JSON.stringify(renderJson(report), null, 2)}\n`;
  return renderText(report, {
    translate: createTranslator(locale),
    style: defaultFormatStyle(locale, timeZone),
    now: report.generatedAt,
    // Files and pipes end in programs that support direction marks; few terminals do.
    marks: !process.stdout.isTTY && locale === 'fa',
  });
}
