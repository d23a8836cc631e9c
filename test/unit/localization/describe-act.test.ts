import { describeAct, type ActState, type ToldAct } from '../../../src/localization/acts/describe-act.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import type { Locale } from '../../../src/localization/locale.ts';
import { createTranslator } from '../../../src/localization/translator.ts';

const NOW = new Date('2026-11-29T12:00:00Z');
const QUOTA = 'quota/groq/openai/gpt-oss-120b/requests/day';

function tell(locale: Locale, action: string, target: string, before: ActState, after: ActState): string {
  const style = { locale, timeZone: 'UTC', digits: 'latin', calendar: 'gregorian' } as const;
  const reader = { translate: createTranslator(locale), style, now: NOW, accountName: null };
  const told: ToldAct = describeAct({ action, target, before, after }, reader);
  return stripMarks(`${told.target}: ${told.before} > ${told.after}`);
}

describe('what an admin did', () => {
  it.each<
    [action: string, target: string, before: ActState, after: ActState, english: string, persian: string]
  >([
    [
      'admit',
      'access/42',
      null,
      { state: 'admitted', version: 1, decidedBy: '9' },
      '42: not let in > let in',
      '42: پذیرفته‌نشده > پذیرفته',
    ],
    [
      'admit',
      'access/42',
      { state: 'asked', version: 1 },
      { state: 'admitted', until: '2026-11-30T12:00:00Z' },
      '42: waiting > let in until 2026-11-30 12:00',
      '42: در انتظار > پذیرفته تا 2026-11-30 12:00',
    ],
    [
      'block',
      'access/-100',
      { state: 'noted' },
      { state: 'blocked' },
      '-100: not let in > blocked',
      '-100: پذیرفته‌نشده > مسدود',
    ],
    [
      'pause_provider',
      'groq',
      null,
      { pausedBy: '9', pausedAt: '2026-11-29T11:00:00Z' },
      'groq: in use > paused',
      'groq: در حال استفاده > موقتاً متوقف',
    ],
    [
      'resume_provider',
      'groq',
      { pausedBy: '9', pausedAt: '2026-11-29T11:00:00Z' },
      null,
      'groq: paused > in use',
      'groq: موقتاً متوقف > در حال استفاده',
    ],
    [
      'raise_alert',
      QUOTA,
      { level: 'warned', episode: 1 },
      { percent: 95, day: '2026-11-29' },
      'groq/openai/gpt-oss-120b, requests per day: the default > 95%',
      'groq/openai/gpt-oss-120b، درخواست در روز: پیش‌فرض > 95%',
    ],
    [
      'set_user_budget',
      'user/42',
      null,
      { dailyTokens: 50_000 },
      '42: the default > 50,000 tokens',
      '42: پیش‌فرض > 50,000 توکن',
    ],
    [
      'set_user_budget',
      'user/42',
      { dailyTokens: 1 },
      { dailyTokens: 0 },
      '42: 1 token > no limit',
      '42: 1 توکن > نامحدود',
    ],
    [
      'raise_user_budget',
      'user/42',
      { day: '2026-11-29', extraTokens: 0 },
      { day: '2026-11-29', extraTokens: 500 },
      '42: none > 500 tokens more',
      '42: هیچ > 500 توکن بیشتر',
    ],
    [
      'change_setting',
      'setting/report_schedule',
      { value: '0 9 * * *' },
      { value: 'off' },
      'the report time: 09:00 > off',
      'ساعت گزارش: 09:00 > خاموش',
    ],
    [
      'change_setting',
      'setting/report_schedule',
      null,
      { value: '0 9 * * 1' },
      'the report time: the default > every Monday at 09:00',
      'ساعت گزارش: پیش‌فرض > هر دوشنبه ساعت 09:00',
    ],
    [
      'change_setting',
      'setting/alert_percent',
      null,
      { value: '85' },
      'the warning threshold: the default > 85%',
      'آستانهٔ هشدار: پیش‌فرض > 85%',
    ],
    [
      'change_setting',
      'setting/default_budget',
      { value: '0' },
      null,
      'the daily budget of each person: no limit > the default',
      'سهمیهٔ روزانهٔ هر نفر: نامحدود > پیش‌فرض',
    ],
    [
      'change_setting',
      'setting/report_locale',
      { value: 'en' },
      { value: 'fa' },
      'the language of the report chat: English > Persian',
      'زبان گفت‌وگوی گزارش: انگلیسی > فارسی',
    ],
    [
      'change_setting',
      'setting/usd/all',
      { value: '5' },
      { value: '0' },
      'the budget of the whole bot in dollars: $5.0000 > no limit',
      'بودجهٔ دلاری کل ربات: $5.0000 > نامحدود',
    ],
    [
      'change_setting',
      'setting/usd/provider/groq',
      null,
      { value: '0.000000001' },
      'the budget of groq in dollars: the default > $0.0000000010',
      'بودجهٔ دلاری groq: پیش‌فرض > $0.0000000010',
    ],
    [
      'change_setting',
      'setting/usd/group/-100',
      { value: '1' },
      null,
      'the budget of -100 in dollars: $1.0000 > the default',
      'بودجهٔ دلاری -100: $1.0000 > پیش‌فرض',
    ],
    [
      'change_setting',
      'setting/usd_raise/user/42/2026-11-29',
      null,
      { value: '0.5' },
      'the extra budget of 42: none > $0.5000 more',
      'بودجهٔ اضافهٔ 42: هیچ > $0.5000 بیشتر',
    ],
    [
      'change_setting',
      'setting/usd_raise/all/2026-11-01',
      { value: '1' },
      { value: '2' },
      'the extra budget of the whole bot: $1.0000 more > $2.0000 more',
      'بودجهٔ اضافهٔ کل ربات: $1.0000 بیشتر > $2.0000 بیشتر',
    ],
    [
      'change_setting',
      'setting/digits/9',
      null,
      { value: 'persian' },
      'the digits of 9: the default > Persian',
      'رقم‌های 9: پیش‌فرض > فارسی',
    ],
    [
      'change_setting',
      'setting/calendar/report_chat',
      { value: 'jalali' },
      { value: 'gregorian' },
      'the calendar of the report chat: Jalali > Gregorian',
      'تقویم گفت‌وگوی گزارش: شمسی > میلادی',
    ],
    [
      'set_model_price',
      'price/groq/qwen/qwen3',
      null,
      { input: 0.15, output: 0.6, cached: 0.1 },
      'groq/qwen/qwen3: as in the price list > $0.1500 input, $0.6000 output',
      'groq/qwen/qwen3: مطابق فهرست قیمت‌ها > ورودی $0.1500، خروجی $0.6000',
    ],
    [
      'invented_later',
      'somewhere/else',
      null,
      { some: 'thing', version: 3 },
      'somewhere/else: – > thing',
      'somewhere/else: – > thing',
    ],
  ])('is told in words: %s %s', (action, target, before, after, english, persian) => {
    expect(tell('en', action, target, before, after)).toBe(english);
    expect(tell('fa', action, target, before, after)).toBe(persian);
  });
});
