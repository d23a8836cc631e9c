import fc from 'fast-check';
import { parsePrice } from '../../../../src/telegram/admin/settings/parse-price.ts';
import { anyText } from '../../../support/any-text.ts';

describe('parsePrice', () => {
  it.each([
    ['0.15 / 0.60', { input: 0.15, output: 0.6 }],
    ['0.15/0.6/0.075', { input: 0.15, output: 0.6, cached: 0.075 }],
    ['$0.15 $0.60 $0.075', { input: 0.15, output: 0.6, cached: 0.075 }],
    ['۰٫۱۵ / ۰٫۶۰ / ۰٫۰۷۵', { input: 0.15, output: 0.6, cached: 0.075 }],
    ['۱ ، ۲', { input: 1, output: 2 }],
    ['0 / 0', { input: 0, output: 0 }],
    ['ورودی ۰٫۱۵ و خروجی ۰٫۶۰', { input: 0.15, output: 0.6 }],
    ['۰٫۱۵ دلار / ۰٫۶۰ دلار', { input: 0.15, output: 0.6 }],
    ['input 0.15, output 0.60, cached 0.075', { input: 0.15, output: 0.6, cached: 0.075 }],
    ['.15 / .6 USD', { input: 0.15, output: 0.6 }],
    ['output 0.60, input 0.15', { input: 0.15, output: 0.6 }],
    ['خروجی ۰٫۶۰ و ورودی ۰٫۱۵', { input: 0.15, output: 0.6 }],
    ['cached input 0.075, input 0.15, output 0.6', { input: 0.15, output: 0.6, cached: 0.075 }],
    ['ورودی کش‌شده ۰٫۰۷۵، ورودی ۰٫۱۵، خروجی ۰٫۶', { input: 0.15, output: 0.6, cached: 0.075 }],
    ['0.60 out 0.15 in', { input: 0.15, output: 0.6 }],
    ['$0.15/M input tokens$0.60/M output tokens', { input: 0.15, output: 0.6 }],
    ['Input $0.15 / 1M tokens, output $0.60 / 1M tokens', { input: 0.15, output: 0.6 }],
    ['هر میلیون توکن ورودی ۰٫۱۵ دلار و خروجی ۰٫۶ دلار', { input: 0.15, output: 0.6 }],
    ['0.15,0.60', { input: 0.15, output: 0.6 }],
    ['$0.15 - $0.60', { input: 0.15, output: 0.6 }],
    ['۰/۱۵ و ۰/۶۰', { input: 0.15, output: 0.6 }],
    ['یک / دو', { input: 1, output: 2 }],
  ])('understands "%s"', (text, price) => {
    expect(parsePrice(text)).toEqual(price);
  });

  it.each([
    '0.15',
    '1/2/3/4',
    '-1/2',
    'a/b',
    '',
    '1/',
    '1e3/2',
    '2000000/1',
    '0.12345678/1',
    '1,5/2',
    'input 1',
    'input 1, input 2',
    'input 1, 2',
    '1/2, 3/4',
  ])('does not guess at "%s"', (text) => {
    expect(parsePrice(text)).toBeNull();
  });

  it('never throws, and what it reads are amounts', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        for (const amount of Object.values(parsePrice(text) ?? {})) expect(amount).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
