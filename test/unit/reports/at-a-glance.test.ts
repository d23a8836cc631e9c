import { stripMarks } from '../../../src/localization/direction.ts';
import {
  defaultFormatStyle,
  readerFormatStyle,
  type FormatStyle,
} from '../../../src/localization/formats/format-style.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import type { ProviderReport, Report } from '../../../src/reports/model/report.ts';
import { renderTelegram } from '../../../src/reports/render-telegram.ts';
import { readHtml, visibleLines } from './read-html.ts';
import {
  busyReport,
  GENERATED_AT,
  NO_USAGE,
  sampleProvider,
  sampleReading,
  sampleReport,
} from './sample-report.ts';

const STYLES: readonly [name: string, style: FormatStyle][] = [
  ['Persian, as the contract has it', defaultFormatStyle('fa', 'Asia/Tehran')],
  ['Persian, in Persian digits', readerFormatStyle('fa', 'Asia/Tehran')],
  ['English', defaultFormatStyle('en', 'UTC')],
];
/** The lines that a report keeps, in their order, by what they begin with. */
const ORDER = [/^💎/, /^🕐/, /^🔢/, /^(?:🟢|🔴) Groq:$/, /^📊/, /^📈/];
const ADDED = ['openrouter', 'ollama', 'mistral', 'deepseek'];

function textOf(report: Report, style: FormatStyle): string {
  const options = { translate: createTranslator(style.locale), style, now: GENERATED_AT };
  return renderTelegram(report, options).map(readHtml).join('\n\n');
}

/** The lines between the date and the first provider. */
function glanceOf(report: Report, style: FormatStyle): string[] {
  const lines = visibleLines(textOf(report, style));
  const start = lines.findIndex((line) => line.startsWith('🔢'));
  return lines.slice(start, lines.indexOf('', start));
}

const busy = busyReport();
/** Services with Latin names, models of both scripts of digits, each near its end. */
const added: ProviderReport[] = ADDED.map((id, place) => ({
  ...sampleProvider('groq', {
    headroom: [
      sampleReading({ model: `vendor/model-${place}.5:free`, remaining: 40 + place, nearEnd: true }),
    ],
  }),
  id,
  name: id === 'ollama' ? 'Ollama (خانگی)' : id,
  status: place === 1 ? 'red' : 'green',
  reason: place === 1 ? 'network' : null,
}));
/** The built-in ones are always named. */
const unconfigured = (['gemini', 'cerebras', 'cohere'] as const).map((id) =>
  sampleProvider(id, { status: 'white' }),
);
const REPORTS: readonly [name: string, report: Report][] = [
  [
    'one provider',
    busyReport({
      providers: [...busy.providers.slice(0, 1), ...unconfigured],
      summary: { total: 4, active: 1, complete: 1 },
    }),
  ],
  ['four providers', busy],
  [
    'eight providers',
    busyReport({
      providers: [...busy.providers, ...added],
      summary: { total: 8, active: 6, complete: 6 },
      budgets: ['all', 'groq', 'ollama', 'mistral'].map((scope) => ({
        scope,
        window: 'month' as const,
        limitPico: 50n * 10n ** 12n,
        usedPico: 49n * 10n ** 12n,
        renewsAt: new Date('2025-11-01T00:00:00Z'),
      })),
    }),
  ],
  [
    'nothing booked yet',
    sampleReport({ totals: NO_USAGE, days: [], providers: [sampleProvider('groq'), ...unconfigured] }),
  ],
];

describe.each(REPORTS)('a report at a glance: %s', (_name, report) => {
  it.each(STYLES)('takes eight lines at most, in their order: %s', (_style, style) => {
    const glance = glanceOf(report, style);
    expect(glance.length).toBeGreaterThanOrEqual(2);
    expect(glance.length).toBeLessThanOrEqual(8);
    const kinds = glance.map((line) => /^(?:🔢|[▓░]|🔴|⏸|✅|💰)/u.exec(line)?.[0].replace('▓', '░') ?? line);
    const places = kinds.map((kind) => ['🔢', '░', '🔴', '⏸', '✅', '💰'].indexOf(kind));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it.each(STYLES)('keeps the lines of the contract in their order: %s', (_style, style) => {
    const lines = visibleLines(textOf(report, style));
    const places = ORDER.map((pattern) => lines.findIndex((line) => pattern.test(line)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('is in the digits of a reader who reads Persian ones, but for names and the contract’s words', () => {
    const names = report.providers.flatMap(({ name, manualCheckUrl, headroom }) => [
      name,
      manualCheckUrl ?? '',
      ...headroom.map(({ model }) => model),
    ]);
    // An id is written as it is sent with /ai_usage.
    const ids = report.users.map(({ userId }) => `(${userId})`);
    const known = [
      ...names,
      ...ids,
      ...report.models.map(({ model }) => model),
      ...report.users.map(({ name }) => name ?? ''),
    ];
    // The longest first: one name may begin another.
    const longestFirst = known.filter((name) => name !== '').toSorted((a, b) => b.length - a.length);
    const lines = visibleLines(textOf(report, readerFormatStyle('fa', 'Asia/Tehran')));
    const own = lines.map((line) => longestFirst.reduce((rest, name) => rest.replaceAll(name, ''), line));
    expect(own.join('\n')).toMatch(/[۰-۹]/);
    expect(own.filter((line) => /[0-9]/.test(line))).toEqual([]);
  });

  it.each(STYLES)('marks directions with less than one character in 25: %s', (_style, style) => {
    const text = textOf(report, style);
    const marks = text.length - stripMarks(text).length;
    expect(marks / text.length).toBeLessThan(0.04);
  });
});
