import * as fc from 'fast-check';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import {
  formatDate,
  formatDateTime,
  formatDay,
  formatTime,
} from '../../../src/localization/formats/format-date.ts';
import { formatAge, formatRemaining } from '../../../src/localization/formats/format-duration.ts';
import {
  formatLimit,
  formatMoney,
  formatMoneyApart,
} from '../../../src/localization/formats/format-money.ts';
import { formatInteger, formatPercent, formatUsed } from '../../../src/localization/formats/format-number.ts';
import { formatLanguage } from '../../../src/localization/formats/format-language.ts';
import { defaultFormatStyle, type FormatStyle } from '../../../src/localization/formats/format-style.ts';
import { createTranslator } from '../../../src/localization/translator.ts';

describe('a language', () => {
  it.each([
    ['fa', 'Persian', 'فارسی'],
    ['pt-br', 'Brazilian Portuguese', 'پرتغالی برزیل'],
    ['zz', 'zz', 'zz'],
    ['\u202Ex y', 'x y', 'x y'],
  ])('%j is called by its name where it has one', (code, inEnglish, inPersian) => {
    expect([formatLanguage(code, 'en'), formatLanguage(code, 'fa')]).toEqual([inEnglish, inPersian]);
  });
});

const english = defaultFormatStyle('en', 'UTC');
const persian: FormatStyle = { locale: 'fa', digits: 'persian', calendar: 'jalali', timeZone: 'Asia/Tehran' };

describe('formatInteger and formatPercent', () => {
  it('separate thousands in either digits', () => {
    expect(formatInteger(12_847, english)).toBe('12,847');
    expect(formatInteger(12_847, persian)).toBe('۱۲٬۸۴۷');
    expect(formatInteger(82.5, english)).toBe('83');
    expect(formatInteger(Number.MAX_SAFE_INTEGER, english)).toBe('9,007,199,254,740,991');
    expect(formatInteger(10n ** 20n, english)).toBe('100,000,000,000,000,000,000');
  });

  it('never round a real share to nothing', () => {
    expect(formatPercent(0, english)).toBe('0%');
    expect(formatPercent(1 / 5000, english)).toBe('<0.1%');
    expect(formatPercent(3 / 156, english)).toBe('1.9%');
    expect(formatPercent(0.825, persian)).toBe('۸۲٫۵٪');
  });
});

describe('formatMoney', () => {
  it.each([
    ['0', '$0.0000'],
    ['0.0077082', '$0.0077'],
    ['0.00775', '$0.0078'],
    ['0.00005', '$0.0001'],
    ['0.000049', '$0.000049'],
    ['0.000000000001', '$0.000000000001'],
    ['1234567.891', '$1,234,567.8910'],
    ['-0.5', '−$0.5000'],
  ])('writes %s dollars as %s', (usd, text) => {
    expect(formatMoney(usdToPico(usd), english)).toBe(text);
  });

  it('uses Persian digits and separators when asked', () => {
    expect(formatMoney(usdToPico('1234.5678'), persian)).toBe('$۱٬۲۳۴٫۵۶۷۸');
  });

  it('is never more than half a unit away from the amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 50_000_000n, max: 10n ** 24n }), (amount) => {
        const shown = usdToPico(formatMoney(amount, english).replaceAll(/[$,]/g, ''));
        const distance = shown > amount ? shown - amount : amount - shown;
        expect(distance <= 50_000_000n).toBe(true);
      }),
    );
  });
});

describe('formatMoneyApart', () => {
  const apart = (...usd: string[]) => formatMoneyApart(usd.map(usdToPico), english);

  it.each([
    [
      ['0', '50'],
      ['$0.0000', '$50.0000'],
    ],
    [
      ['0.00004', '0.0001'],
      ['$0.000040', '$0.00010'],
    ],
    [
      ['0', '0.00001'],
      ['$0.0000', '$0.000010'],
    ],
    [
      ['49.99996', '50'],
      ['$49.99996', '$50.00000'],
    ],
    [
      ['1234.5', '1234.50000001'],
      ['$1,234.50000000', '$1,234.50000001'],
    ],
    [
      ['0.000000000001', '0.000000000002'],
      ['$0.000000000001', '$0.000000000002'],
    ],
    [
      ['2', '2'],
      ['$2.0000', '$2.0000'],
    ],
  ])('writes %j as %j', (amounts, texts) => {
    expect(apart(...amounts)).toEqual(texts);
  });

  it('never writes two that differ alike, nor something as nothing', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 16n });
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        const [first = '', second = ''] = formatMoneyApart([one, other], english);
        expect(first === second).toBe(one === other);
        expect(/[1-9]/.test(first)).toBe(one > 0n);
      }),
    );
  });

  it('writes limits with their first digits, in the digits of who reads', () => {
    expect(formatLimit(usdToPico('0.00015'), english)).toBe('$0.00015');
    expect(formatLimit(usdToPico('12.5'), persian)).toBe('$۱۲٫۵۰۰۰');
  });
});

