import fc from 'fast-check';
import { readConfig } from '../../../../src/config/read-config.ts';
import { usdToPico } from '../../../../src/foundation/money/money.ts';
import { parseUsd } from '../../../../src/telegram/admin/settings/parse-usd.ts';
import { readLimit } from '../../../../src/database/totals/limit-settings.ts';
import { anyText } from '../../../support/any-text.ts';

describe('parseUsd', () => {
  const fromEnvironment = (value: string) =>
    readConfig({ BOT_TOKEN: '1:a', ADMIN_IDS: '1', MONTHLY_USD: value }).money.monthly;

  it.each([
    ['0', '0'],
    ['0.50', '0.5'],
    ['.5', '0.5'],
    ['5', '5'],
    ['100', '100'],
    ['$0.5', '0.5'],
    ['0.5$', '0.5'],
    ['0.5 USD', '0.5'],
    ['2 dollars', '2'],
    ['1e-9', '0.000000001'],
    ['1e12', '1000000000000'],
    ['1.5E3', '1500'],
    ['25e-1', '2.5'],
    ['0.0000000005', '0.0000000005'],
    ['123456789012.123456789012', '123456789012.123456789012'],
    ['۰٫۵ دلار', '0.5'],
    ['۱٬۰۰۰', '1000'],
    ['٠٫٢٥', '0.25'],
    ['1e-12', '0.000000000001'],
  ])('reads "%s" like the environment', (text, amount) => {
    expect(parseUsd(text)).toBe(amount);
    expect(fromEnvironment(text)).toBe(usdToPico(amount));
    expect(readLimit(amount)).toBe(usdToPico(amount));
  });

  it.each([
    '-1',
    'NaN',
    'Infinity',
    '1e13',
    '1e-13',
    '1,5',
    '',
    '$',
    'e5',
    '.',
    '1.2.3',
    '0x10',
    '1e999',
    '10 rial',
    '−5',
  ])('refuses "%s" like the environment', (text) => {
    expect(parseUsd(text)).toBeNull();
    const problems = [expect.stringMatching(/^MONTHLY_USD must be an amount in US dollars/)];
    if (text !== '') expect(() => fromEnvironment(text)).toThrow(expect.objectContaining({ problems }));
  });

  it.each([
    ['5', '5'],
    ['$5', '5'],
    ['5$', '5'],
    ['5 USD', '5'],
    ['USD 5', '5'],
    ['US$5', '5'],
    ['5 dollars', '5'],
    ['۵ دلار', '5'],
    ['۵دلار', '5'],
    ['پنج دلار', '5'],
    ['۵٫۵', '5.5'],
    ['٥٫٥', '5.5'],
    ['5.50', '5.5'],
    ['۵/۵', '5.5'],
    ['$1,000.50', '1000.5'],
    ['۱٬۰۰۰', '1000'],
    ['1k', '1000'],
    ['هزار دلار', '1000'],
    ['نیم دلار', '0.5'],
    ['۵۰ سنت', '0.5'],
    ['یک دلار و نیم', '1.5'],
    ['یک و نیم دلار', '1.5'],
    ['دو دلار و پنجاه سنت', '2.5'],
    ['2 dollars and 5 cents', '2.05'],
    ['روزی نیم دلار', '0.5'],
    ['ماهی ۵ دلار', '5'],
    ['$5/month', '5'],
    ['ربع دلار', '0.25'],
    ['50 cents', '0.5'],
    ['۵ دلار در روز', '5'],
    ['۵ دلار لطفاً', '5'],
    ['five dollars', '5'],
    ['a dollar', '1'],
    ['fifty cents', '0.5'],
    ['one and a half dollars', '1.5'],
    ['monthly $5', '5'],
    ['حداکثر ۵ دلار آمریکا', '5'],
    ['up to $20', '20'],
    ['یک‌ونیم دلار', '1.5'],
    ['هزار میلیارد', '1000000000000'],
    ['هزار میلیون دلار', '1000000000'],
    ['یک تریلیون', '1000000000000'],
    ['a trillion dollars', '1000000000000'],
    ['50.000', '50'],
    ['0', '0'],
    ['.5', '0.5'],
  ])('understands "%s"', (text, dollars) => {
    expect(parseUsd(text)).toBe(dollars);
  });

  it.each([
    '-5',
    'five-ish',
    '',
    '5 €',
    '5 تومان',
    '1,0',
    '5 apples',
    '$',
    'دلار',
    '1/2/3',
    '5%',
    'دو تریلیون',
  ])('does not guess at "%s"', (text) => {
    expect(parseUsd(text)).toBeNull();
  });

  it('never throws, and what it reads can be stored', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const amount = parseUsd(text);
        if (amount !== null) expect(readLimit(amount)).not.toBeNull();
      }),
    );
  });
});
