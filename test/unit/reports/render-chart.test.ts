import { addDays } from '../../../src/foundation/day.ts';
import { defaultFormatStyle } from '../../../src/localization/formats/format-style.ts';
import type { Locale } from '../../../src/localization/locale.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import { roundAmounts, spread } from '../../../src/reports/chart/chart-scale.ts';
import { findEntities } from '../../../src/tools/stand-ins/telegram/text/find-entities.ts';
import { chartCaption } from '../../../src/reports/chart/chart-title.ts';
import { chartSvg } from '../../../src/reports/chart/chart-svg.ts';
import { renderChart } from '../../../src/reports/chart/render-chart.ts';
import type { RenderOptions } from '../../../src/reports/model/render-options.ts';
import type { Report } from '../../../src/reports/model/report.ts';
import { busyReport, GENERATED_AT } from './sample-report.ts';

function optionsFor(locale: Locale): RenderOptions {
  return { translate: createTranslator(locale), style: defaultFormatStyle(locale, 'UTC'), now: GENERATED_AT };
}

function monthOfUse(): Report {
  const report = busyReport();
  const providers = ['groq', 'gemini', 'cerebras', 'cohere'] as const;
  const days = Array.from({ length: 30 }, (_, index) => addDays('2025-10-01', index));
  return {
    ...report,
    period: { from: '2025-10-01', to: '2025-10-30', days: 30, timezone: 'UTC' },
    days: days.flatMap((date, index) =>
      providers.map((provider, rank) => {
        const requests = ((index * 7 + rank * 13) % 40) + 5;
        return {
          date,
          provider,
          requests,
          totalTokens: requests * 900,
          costPicoUsd: BigInt(requests) * 400_000_000n,
        };
      }),
    ),
  };
}

describe('the chart', () => {
  it.each(['en', 'fa'] as const)('is a non-blank PNG (%s)', async (locale) => {
    const png = Buffer.from(await renderChart(monthOfUse(), optionsFor(locale)));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1000, 1180]);
    const empty = Buffer.from(await renderChart({ ...monthOfUse(), days: [] }, optionsFor(locale)));
    expect(png.length).toBeGreaterThan(empty.length);
  });

  it('draws bars in proportion to the axis', () => {
    const [first] = monthOfUse().days;
    const svg = chartSvg(
      { ...monthOfUse(), generatedHistory: false, days: first ? [{ ...first, requests: 60 }] : [] },
      optionsFor('en'),
    );
    const bar = /<rect x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)" fill="#f97316"\/>/.exec(svg);
    expect(Number(bar?.[2])).toBe(220);
    expect(Number(bar?.[1]) + Number(bar?.[2])).toBe(390);
  });

  it('has a colour and a place for providers of the file, and a grey for one that is gone', () => {
    const busy = busyReport();
    const [first] = busy.providers;
    const [day] = monthOfUse().days;
    if (!first || !day) throw new Error('the sample is empty');
    const ids = ['ollama', 'my-router_2', 'xai', 'a5', 'a6'];
    const added = ids.map((id) => ({ ...first, id, name: `A rather long name of ${id}` }));
    const providers = [...busy.providers, ...added];
    const days = [...providers.map(({ id }) => id), 'gone'].map((provider) => ({ ...day, provider }));
    const svg = chartSvg({ ...busy, providers, days }, optionsFor('en'));
    const fills = [...svg.matchAll(/fill="(#[0-9a-f]{6})"\/>/g)].map(([, fill]) => fill);
    expect(svg).not.toContain('undefined');
    expect(new Set(fills.filter((fill) => fill !== '#ffffff')).size).toBe(providers.length + 1);
    const places = [...svg.matchAll(/<rect x="(\d+)" y="(\d+)" width="18"/g)];
    expect(new Set(places.map(([, x, y]) => `${x}/${y}`)).size).toBe(providers.length);
    expect(Math.max(...places.map(([, x]) => Number(x)))).toBeLessThan(900);
  });

  it('isolates Persian words and aligns them right', () => {
    expect(chartSvg(monthOfUse(), optionsFor('fa'))).toMatch(
      /x="960\.0" [^>]* text-anchor="end"[^>]*>\u2067مصرف AI، [^<]*\u2069</,
    );
  });

  it('is valid without usage and for a single day', () => {
    const oneDay = {
      ...monthOfUse(),
      period: { from: '2025-10-30', to: '2025-10-30', days: 1, timezone: 'UTC' },
    };
    for (const report of [{ ...oneDay, days: [] }, oneDay]) {
      expect(chartSvg(report, optionsFor('en'))).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('stacks providers in the order of the report, with the names from the reader’s side', () => {
    const svg = chartSvg(monthOfUse(), optionsFor('fa'));
    const [orange = 0, blue = 0] = ['#f97316', '#3b82f6'].map((colour) => {
      const square = new RegExp(`<rect x="(\\d+)" y="92" [^>]*fill="${colour}"`).exec(svg);
      return Number(square?.[1]);
    });
    expect(orange).toBeGreaterThan(blue);
    const { days } = monthOfUse();
    expect(chartSvg({ ...monthOfUse(), days: days.toReversed() }, optionsFor('en'))).toBe(
      chartSvg(monthOfUse(), optionsFor('en')),
    );
  });

  it('writes short days in the reader’s calendar, isolated in Persian', () => {
    const style = { ...defaultFormatStyle('fa', 'UTC'), digits: 'persian', calendar: 'jalali' } as const;
    const svg = chartSvg(monthOfUse(), { ...optionsFor('fa'), style });
    expect(svg).toMatch(/>\u2067\u2068۸\u2069 \u2068آبان\u2069\u2069</);
    expect(chartSvg(monthOfUse(), optionsFor('en'))).toContain('>Oct 30<');
  });

  it('names the person and says that history is generated, in picture and caption', () => {
    const report = { ...monthOfUse(), person: { userId: 42n, name: 'Sara <b>' } };
    expect(chartSvg(report, optionsFor('en'))).toContain('AI usage of');
    expect(chartSvg(report, optionsFor('en'))).toContain('Sara &lt;b&gt;');
    expect(chartSvg(report, optionsFor('en'))).toContain('These numbers come from generated history');
    expect(chartCaption(report, optionsFor('en'))).toBe(
      'AI usage of Sara <b>, last 30 days\n🧮 1,217,178 tokens in 3,280 requests, $1.3125\n🧪 These numbers come from generated history, not from real use.',
    );
  });

  it('mentions nobody by a person’s name, which stands in the picture as it is', () => {
    const report = { ...monthOfUse(), person: { userId: 42n, name: '@durov x.com /start' } };
    expect(findEntities(chartCaption(report, optionsFor('en')), [])).toEqual([]);
    expect(chartSvg(report, optionsFor('en'))).toContain('@durov x.com /start');
  });

  it('has round amounts that use the height, and labels the last day', () => {
    const whole = { isWhole: true, least: 1 };
    expect([0, 1, 3, 101].map((most) => roundAmounts(most, whole).at(-1))).toEqual([1, 1, 3, 150]);
    expect(roundAmounts(0, { isWhole: false, least: 1e-4 })).toEqual([0, 1e-4]);
    expect(spread(30, 8)).toEqual([1, 5, 9, 13, 17, 21, 25, 29]);
    expect(spread(1, 8)).toEqual([0]);
  });
});