describe('formatUsed', () => {
  it.each([
    [0, '0%'],
    [0.0001, '<0.1%'],
    [0.29, '29%'],
    [0.57, '57%'],
    [0.9999, '99.9%'],
    [1, '100%'],
    [1.2, '120%'],
  ])('writes %d as %s', (share, text) => {
    expect(formatUsed(share, english)).toBe(text);
  });
});

describe('formatDate', () => {
  const instant = new Date('2025-10-30T14:48:01Z');

  it('writes ISO dates and times in the time zone', () => {
    expect(formatDateTime(instant, english)).toBe('2025-10-30 14:48:01');
    expect(formatTime(instant, english)).toBe('14:48');
    expect(formatDateTime(instant, defaultFormatStyle('fa', 'Asia/Tehran'))).toBe('2025-10-30 18:18:01');
    expect(formatDateTime(instant, defaultFormatStyle('fa', 'Asia/Kathmandu'))).toBe('2025-10-30 20:33:01');
    expect(formatDateTime(instant, defaultFormatStyle('fa', 'America/St_Johns'))).toBe('2025-10-30 12:18:01');
  });

  it('writes midnight as 00, and the day that begins there', () => {
    const midnight = new Date('2025-10-30T20:30:00Z');
    expect(formatDateTime(midnight, defaultFormatStyle('fa', 'Asia/Tehran'))).toBe('2025-10-31 00:00:00');
    expect(formatDateTime(midnight, persian)).toBe('۱۴۰۴/۰۸/۰۹ ۰۰:۰۰:۰۰');
  });

  it('tells apart the two hours of a long day and skips the one that a short day lacks', () => {
    const berlin = defaultFormatStyle('en', 'Europe/Berlin');
    expect(formatDateTime(new Date('2025-10-26T00:30:00Z'), berlin)).toBe('2025-10-26 02:30:00');
    expect(formatDateTime(new Date('2025-10-26T01:30:00Z'), berlin)).toBe('2025-10-26 02:30:00');
    expect(formatDateTime(new Date('2025-10-26T23:00:00Z'), berlin)).toBe('2025-10-27 00:00:00');
    expect(formatDateTime(new Date('2025-03-30T00:59:59Z'), berlin)).toBe('2025-03-30 01:59:59');
    expect(formatDateTime(new Date('2025-03-30T01:00:00Z'), berlin)).toBe('2025-03-30 03:00:00');
  });

  it('writes Jalali dates, also at the turn of the year and in leap years', () => {
    expect(formatDate(instant, persian)).toBe('۱۴۰۴/۰۸/۰۸');
    expect(formatDate(instant, { ...persian, digits: 'latin' })).toBe('1404/08/08');
    expect(formatDay('2025-03-20', persian)).toBe('۱۴۰۳/۱۲/۳۰');
    expect(formatDay('2025-03-21', persian)).toBe('۱۴۰۴/۰۱/۰۱');
  });

  it.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC'])(
    'writes a day as that day in %s',
    (timeZone) => {
      expect(formatDay('2025-10-30', { ...english, timeZone })).toBe('2025-10-30');
    },
  );
});

describe('formatAge and formatRemaining', () => {
  const now = new Date('2025-10-30T12:00:00Z');
  const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
  const en = createTranslator('en');
  const fa = createTranslator('fa');
  const latin = defaultFormatStyle('fa', 'UTC');

  it('tell how old something is', () => {
    expect(formatAge(after(0), now, en, english)).toBe('just now');
    expect(formatAge(after(30), now, en, english)).toBe('just now');
    expect(formatAge(after(-59), now, en, english)).toBe('just now');
    expect(formatAge(after(-60), now, en, english)).toBe('1 min ago');
    expect(formatAge(after(-125), now, fa, persian)).toBe('۲ دقیقه پیش');
    expect(formatAge(after(-125), now, fa, latin)).toBe('2 دقیقه پیش');
    expect(formatAge(after(-26 * 3600), now, en, english)).toBe('1 d 2 h ago');
  });

  it('tell how long it takes, never too short', () => {
    expect(formatRemaining(after(41.2), now, en, english)).toBe('in 42 s');
    expect(formatRemaining(after(60.1), now, en, english)).toBe('in 2 min');
    expect(formatRemaining(after(3 * 3600 + 20 * 60), now, en, english)).toBe('in 3 h 20 min');
    expect(formatRemaining(after(3 * 3600 + 20 * 60), now, fa, persian)).toBe('۳ ساعت و ۲۰ دقیقه دیگر');
    expect(formatRemaining(after(2 * 86_400), now, fa, latin)).toBe('2 روز دیگر');
    expect(formatRemaining(after(-5), now, en, english)).toBe('in 1 s');
  });

  it('round up across units without an hour of sixty minutes', () => {
    expect(formatRemaining(after(3_599), now, en, english)).toBe('in 1 h');
    expect(formatRemaining(after(59.5), now, en, english)).toBe('in 1 min');
    expect(formatRemaining(after(86_399), now, en, english)).toBe('in 1 d');
  });
});
