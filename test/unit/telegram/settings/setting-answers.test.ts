import fc from 'fast-check';
import { Cron } from '../../../../src/config/cron-expression.ts';
import { formatSchedule } from '../../../../src/localization/formats/format-schedule.ts';
import { zoneNames } from '../../../../src/localization/zone-names.ts';
import { loadLanguages } from '../../../../src/telegram/people/languages.ts';
import {
  isCancel,
  parseChoice,
  parseModelName,
  parsePercent,
  parseSchedule,
  parseTokens,
  parseUserId,
} from '../../../../src/telegram/admin/settings/setting-answers.ts';
import { anyText } from '../../../support/any-text.ts';

const fail = (problem: string) => {
  throw new Error(problem);
};

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
    ['9am', '0 9 * * *'],
    ['نه صبح', '0 9 * * *'],
    ['ساعت نه', '0 9 * * *'],
    ['ساعت ۹:۳۰', '30 9 * * *'],
    ['ساعت ۹٫۳۰', '30 9 * * *'],
    ['نه و نیم شب', '30 21 * * *'],
    ['هفت و ربع', '15 7 * * *'],
    ['یه ربع به نه صبح', '45 8 * * *'],
    ['یک ربع مانده به ۹', '45 8 * * *'],
    ['پنج دقیقه به ۹ شب', '55 20 * * *'],
    ['۱۰ دقیقه مانده به ۸ صبح', '50 7 * * *'],
    ['ساعت۹', '0 9 * * *'],
    ['صبح‌ها ساعت ۸', '0 8 * * *'],
    ['۹ قبل از ظهر', '0 9 * * *'],
    ['۹ صبح لطفاً', '0 9 * * *'],
    ['9 a.m.', '0 9 * * *'],
    ['7 in the evening', '0 19 * * *'],
    ['شنبه تا چهارشنبه ساعت ۹', '0 9 * * 0,1,2,3,6'],
    ['پنج‌شنبه تا جمعه ۱۸', '0 18 * * 4,5'],
    ['mon-fri 9:00', '0 9 * * 1,2,3,4,5'],
    ['Monday to Friday at 9', '0 9 * * 1,2,3,4,5'],
    ['بیست و یک و پانزده دقیقه', '15 21 * * *'],
    ['صبح ساعت ۹', '0 9 * * *'],
    ['هر شب ساعت ۱۰', '0 22 * * *'],
    ['ظهر', '0 12 * * *'],
    ['نیمه‌شب', '0 0 * * *'],
    ['هر روز ساعت ۹', '0 9 * * *'],
    ['هر روز ۹ صبح', '0 9 * * *'],
    ['هرروز ساعت ۹', '0 9 * * *'],
    ['روزانه، ساعت ۲۱:۳۰', '30 21 * * *'],
    ['every day at 9', '0 9 * * *'],
    ['Daily at 9:30 PM.', '30 21 * * *'],
    ['شنبه‌ها', '0 9 * * 6'],
    ['شنبه ها', '0 9 * * 6'],
    ['هر شنبه ساعت ۸', '0 8 * * 6'],
    ['ساعت ۸ صبح شنبه‌ها', '0 8 * * 6'],
    ['سه‌شنبه‌ها ۱۰ شب', '0 22 * * 2'],
    ['سه شنبه ساعت ۱۰', '0 10 * * 2'],
    ['یک‌شنبه', '0 9 * * 0'],
    ['پنجشنبه ها ساعت پنج عصر', '0 17 * * 4'],
    ['شنبه و سه‌شنبه ساعت ۹', '0 9 * * 2,6'],
    ['روزهای جمعه ۷:۱۵', '15 7 * * 5'],
    ['Mondays', '0 9 * * 1'],
    ['every Monday at 8:05', '5 8 * * 1'],
    ['on Saturdays and Wednesdays, 9 pm', '0 21 * * 3,6'],
    ['9 am on Friday', '0 9 * * 5'],
    ['5شنبه', '0 9 * * 4'],
    ['۵ شنبه ساعت ۱۰', '0 10 * * 4'],
    ['3شنبه ها', '0 9 * * 2'],
    ['۱شنبه تا ۵شنبه ۱۸', '0 18 * * 0,1,2,3,4'],
    ['ساعت ۵ شنبه', '0 5 * * 6'],
    ['چارشنبه‌ها ساعت ۹', '0 9 * * 3'],
    ['هر هفته شنبه ساعت ۹', '0 9 * * 6'],
    ['روزی یکبار ساعت ۹', '0 9 * * *'],
    ['نه‌ونیم صبح', '30 9 * * *'],
    ['ساعت بیست‌ویک', '0 21 * * *'],
    ['۲ نیمه‌شب', '0 2 * * *'],
    ['ساعت ۹ بفرست', '0 9 * * *'],
    ['۹ صبح باشه لطفاً', '0 9 * * *'],
    ["9 o'clock", '0 9 * * *'],
    ['9 o’clock pm', '0 21 * * *'],
    ['21h30', '30 21 * * *'],
    ['half past nine', '30 9 * * *'],
    ['a quarter to 9 pm', '45 20 * * *'],
    ['ten past 9', '10 9 * * *'],
    ['nine thirty am', '30 9 * * *'],
    ['every morning at 9', '0 9 * * *'],
    ['every night at 11', '0 23 * * *'],
    ['every midnight', '0 0 * * *'],
    ['every weekday at 9am', '0 9 * * 1,2,3,4,5'],
    ['weekends at 10', '0 10 * * 0,6'],
    ['weekly on Monday at 9', '0 9 * * 1'],
    ['sat & sun at 9', '0 9 * * 0,6'],
    ['set it to 9 pm, please', '0 21 * * *'],
    ['اول هر ماه ساعت ۹', '0 9 1 * *'],
    ['هر ماه', '0 9 1 * *'],
    ['monthly', '0 9 1 * *'],
    ['روز 1 هر ماه میلادی ساعت 09:00', '0 9 1 * *'],
    ['on day 1 of each month at 09:00', '0 9 1 * *'],
    ['۱۵ هر ماه ۸ شب', '0 20 15 * *'],
    ['بیست و پنجم هر ماه ساعت ۱۰', '0 10 25 * *'],
    ['سی‌ام هر ماه', '0 9 30 * *'],
    ['اولین روز هر ماه', '0 9 1 * *'],
    ['ماهی یک بار، روز ۱۵', '0 9 15 * *'],
    ['هر ماه ساعت ۱۰', '0 10 1 * *'],
    ['monthly on the 15th at 9', '0 9 15 * *'],
    ['the first day of the month, 8 am', '0 8 1 * *'],
    ['هر صبح', '0 9 * * *'],
    ['every morning', '0 9 * * *'],
    ['شنبه‌ها صبح', '0 9 * * 6'],
    ['۹ بعد‌ازظهر', '0 21 * * *'],
    ['۹ قبل‌ازظهر', '0 9 * * *'],
    ['۸/۳۰', '30 8 * * *'],
    ['۹ و ۲۱ دقیقه', '21 9 * * *'],
    ['۹ و نیم', '30 9 * * *'],
    ['۹ و ربع', '15 9 * * *'],
    ['۹ و ۳۰', '30 9 * * *'],
    ['۹ و ۱۵ صبح', '15 9 * * *'],
    ['9, 30', '30 9 * * *'],
  ])('understands "%s"', (text, cron) => {
    expect(parse(text)).toBe(cron);
  });

  it.each([
    ['ساعت ۹ به وقت تهران', 'Asia/Tehran', '0 9 * * *'],
    ['به وقت تهران ۹ شب', 'Asia/Tehran', '0 21 * * *'],
    ['9 am Tehran time', 'Asia/Tehran', '0 9 * * *'],
    ['monthly (Asia/Tehran)', 'Asia/Tehran', '0 9 1 * *'],
    ['9:00 UTC', 'UTC', '0 9 * * *'],
    ['ساعت ۹ دوشنبه', 'Asia/Dushanbe', '0 9 * * 1'],
    ['ساعت ۹ به وقت تهران', 'UTC', null],
    ['9 am Tehran time', 'Asia/Kabul', null],
  ])('understands "%s" where the zone is %s as %s', (text, zone, cron) => {
    expect(parseSchedule(text, Cron.isValid, zoneNames(zone))).toBe(cron);
  });

  it.each(['0 9 * * *', '5 7 * * 1', '0 21 * * 0,3,5', '0 9 1 * *', '30 18 28 * *'])(
    'understands what the bot itself calls %s',
    (cron) => {
      const { en, fa } = loadLanguages('en', 'UTC', fail);
      for (const reader of [en, fa]) expect(parse(formatSchedule(cron, reader))).toBe(cron);
    },
  );

  it.each([
    '24:00',
    '09:60',
    '9',
    'نه',
    '9:5',
    'nine',
    '',
    '99 9 * * *',
    '* * *',
    '09:30:00',
    '-1:30',
    'شنبه شب',
    'هر',
    'شنبه ۲۵:۰۰',
    'یک شنبهٔ خوب',
    'ساعت نوزده و نود',
    'monday evening',
    '۹ و ۲۱',
    'ساعت نه و پانزده',
    '۹، ۲۱',
    '9, 21',
    'every day at 9 and 21',
    'monthly 9',
    '۱ و ۱۵ هر ماه',
    '۱ و ۳۰ هر ماه',
    '1st and 15th of each month',
    'هر ماه شمسی',
    'آخر هر ماه',
    'هر ۲ ماه',
    'every other month',
    '۳۲ هر ماه',
    'شنبه و اول هر ماه',
    'weekly',
    'هر هفته',
    'half to 9',
    '70 past 9',
    '9 past 25',
    'every evening',
    'sun set',
  ])('does not guess at "%s"', (text) => {
    expect(parse(text)).toBeNull();
  });

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
    ['٪ ۸۵', '85'],
    ['٪۸۵', '85'],
    ['85 %', '85'],
    ['٨٥٪', '85'],
    ['%85', '85'],
    ['هشتاد و پنج درصد', '85'],
    ['صد درصد', '100'],
    ['نود', '90'],
    ['هشتادوپنج', '85'],
    ['بیست‌وپنج درصد', '25'],
    ['حدود ۸۰٪', '80'],
    ['eighty-five percent', '85'],
    ['set it to 85%', '85'],
    ['۸۵ درصد بشه', '85'],
    ['۹۰ در صد', '90'],
    ['نود در‌صد', '90'],
    ['صد در صد', '100'],
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
    ['نیم میلیون', '500000'],
    ['نیم‌میلیون', '500000'],
    ['نصف میلیون', '500000'],
    ['یک میلیون و نیم', '1500000'],
    ['دو و نیم میلیون', '2500000'],
    ['پنجاه هزار', '50000'],
    ['صد و بیست هزار توکن', '120000'],
    ['هزار و پانصد', '1500'],
    ['صدهزار', '100000'],
    ['پنجاه‌هزار توکن لطفا', '50000'],
    ['حدود ۵۰ هزار', '50000'],
    ['دویست', '200'],
    ['۵۰ هزار تا', '50000'],
    ['50K', '50000'],
    ['1.5M', '1500000'],
    ['1.5 m tokens', '1500000'],
    ['50k tokens a day', '50000'],
    ['روزی ۵۰ هزار توکن', '50000'],
    ['۵۰ هزار توکن در روز', '50000'],
    ['half a million', '500000'],
    ['a million', '1000000'],
    ['٥٠٬٠٠٠', '50000'],
    ['50 000', '50000'],
    ["50'000", '50000'],
    ['۵۰ هزار.', '50000'],
    ['٥٠ هزار', '50000'],
    ['پنجاه‌وپنج هزار', '55000'],
    ['حداکثر ۵۰ هزار', '50000'],
    ['up to 50k', '50000'],
    ['روزانه ۵۰ هزار توکن', '50000'],
    ['fifty thousand', '50000'],
    ['a hundred thousand', '100000'],
    ['two hundred and fifty thousand', '250000'],
    ['one million two hundred thousand', '1200000'],
    ['1m 200k', '1200000'],
    ['یک‌ونیم میلیون', '1500000'],
    ['صدتا', '100'],
    ['zero', '0'],
    ['۵۰.۰۰۰', '50000'],
    ['۱.۰۰۰.۰۰۰ توکن', '1000000'],
    ['۵۰/۰۰۰', '50000'],
    ['۵۰٫۰۰۰', '50000'],
    ['هزار میلیارد', '1000000000000'],
    ['نیم تریلیون', '500000000000'],
  ])('understands "%s"', (text, tokens) => {
    expect(parseTokens(text)).toBe(tokens);
  });

  it.each([
    '-1',
    '1.5',
    '50,00',
    '1000000000001',
    '5 x',
    '',
    'none',
    '1,0000',
    'هزار و',
    '5000 میلیارد',
    '0.500',
    '50.00',
    '1.000/000',
    'دو تریلیون',
    'میلیون هزار',
  ])('does not guess at "%s"', (text) => {
    expect(parseTokens(text)).toBeNull();
  });
});

