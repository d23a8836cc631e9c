import { secretsOf } from '../config/secrets-of.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { toLatinDigits } from '../foundation/latin-digits.ts';
import { systemClock } from '../foundation/clock.ts';
import { createLogger } from '../foundation/logger.ts';
import { createRedactor } from '../foundation/redact.ts';
import { defaultFormatStyle } from '../localization/formats/format-style.ts';
import { LOCALES, type Locale } from '../localization/locale.ts';
import { createTranslator } from '../localization/translator.ts';
import { openServices } from '../app/services/open-services.ts';
import { renderCsv } from '../reports/render-csv.ts';
import { renderJson } from '../reports/render-json.ts';
import { renderText } from '../reports/render-text.ts';
import type { ReportRequest, ReportService } from '../reports/model/report-service.ts';
import { runProgram } from '../app/programs/run-program.ts';
import { UsageError } from '../app/programs/usage-error.ts';
import { commandEnvironment } from './setup/command-environment.ts';
import { wholeNumber } from './setup/command-line.ts';

const FORMATS = ['text', 'json', 'csv'] as const;
type Format = (typeof FORMATS)[number];

await runProgram({
  command: 'npm run report',
  purpose: 'Prints the report, from the same database, while the bot runs.',
  options: {
    days: { type: 'string', value: 'N', default: '30', meaning: 'days until today', accepts: /^\d+$/ },
    account: {
      type: 'string',
      value: 'ID',
      meaning: 'one person, or one group by its negative id (--account=-100…)',
      accepts: /^-?[1-9]\d{0,15}$/,
    },
    locale: {
      type: 'string',
      value: LOCALES.join('|'),
      meaning: 'its language (default: DEFAULT_LOCALE)',
      accepts: /^(en|fa)$/,
    },
    format: {
      type: 'string',
      value: FORMATS.join('|'),
      default: 'text',
      meaning: 'for people, for programs, or for spreadsheets',
      accepts: /^(text|json|csv)$/,
    },
  },
  run: async (values) => {
    const days = wholeNumber('--days', values.days, 1, 3660);
    const format = choice('--format', FORMATS, values.format);
    const chosen = values.locale === undefined ? null : choice('--locale', LOCALES, values.locale);
    const account = values.account === undefined ? null : accountIn(values.account);
    const environment = commandEnvironment();
    const config = readDatabaseConfig(environment);
    // Standard output is for the report only.
    const logger = createLogger(config.logLevel, createRedactor(secretsOf(environment)), process.stderr);
    const services = await openServices(config, systemClock, logger, { mustExist: true });
    try {
      const form = { format, locale: chosen ?? config.defaultLocale, timeZone: config.timeZone };
      const request = account === null ? { days } : { days, userId: account };
      process.stdout.write(await write(services.reports, request, form));
    } finally {
      await services.close();
    }
  },
});

function choice<Choice extends string>(option: string, choices: readonly Choice[], value: string): Choice {
  const chosen = choices.find((item) => item === value);
  if (!chosen) throw new UsageError(`${option} must be one of ${choices.join(', ')}, not "${value}"`);
  return chosen;
}

function accountIn(value: string): bigint {
  const digits = toLatinDigits(value);
  if (/^-?[1-9]\d{0,15}$/.test(digits)) return BigInt(digits);
  throw new UsageError(`--account must be the id of a person or a group, not "${value}"`);
}

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
