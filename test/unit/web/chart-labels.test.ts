import { assert, integer, property } from 'fast-check';
import { stripMarks } from '../../../src/localization/strip-marks.ts';
import { defaultFormatStyle, type FormatStyle } from '../../../src/localization/formats/format-style.ts';
import { createChartReader } from '../../../src/web/dashboard/words/chart-reader.ts';

const DAY_MS = 86_400_000;
const STYLES: FormatStyle[] = (['en', 'fa'] as const).flatMap((locale) =>
  (['latin', 'persian'] as const).flatMap((digits) =>
    (['gregorian', 'jalali'] as const).map((calendar) => ({
      ...defaultFormatStyle(locale, 'UTC'),
      digits,
      calendar,
    })),
  ),
);

/** The locale name of the style in `Intl`. */
function intlLocale({ locale, digits, calendar }: FormatStyle): string {
  const calendars = { gregorian: 'gregory', jalali: 'persian' };
  return `${locale === 'fa' ? 'fa-IR' : 'en-US'}-u-ca-${calendars[calendar]}-nu-${digits === 'persian' ? 'arabext' : 'latn'}`;
}

describe('the chart’s own formatting', () => {
  it.each(STYLES)('does not use Intl, whose first formatter takes a phone 50 ms: %j', (style) => {
    const woken: string[] = [];
    const real = globalThis.Intl;
    globalThis.Intl = new Proxy(real, {
      get: (target, name, receiver) => {
        woken.push(String(name));
        return Reflect.get(target, name, receiver);
      },
    });
    try {
      const { say, write } = createChartReader(style);
      const written = [say('page-title'), say('chart-description', { metric: say('metric-cost') })];
      written.push(
        write.shortDay('2025-10-30'),
        write.compact(0),
        write.compact(1_250_000),
        write.money(0.25),
      );
      for (const text of written) expect(text).not.toBe('');
    } finally {
      globalThis.Intl = real;
    }
    expect(woken).toEqual([]);
  });

  it.each(STYLES)('formats days like Intl: %j', (style) => {
    const { write } = createChartReader(style);
    const intl = new Intl.DateTimeFormat(intlLocale(style), {
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    });
    const first = Date.UTC(2015, 0, 1) / DAY_MS;
    for (let day = first; day < first + 20 * 366; day++) {
      const date = new Date(day * DAY_MS);
      const written = stripMarks(write.shortDay(date.toISOString().slice(0, 10)));
      if (written !== intl.format(date)) expect([date, written]).toEqual([date, intl.format(date)]);
    }
  });

  it('isolates Persian, which runs against the chart', () => {
    const { write } = createChartReader({
      ...defaultFormatStyle('fa', 'UTC'),
      digits: 'persian',
      calendar: 'jalali',
    });
    expect(write.shortDay('2025-10-30')).toBe('\u2068۸ آبان\u2069');
    expect(write.compact(1_250_000)).toBe('\u2068۱٫۳\u00A0میلیون\u2069');
  });

  it.each(STYLES)('formats amounts like Intl: %j', (style) => {
    const { write } = createChartReader(style);
    const intl = new Intl.NumberFormat(intlLocale(style), { notation: 'compact', maximumFractionDigits: 1 });
    const edges = [0, 1, 999, 1000, 1049, 1050, 9_999, 99_949, 999_949, 999_950, 1_250_000, 2.5e9, 1e12];
    for (const value of edges) expect(stripMarks(write.compact(value))).toBe(intl.format(value));
    assert(
      property(integer({ min: 0, max: 15 }), integer({ min: 0, max: 9_999 }), (power, value) => {
        const amount = Math.floor(value * 10 ** (power - 4));
        expect(stripMarks(write.compact(amount))).toBe(intl.format(amount));
      }),
    );
  });
});