describe('parseUserId', () => {
  it.each([
    ['123456789', '123456789'],
    ['۱۲۳', '123'],
    ['\u200E102\u200F', '102'],
    ['شناسهٔ ۱۰۲', '102'],
    ['ID: 102', '102'],
    ['(۱۰۲)', '102'],
    ['کاربر ۱۰۲', '102'],
    ['user: 102', '102'],
    ['شناسه‌ی کاربر ۱۰۲', '102'],
    ['#102', '102'],
    ['tg://user?id=102', '102'],
    ['4503599627370495', '4503599627370495'],
  ])('understands "%s"', (text, id) => {
    expect(parseUserId(text)).toBe(id);
  });

  it.each(['0', '-100123', '@omid', '012', '', '9999999999999999', 'user', 'apple 102'])(
    'does not guess at "%s"',
    (text) => {
      expect(parseUserId(text)).toBeNull();
    },
  );
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

describe('isCancel', () => {
  it.each([
    '/cancel',
    'Cancel',
    'cancel!',
    'never mind',
    'Forget it.',
    'لغو',
    'لغو کن',
    'انصراف',
    'بی‌خیال',
    'بي خيال',
    'بیخیالش',
    'پشیمون شدم',
    'لغو کن لطفاً',
    '❌',
    'ولش کن!',
    'کنسل',
    'كنسل',
    'نمی‌خواهم',
    'منصرف شدم',
    'نه',
    'نه، ممنون',
    'No, thanks.',
    'صرف‌نظر',
    'cancel it',
    'go back',
  ])('is "%s"', (text) => {
    expect(isCancel(text)).toBe(true);
  });

  it.each(['نه صبح', '9', 'نامحدود', 'پیش‌فرض', '', '.', 'لغو نکن'])('is not "%s"', (text) => {
    expect(isCancel(text)).toBe(false);
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
    ['بدون محدودیت', ['0', 'default'], '0'],
    ['بی‌نهایت', ['0', 'default'], '0'],
    ['No limit.', ['0', 'default'], '0'],
    ['محدودیت ندارد', ['0', 'default'], '0'],
    ['هیچ', ['0', 'default'], '0'],
    ['none', ['off', 'default'], 'off'],
    ['خاموش کن', ['off', 'default'], 'off'],
    ['ارقام فارسی', ['latin', 'persian'], 'persian'],
    ['انگلیسی', ['latin', 'persian'], 'latin'],
    ['انگلیسی', ['en', 'fa'], 'en'],
    ['نامحدود باشه', ['0', 'default'], '0'],
    ['بی‌سقف', ['0', 'default'], '0'],
    ['غیرفعال کن', ['off', 'default'], 'off'],
    ['Persian digits', ['latin', 'persian'], 'persian'],
    ['هجری شمسی', ['gregorian', 'jalali'], 'jalali'],
    ['Persian', ['gregorian', 'jalali'], 'jalali'],
    ['off', ['default'], null],
    ['constructor', ['default'], null],
    ['', ['default'], null],
  ])('takes "%s" among %j', (text, choices, choice) => {
    expect(parseChoice(text, choices)).toBe(choice);
  });

  it('never throws, like all the others', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        parseChoice(text, ['default']);
        parseSchedule(text, Cron.isValid);
        parsePercent(text);
        parseTokens(text);
        parseUserId(text);
        parseModelName(text, PROVIDERS);
        isCancel(text);
      }),
    );
  });
});
