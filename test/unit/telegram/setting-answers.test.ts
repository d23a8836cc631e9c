import fc from 'fast-check';
import { readConfig } from '../../../src/config/read-config.ts';
import { readLimit } from '../../../src/database/totals/limit-settings.ts';
import { usdToPico } from '../../../src/foundation/money.ts';
import { Cron } from '../../../src/config/cron-expression.ts';
import {
  parseChoice,
  parseModelName,
  parsePercent,
  parsePrice,
  parseSchedule,
  parseTokens,
  parseUsd,
  parseUserId,
} from '../../../src/telegram/admin/settings/setting-answers.ts';

describe('parseSchedule', () => {
  const parse = (text: string) => parseSchedule(text, Cron.isValid);

  it.each([
    ['09:30', '30 9 * * *'],
    ['9:30', '30 9 * * *'],
    [' ۰۹:۳۰ ', '30 9 * * *'],
    ['٢٣:٥٩', '59 23 * * *'],
    ['00:00', '0 0 * * *'],
    ['7.05', '5 7 * * *'],
    ['0 9 * * 1', '0 9 * * 1'],
    ['۰ ۹ * * ۱', '0 9 * * 1'],
    ['*/10 * * * * *', '*/10 * * * * *'],
    ['۹ صبح', '0 9 * * *'],
    ['ساعت ۹', '0 9 * * *'],
    ['۹ شب', '0 21 * * *'],
    ['۱۲ شب', '0 0 * * *'],
    ['۱۲ ظهر', '0 12 * * *'],
    ['۵ بعد‌از‌ظهر', '0 17 * * *'],
    ['۸ و نیم صبح', '30 8 * * *'],
    ['۹ و ۱۵ دقیقه عصر', '15 21 * * *'],
    ['9 am', '0 9 * * *'],
    ['12 PM', '0 12 * * *'],
    ['12am', '0 0 * * *'],
    ['9:30 pm', '30 21 * * *'],
  ])('understands "%s"', (text, cron) => {
    expect(parse(text)).toBe(cron);
  });

  it.each(['24:00', '09:60', '9', '9:5', 'nine', '', '99 9 * * *', '* * *', '09:30:00', '-1:30'])(
    'does not guess at "%s"',
    (text) => {
      expect(parse(text)).toBeNull();
    },
  );

  it('is shown as the time that was written, when it is once a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        expect(parse(time)).toBe(`${minute} ${hour} * * *`);
      }),
    );
  });
});

describe('parsePercent', () => {
  it.each([
    ['80', '80'],
    ['80%', '80'],
    ['۸۰٪', '80'],
    ['٪۸۰', '80'],
    ['1', '1'],
    ['100 %', '100'],
    ['007', '7'],
    ['۸۵ درصد', '85'],
    ['85 percent', '85'],
  ])('understands "%s"', (text, percent) => {
    expect(parsePercent(text)).toBe(percent);
  });

  it.each(['0', '101', '-5', '80.5', '', 'many', '1e1', '80%%x'])('does not guess at "%s"', (text) => {
    expect(parsePercent(text)).toBeNull();
  });
});

describe('parseTokens', () => {
  it.each([
    ['0', '0'],
    ['50000', '50000'],
    ['50,000', '50000'],
    ['۵۰٬۰۰۰', '50000'],
    ['۱،۰۰۰،۰۰۰', '1000000'],
    ['1 000', '1000'],
    ['1000000000000', '1000000000000'],
    ['5k', '5000'],
    ['۵۰ هزار', '50000'],
    ['۵۰هزار توکن', '50000'],
    ['هزار', '1000'],
    ['۱٫۵ میلیون', '1500000'],
    ['۱ میلیون و ۲۰۰ هزار', '1200000'],
    ['2 million tokens', '2000000'],
  ])('understands "%s"', (text, tokens) => {
    expect(parseTokens(text)).toBe(tokens);
  });

  it.each(['-1', '1.5', '50,00', '1000000000001', '5 x', '', 'none', '1,0000', 'هزار و', '5000 میلیارد'])(
    'does not guess at "%s"',
    (text) => {
      expect(parseTokens(text)).toBeNull();
    },
  );
});

describe('parseUserId', () => {
  it.each([
    ['123456789', '123456789'],
    ['۱۲۳', '123'],
    ['\u200E102\u200F', '102'],
  ])('understands "%s"', (text, id) => {
    expect(parseUserId(text)).toBe(id);
  });

  it.each(['0', '-100123', '@omid', '012', '', '1234567890123456'])('does not guess at "%s"', (text) => {
    expect(parseUserId(text)).toBeNull();
  });
});

const PROVIDERS = ['groq', 'gemini', 'cerebras', 'cohere', 'my-llm_2'];

describe('parseModelName', () => {
  it.each(['groq/openai/gpt-oss-120b', 'gemini/gemini-2.5-flash'])('understands "%s"', (text) => {
    expect(parseModelName(text, PROVIDERS)).toBe(text);
  });

  it.each(['openai/gpt', 'groq', 'groq/', 'groq/a b', '', `groq/${'x'.repeat(201)}`])(
    'does not guess at "%s"',
    (text) => {
      expect(parseModelName(text, PROVIDERS)).toBeNull();
    },
  );
});

describe('parsePrice', () => {
  it.each([
    ['0.15 / 0.60', { input: 0.15, output: 0.6 }],
    ['0.15/0.6/0.075', { input: 0.15, output: 0.6, cached: 0.075 }],
    ['$0.15 $0.60 $0.075', { input: 0.15, output: 0.6, cached: 0.075 }],
    ['۰٫۱۵ / ۰٫۶۰ / ۰٫۰۷۵', { input: 0.15, output: 0.6, cached: 0.075 }],
    ['۱ ، ۲', { input: 1, output: 2 }],
    ['0 / 0', { input: 0, output: 0 }],
  ])('understands "%s"', (text, price) => {
    expect(parsePrice(text)).toEqual(price);
  });

  it.each(['0.15', '1/2/3/4', '-1/2', 'a/b', '', '1/', '1e3/2', '2000000/1', '0.12345678/1', '1,5/2'])(
    'does not guess at "%s"',
    (text) => {
      expect(parsePrice(text)).toBeNull();
    },
  );
});

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
    '1,000',
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
});

describe('parseChoice', () => {
  it.each([
    ['Off', ['off', 'default'], 'off'],
    ['خاموش', ['off', 'default'], 'off'],
    ['پیش‌فرض', ['off', 'default'], 'default'],
    ['پیش فرض', ['default'], 'default'],
    ['فارسی', ['en', 'fa'], 'fa'],
    ['فارسی', ['latin', 'persian'], 'persian'],
    ['Persian', ['latin', 'persian'], 'persian'],
    ['شمسي', ['gregorian', 'jalali'], 'jalali'],
    ['off', ['default'], null],
    ['constructor', ['default'], null],
    ['', ['default'], null],
  ])('takes "%s" among %j', (text, choices, choice) => {
    expect(parseChoice(text, choices)).toBe(choice);
  });

  it('never throws, like all the others', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseChoice(text, ['default']);
        parseSchedule(text, Cron.isValid);
        parsePercent(text);
        parseTokens(text);
        parseUserId(text);
        parseModelName(text, PROVIDERS);
        parsePrice(text);
        parseUsd(text);
      }),
    );
  });
});
