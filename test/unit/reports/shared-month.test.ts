import { stripMarks } from '../../../src/localization/direction.ts';
import { readerFormatStyle } from '../../../src/localization/formats/format-style.ts';
import type { Locale } from '../../../src/localization/locale.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import { renderJson } from '../../../src/reports/render-json.ts';
import { renderText } from '../../../src/reports/render-text.ts';
import { alertText } from '../../../src/telegram/admin/alerts/alert-text.ts';
import { headroomLine } from '../../../src/telegram/chat/model-choices.ts';
import { quotaKey, quotaOf, type QuotaAlert } from '../../../src/usage/alerts/alert.ts';
import { indicate } from '../../../src/web/dashboard/live/indicator.ts';
import { openAlertsOf } from '../../../src/web/numbers/open-alerts-of.ts';
import { GENERATED_AT, sampleProvider, sampleReading, sampleReport } from './sample-report.ts';

const MODELS = ['command-a-03-2025', 'command-a-plus'] as const;
/** A trial key's thousand calls, as they are kept: with the model whose answer told of them. */
const MONTH = sampleReading({
  model: MODELS[0],
  allModels: true,
  window: 'month',
  limit: 1_000,
  remaining: 80,
  nearEnd: true,
});
const REPORT = sampleReport({ providers: [sampleProvider('cohere', { headroom: [MONTH] })] });
const KEY = quotaKey('cohere', MONTH);

const readerOf = (locale: Locale) => {
  const style = readerFormatStyle(locale, 'UTC');
  return { locale, translate: createTranslator(locale), style, reportStyle: style, now: GENERATED_AT };
};

describe('a month that all models share', () => {
  it.each([
    [
      'en',
      /^\S* ?Cohere \d+% used: 80 of 1,000 requests per month left \(all models\)/,
      /^ {2}• ⚠️ all models, requests per month: 80 of 1,000 left;/,
    ],
    [
      'fa',
      /Cohere [۰-۹٪]+ مصرف شده: ۸۰ از ۱٬۰۰۰ درخواست در ماه مانده \(همهٔ مدل‌ها\)/,
      /⚠️ همهٔ مدل‌ها، درخواست در ماه: ۸۰ از ۱٬۰۰۰ مانده؛/,
    ],
  ] as const)(
    'is called so at a glance and among the quotas of a report (%s)',
    (locale, atAGlance, among) => {
      const lines = stripMarks(renderText(REPORT, { ...readerOf(locale), marks: true })).split('\n');
      expect(lines).toEqual(
        expect.arrayContaining([expect.stringMatching(atAGlance), expect.stringMatching(among)]),
      );
      expect(lines.join('\n')).not.toContain(MODELS[0]);
    },
  );

  it.each([
    ['en', 'all models, requests per month: 80 of 1,000 left (92% used)'],
    ['fa', 'همهٔ مدل‌ها، درخواست در ماه: ۸۰ از ۱٬۰۰۰ مانده (۹۲٪ مصرف شده)'],
  ] as const)('is called so in an alert (%s)', (locale, line) => {
    const alert: QuotaAlert = {
      type: 'quota',
      key: KEY,
      episode: 1,
      provider: 'cohere',
      paused: false,
      fallback: null,
      change: 'warned',
      quota: quotaOf(KEY)!,
      headroom: MONTH,
      byForecast: false,
      nextPercent: 95,
    };
    const text = stripMarks(alertText(alert, { ...readerOf(locale), providerNames: { cohere: 'Cohere' } }));
    expect(text.split('\n')[1]).toBe(line);
  });

  it('is one number for each of its models in /model', () => {
    const quotas = { headroomOf: () => [MONTH], refresh: async () => undefined };
    const shown = MODELS.map((model) => {
      const choice = { provider: 'cohere', model, id: model, name: `Cohere: ${model}` };
      const options = { configured: [], providerNames: {}, readPaused: async () => new Map(), quotas };
      return stripMarks(headroomLine(readerOf('en'), choice, options));
    });
    expect(shown).toEqual(
      MODELS.map((model) => expect.stringContaining(`Cohere: ${model}: 80 of 1,000 requests per month left`)),
    );
  });

  it('is said to be of all in the JSON and on the dashboard', () => {
    const [provider] = renderJson(REPORT).providers;
    expect(provider?.headroom).toMatchObject([
      { allModels: true, window: 'month', limit: 1_000, remaining: 80, used: null },
    ]);
    expect(indicate(provider as never)).toMatchObject({
      kind: 'left',
      left: 80,
      limit: 1_000,
      window: 'month',
    });
    const episode = { key: KEY, level: 'warned', openedAt: GENERATED_AT } as never;
    expect(openAlertsOf([episode], '2025-10-30')).toMatchObject([
      { kind: 'quota', provider: 'cohere', model: null, window: 'month' },
    ]);
  });
});
