import { stripMarks } from '../../../src/localization/direction.ts';
import { findEntities } from '../../../src/tools/stand-ins/telegram/text/find-entities.ts';
import { linesAstray } from '../../support/right-to-left.ts';
import * as fc from 'fast-check';
import { defaultFormatStyle, type FormatStyle } from '../../../src/localization/formats/format-style.ts';
import { usdToPico } from '../../../src/foundation/money/money.ts';
import type { ChangeCause, ComparedPeriods } from '../../../src/usage/reading/compare-periods.ts';
import type { Locale } from '../../../src/localization/locale.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import type { RenderOptions } from '../../../src/reports/model/render-options.ts';
import { renderTelegram } from '../../../src/reports/render-telegram.ts';
import { renderText } from '../../../src/reports/render-text.ts';
import type { Headroom, ProviderReport, Report } from '../../../src/reports/model/report.ts';
import { readHtml, visibleLines } from './read-html.ts';
import {
  busyReport,
  GENERATED_AT,
  GROQ_USAGE,
  minutesLater,
  NO_USAGE,
  sampleProvider,
  sampleReading,
  sampleReport,
} from './sample-report.ts';
import { anyText } from '../../support/any-text.ts';

const optionsFor = (locale: Locale, style: Partial<FormatStyle> = {}): RenderOptions => ({
  translate: createTranslator(locale, {
    onProblem: (problem) => {
      throw new Error(problem);
    },
  }),
  style: { ...defaultFormatStyle(locale, 'UTC'), ...style },
  now: GENERATED_AT,
});

const english = optionsFor('en');
const persian = optionsFor('fa');
/** Both messages, where there are two, as one. */
const whole = (report: Report, options: RenderOptions): string =>
  renderTelegram(report, options).join('\n\n');
const linesOf = (report: Report, options = persian): string[] =>
  visibleLines(readHtml(whole(report, options)));
const block = (lines: string[], heading: string): string[] => {
  const start = lines.indexOf(heading);
  return lines.slice(start, lines.indexOf('', start) < 0 ? undefined : lines.indexOf('', start));
};

const crowd = (count: number): Pick<Report, 'users' | 'models'> => ({
  users: Array.from({ length: count }, (_, index) => ({
    userId: BigInt(7_000_000_000 + index),
    name: `Person number ${index} & <friends>`,
    requests: 1000 - index,
    totalTokens: 1_000_000 - index,
    costPicoUsd: 10n ** 12n,
  })),
  models: Array.from({ length: count }, (_, index) => ({
    ...GROQ_USAGE,
    provider: 'groq',
    model: `vendor/model-${index}`,
  })),
});

describe('the specification’s report', () => {
  it('matches the contract in Persian, to the letter', () => {
    expect(linesOf(sampleReport())).toEqual([
      '💎 گزارش استفاده از توکن‌های AI',
      '',
      '🕐 تاریخ: 2025-10-30 14:48:01',
      '',
      '🔢 امروز: 0 توکن در 0 درخواست، $0.0000',
      '✅ همهٔ سرویس‌ها در دسترس‌اند',
      '',
      '🟢 Groq:',
      '  • مصرف همراه هر پاسخ می‌رسد و همان لحظه ثبت می‌شود',
      '',
      '🔵 Gemini:',
      '  • API ویژهٔ مصرف ندارد؛ درخواست‌های هر دقیقه و هر روز از روی پایگاه داده شمرده می‌شود',
      '  • بررسی دستی: https://aistudio.google.com/usage',
      '',
      '🟡 Cerebras:',
      '  • هنوز عددی نرسیده',
      '  • سقف‌ها زنده از هدرهای پاسخ خوانده می‌شود: مانده، سقف، زمان ریست و عمر هر عدد',
      '',
      '🟢 Cohere:',
      '  • مصرف همراه هر پاسخ می‌رسد و همان لحظه ثبت می‌شود',
      '',
      '📊 خلاصه کلی:',
      '• کل providers: 4',
      '• providers فعال: 4',
      '• providers با اطلاعات کامل: 0',
      '',
      '📈 آمار تفصیلی از Database (۳۰ روز گذشته):',
      '',
      'Groq:',
      '  • کل درخواست‌ها: 156',
      '  • کل توکن‌های استفاده شده: 12,847',
      '  • توکن‌های prompt: 9,234',
      '  • توکن‌های completion: 3,613',
      '  • میانگین توکن هر درخواست: 82',
      '  • تخمین هزینه: $0.0077',
      '  • آخرین استفاده: 2025-10-30',
      '',
      'ℹ️ هزینه‌ها بر پایهٔ قیمت رسمی سرویس‌هاست؛ یعنی همین مصرف در طرح پولی چقدر می‌شد.',
    ]);
  });

  it('has the same lines in English', () => {
    expect(block(linesOf(sampleReport(), english), 'Groq:')).toEqual([
      'Groq:',
      '  • Total requests: 156',
      '  • Total tokens: 12,847',
      '  • Prompt tokens: 9,234',
      '  • Completion tokens: 3,613',
      '  • Average tokens per request: 82',
      '  • Estimated cost: $0.0077',
      '  • Last used: 2025-10-30',
    ]);
    expect(linesOf(sampleReport(), english)).toHaveLength(linesOf(sampleReport()).length);
  });

  it('keeps the contract’s lines in order in every report', () => {
    const required = visibleLines(readHtml(whole(sampleReport(), persian))).filter((line) =>
      /^(💎|🕐|📊|•|📈|Groq:| {2}• (کل|توکن|میانگین|تخمین|آخرین))/u.test(line),
    );
    expect(required).toHaveLength(15);
    const labels = required.map((line) => line.replace(/[\d:,.$ -]+$/, ''));
    const lines = linesOf(busyReport());
    let position = -1;
    for (const label of labels) {
      const next = lines.findIndex((line, index) => index > position && line.startsWith(label));
      expect([label, next > position]).toEqual([label, true]);
      position = next;
    }
  });

  it('uses Persian digits and Jalali dates on request', () => {
    const lines = linesOf(
      sampleReport(),
      optionsFor('fa', { digits: 'persian', calendar: 'jalali', timeZone: 'Asia/Tehran' }),
    );
    expect(lines).toContain('🕐 تاریخ: ۱۴۰۴/۰۸/۰۸ ۱۸:۱۸:۰۱');
    expect(lines).toContain('  • کل توکن‌های استفاده شده: ۱۲٬۸۴۷');
    expect(lines).toContain('  • تخمین هزینه: $۰٫۰۰۷۷');
    expect(lines).toContain('  • آخرین استفاده: ۱۴۰۴/۰۸/۰۸');
  });

  it('gives the day of the last use in the reader’s time zone', () => {
    const usage = { ...GROQ_USAGE, lastUsedAt: new Date('2025-10-29T20:30:00Z') };
    const report = sampleReport({ providers: [sampleProvider('groq', { usage })] });
    expect(linesOf(report, optionsFor('en', { timeZone: 'Asia/Tehran' }))).toContain(
      '  • Last used: 2025-10-30',
    );
    expect(linesOf(report, optionsFor('en', { timeZone: 'UTC' }))).toContain('  • Last used: 2025-10-29');
  });
});

describe('at a glance', () => {
  const glance = (changes: Partial<Report> = {}, options = english) => {
    const lines = linesOf(busyReport({ generatedHistory: false, ...changes }), options);
    const start = lines.findIndex((line) => line.startsWith('🔢'));
    return lines.slice(start, lines.indexOf('', start));
  };

  it('says under the date what today cost, what is nearest to its end, what is down, and the month’s money', () => {
    expect(glance()).toEqual([
      '🔢 Today: 61,240 tokens in 211 requests, $0.0663 (+12% compared with a usual day at this time)',
      '▓▓▓▓▓▓▓▓▓░ Cerebras 95% used: 40 of 900 requests per hour left (gpt-oss-120b), resets in 40 min',
      '▓▓▓▓▓▓▓▓▓░ Groq 93% used: 900 of 14,400 requests per day left (openai/gpt-oss-120b), resets in 3 h 20 min',
      '▓▓░░░░░░░░ Gemini 24% used: 380 of 500 requests per day left (gemini-3.5-flash-lite), resets in 16 h 12 min',
      '🔴 Down: Cohere — its rate limit is exceeded',
      '💰 This month will come to about $1.4131 at this pace',
    ]);
    expect(glance({}, persian)[2]).toBe(
      '▓▓▓▓▓▓▓▓▓░ Groq 93% مصرف شده: 900 از 14,400 درخواست در روز مانده (openai/gpt-oss-120b)، ریست 3 ساعت و 20 دقیقه دیگر',
    );
  });

  it('shows no bar for a limit that nobody vouches for, nor for a quota that was reset', () => {
    const bars = (changes: Partial<Headroom>) =>
      glance({
        providers: [sampleProvider('groq', { headroom: [sampleReading({ remaining: 0, ...changes })] })],
      }).filter((line) => /[▓░]/.test(line));
    expect(bars({})).toHaveLength(1);
    expect(bars({ limitSource: 'guessed' })).toEqual([]);
    expect(bars({ resetAt: minutesLater(-1) })).toEqual([]);
    expect(bars({ limit: null })).toEqual([]);
  });

  it('shows what is left of the budgets nearest to their end', () => {
    const budget = (scope: 'all' | 'groq' | 'gemini', used: string) => ({
      scope,
      window: 'month' as const,
      limitPico: usdToPico('50'),
      usedPico: usdToPico(used),
      renewsAt: new Date('2025-11-01T00:00:00Z'),
    });
    const budgets = [budget('all', '12.5'), budget('groq', '60'), budget('gemini', '1')];
    expect(glance({ budgets }).slice(-2)).toEqual([
      '💰 Groq this month: $0.0000 of $50.0000 left (120% used), until 2025-11-01',
      '💰 This month: $37.5000 of $50.0000 left (25% used), until 2025-11-01',
    ]);
    expect(glance({ budgets }, persian).at(-1)).toBe(
      '💰 این ماه: $37.5000 از $50.0000 مانده (25% مصرف شده)، تا 2025-11-01',
    );
  });

  it('says of a person what they used, and nothing of quotas', () => {
    expect(glance({ person: { userId: 42n, name: 'Sara' }, usualToday: null })).toEqual([
      '🔢 Today: 61,240 tokens in 211 requests, $0.0663',
      '📊 Last 30 days: 1,217,178 tokens in 3,280 requests, $1.3125',
    ]);
    const period = { from: '2025-10-30', to: '2025-10-30', days: 1, timezone: 'UTC' };
    expect(glance({ person: { userId: 42n, name: 'Sara' }, usualToday: null, period })).toHaveLength(1);
  });

  it('takes eight lines at most', () => {
    const reading = sampleReading({ remaining: 10, nearEnd: true });
    const ids = ['groq', 'gemini', 'cerebras', 'cohere'] as const;
    const paused = { userId: 1n, name: null, since: GENERATED_AT };
    const providers = ids.map((id) =>
      sampleProvider(id, { headroom: [reading, reading], status: 'red', paused }),
    );
    const budgets = ids.map((scope) => ({
      scope,
      window: 'month' as const,
      limitPico: 1n,
      usedPico: 1n,
      renewsAt: GENERATED_AT,
    }));
    expect(glance({ providers, budgets })).toHaveLength(8);
  });
});

describe('providers', () => {
  it('show each reading with amount, reset, source and age, and warn near its end', () => {
    expect(block(linesOf(busyReport(), english), '🟢 Groq:')).toEqual([
      '🟢 Groq:',
      '  • ⚠️ openai/gpt-oss-120b, requests per day: 900 of 14,400 left; resets in 3 h 20 min (18:08); from response headers, 2 min ago',
      '  • 31 requests since 14:20 did not come from this bot',
      '  • Quotas: 3, least left 6.3%',
      '  • Usage comes with every answer and is recorded immediately',
      '  • openai/gpt-oss-120b, tokens per minute: unknown, limit 8,000; has reset since then; from response headers, 2 min ago',
      '  • whisper-large-v3-turbo, seconds of audio per hour: 7,100 of 7,200 left; from response headers, 2 h 5 min ago (out of date)',
    ]);
    expect(block(linesOf(busyReport()), '🟢 Groq:')).toContain(
      '  • 31 درخواست از 14:20 به این سو از این ربات نبوده است',
    );
    expect(block(linesOf(busyReport()), '🟡 Cerebras:').slice(1)).toEqual([
      '  • gpt-oss-120b، درخواست در ساعت: 40 از 900 مانده که با این روند 13 دقیقه دیگر تمام می‌شود؛ ریست 40 دقیقه دیگر',
      '  • سقف‌ها: 3، کمترین مانده 4.4%، از هدرهای پاسخ، 2 دقیقه پیش',
      '  • سقف‌ها زنده از هدرهای پاسخ خوانده می‌شود: مانده، سقف، زمان ریست و عمر هر عدد',
      '  • gpt-oss-120b، توکن در دقیقه: 45,000 از 60,000 مانده؛ ریست 42 ثانیه دیگر',
      '  • gpt-oss-120b، درخواست در روز: 13,800 از 14,400 مانده؛ ریست 1 ساعت دیگر (15:48)',
    ]);
    expect(block(linesOf(busyReport()), '🔵 Gemini:')).toContain(
      '  • gemini-3.5-flash-lite، درخواست در روز: 380 از 500 مانده که با این روند 3 ساعت و 20 دقیقه دیگر (18:08) تمام می‌شود؛ ریست 16 ساعت و 12 دقیقه دیگر (2025-10-31 07:00)',
    );
  });

  it('show unexplained requests in the reader’s digits and calendar', () => {
    const unexplained = { requests: 1031, since: minutesLater(-24 * 60) };
    const report = sampleReport({ providers: [sampleProvider('groq', { unexplained })] });
    const style = { digits: 'persian', calendar: 'jalali' } as const;
    expect(block(linesOf(report, optionsFor('fa', style)), '🟢 Groq:')).toContain(
      '  • ۱٬۰۳۱ درخواست از ۱۴۰۴/۰۸/۰۷ ۱۴:۴۸ به این سو از این ربات نبوده است',
    );
    expect(block(linesOf(report, english), '🟢 Groq:')).toContain(
      '  • 1,031 requests since 2025-10-29 14:48 did not come from this bot',
    );
  });

  it('say that all models share a counted month', () => {
    const month = sampleReading({
      window: 'month',
      allModels: true,
      source: 'counted',
      limit: 1000,
      remaining: 958,
    });
    const report = sampleReport({ providers: [sampleProvider('cohere', { headroom: [month] })] });
    expect(linesOf(report, english).join()).toContain('all models, requests per month: 958 of 1,000 left');
    expect(linesOf(report).join()).toContain('همهٔ مدل‌ها، درخواست در ماه: 958 از 1,000 مانده');
  });

  it('show a built-in limit as what is known, beside what we counted, and warn of nothing', () => {
    const guess = { source: 'counted', limitSource: 'guessed', limit: 20, remaining: 0, used: 20 } as const;
    const text = (changes: Partial<Headroom>, options = english) => {
      const headroom = [sampleReading({ ...guess, ...changes })];
      return linesOf(sampleReport({ providers: [sampleProvider('gemini', { headroom })] }), options).join();
    };
    expect(text({})).toContain('requests per day: 20 used; known free-tier limit: 20;');
    expect(text({ limit: null, remaining: null, used: 28 })).toContain('requests per day: 28 used;');
    expect(text({}, persian)).toContain('20 مصرف شده؛ سقف شناخته‌شدهٔ طرح رایگان: 20');
    expect(text({})).not.toContain('⚠️');
  });

  it('say when a quota ends only before its reset and from a valid reading', () => {
    const text = (changes: Parameters<typeof sampleReading>[0]): string => {
      const headroom = [sampleReading({ endsAt: minutesLater(80), endsBeforeReset: true, ...changes })];
      return linesOf(sampleReport({ providers: [sampleProvider('groq', { headroom })] }), english).join();
    };
    expect(text({})).toContain('13,800 of 14,400 left, runs out in 1 h 20 min (16:08) at this pace;');
    expect(text({ endsBeforeReset: false })).not.toContain('at this pace');
    expect(text({ observedAt: minutesLater(-25 * 60) })).not.toContain('at this pace');
    expect(text({ resetAt: minutesLater(-1) })).not.toContain('at this pace');
  });

  it.each([
    [{ limit: null }, '13,800 left'],
    [{ remaining: null }, 'unknown, limit 14,400'],
    [{ limit: null, remaining: null }, 'unknown'],
    [{ remaining: 0 }, '0 of 14,400 left'],
    [{ resetAt: GENERATED_AT }, 'unknown, limit 14,400'],
  ])('show the known parts of the reading %j', (changes, amount) => {
    const provider = sampleProvider('groq', { headroom: [sampleReading(changes)] });
    expect(linesOf(sampleReport({ providers: [provider] }), english).join()).toContain(
      `requests per day: ${amount};`,
    );
  });

  it.each([
    ['minute', 15],
    ['hour', 60],
    ['day', 24 * 60],
    ['month', 31 * 24 * 60],
  ] as const)('mark a reading of a %s as out of date after %s minutes', (window, minutes) => {
    const text = (age: number): string => {
      const headroom = [sampleReading({ window, observedAt: minutesLater(-age), resetAt: null })];
      return linesOf(sampleReport({ providers: [sampleProvider('groq', { headroom })] }), english).join();
    };
    expect(text(minutes)).not.toContain('out of date');
    expect(text(minutes + 1)).toContain('out of date');
  });

  it('do not warn about a quota that was reset since', () => {
    const headroom = [sampleReading({ nearEnd: true, remaining: 3, resetAt: minutesLater(-1) })];
    expect(
      linesOf(sampleReport({ providers: [sampleProvider('groq', { headroom })] }), english).join(),
    ).not.toContain('⚠️');
  });

  it('turn red with the reason and the next attempt, and keep their explanation', () => {
    expect(block(linesOf(busyReport()), '🔴 Cohere:')).toEqual([
      '🔴 Cohere:',
      '  • در دسترس نیست: از محدودیت نرخ (rate limit) گذشته‌ایم',
      '  • تلاش دوباره: 21 دقیقه دیگر',
      '  • مصرف همراه هر پاسخ می‌رسد و همان لحظه ثبت می‌شود',
    ]);
    const down = sampleProvider('groq', { status: 'red', reason: null, retryAt: minutesLater(-5) });
    expect(block(linesOf(sampleReport({ providers: [down] }), english), '🔴 Groq:').slice(1)).toEqual([
      '  • Not available: an unknown error',
      "  • What to do: look for the error in the bot's log.",
      '  • Usage comes with every answer and is recorded immediately',
    ]);
  });

  it('turn white without a key and without a link', () => {
    const gemini = sampleProvider('gemini', { status: 'white' });
    expect(block(linesOf(sampleReport({ providers: [gemini] })), '⚪ Gemini:')).toEqual([
      '⚪ Gemini:',
      '  • پیکربندی نشده است (کلید API تنظیم نشده)',
    ]);
  });

  it('link to the page for checking by hand', () => {
    expect(whole(sampleReport(), english)).toContain(
      '<a href="https://aistudio.google.com/usage">https://aistudio.google.com/usage</a>',
    );
  });
});

describe('statistics and lists', () => {
  it('say so when there were no requests', () => {
    const report = sampleReport({ providers: [sampleProvider('groq')], totals: NO_USAGE });
    expect(linesOf(report).slice(-2)).toEqual([
      '📈 آمار تفصیلی از Database (۳۰ روز گذشته):',
      '📭 در این بازه هنوز درخواستی ثبت نشده است.',
    ]);
  });

  it('name the period', () => {
    const period = { from: '2025-10-30', to: '2025-10-30', days: 1, timezone: 'UTC' };
    expect(linesOf(sampleReport({ period }))).toContain('📈 آمار تفصیلی از Database (امروز):');
    expect(linesOf(sampleReport({ period: { ...period, days: 7 } }))).toContain(
      '📈 آمار تفصیلی از Database (۷ روز گذشته):',
    );
    expect(linesOf(sampleReport({ period: { ...period, days: 7 } }), english)).toContain(
      '📈 Detailed statistics from the database (last 7 days):',
    );
  });

  it('add failures, estimates and the sum only if there are any', () => {
    const lines = linesOf(busyReport(), english);
    expect(lines).toContain('  • Failed requests: 4 (2.5%)');
    expect(lines).toContain(
      '  • Cost by source of the price: price catalogue $0.0065 and flat rate (an estimate) $0.0012',
    );
    expect(lines).toContain('  • Requests with estimated tokens: 2 ($0.0001)');
    expect(lines.at(-1)).toBe('ℹ️ Costs are list prices: what the same use would cost on a paid plan.');
    expect(lines).toContain('🧮 All together: 1,217,178 tokens in 3,280 requests, $1.3125');
    expect(linesOf(sampleReport(), english).join()).not.toMatch(/Failed|flat rate|source|All together/);
  });

  it('name costs based on flat rates, and omit costs if there are none', () => {
    const cost = usdToPico('0.0012');
    const flat = { override: 0n, reported: 0n, listing: 0n, catalogue: 0n, flat: cost };
    for (const costBySource of [flat, null]) {
      const usage = { ...GROQ_USAGE, costBySource, flatCostPicoUsd: cost };
      const report = sampleReport({ providers: [sampleProvider('groq', { usage })] });
      expect(linesOf(report, english)).toContain(
        '  • Estimated at a flat rate (the model has no known price): $0.0012',
      );
    }
    expect(linesOf(sampleReport({ totals: NO_USAGE }), english).join()).not.toContain('paid plan');
  });

  it('add the month’s forecast if it is known', () => {
    expect(linesOf(busyReport(), english)).toContain(
      '🔮 Projected by the end of Oct: 1,310,400 tokens (about $1.4131)',
    );
    expect(linesOf(busyReport())).toContain('🔮 پیش‌بینی تا پایان اکتبر: 1,310,400 توکن (حدود $1.4131)');
    expect(linesOf(busyReport(), optionsFor('fa', { calendar: 'jalali' }))).toContain(
      '🔮 پیش‌بینی تا پایان آبان: 402,100 توکن (حدود $0.4337)',
    );
    expect(linesOf(sampleReport()).join()).not.toContain('🔮');
  });

  it('survive zeros, unknown averages and the largest numbers', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    const usage = { ...NO_USAGE, requests: huge, failed: huge, totalTokens: huge, costPicoUsd: 10n ** 30n };
    const lines = linesOf(sampleReport({ providers: [sampleProvider('groq', { usage })] }), english);
    expect(lines).toContain('  • Total requests: 9,007,199,254,740,991');
    expect(lines).toContain('  • Average tokens per request: unknown');
    expect(lines).toContain('  • Estimated cost: $1,000,000,000,000,000,000.0000');
    expect(lines).toContain('  • Last used: unknown');
    expect(lines).toContain('  • Failed requests: 9,007,199,254,740,991 (100%)');
  });

  it('fold the lists of models and people', () => {
    const html = whole(busyReport(), english);
    expect(html.match(/<blockquote expandable>/g)).toHaveLength(6);
    expect(visibleLines(readHtml(html)).slice(-10, -2)).toEqual(
      [
        '• openai/gpt-oss-120b (Groq): 12,847 tokens in 160 requests, $0.0077',
        '',
        '👥 Top users: 3, first علی رضایی (73.9% of tokens)',
        '1. علی رضایی (111): 900,000 tokens in 2,000 requests, $0.9000',
        '2. Sara (222): 210,000 tokens in 900 requests, $0.3000',
        '3. unnamed (333): 107,178 tokens in 380 requests, $0.1125',
      ].toSpliced(
        0,
        0,
        '🧠 Models: 2, most used gemini-3.5-flash-lite (98.9% of tokens)',
        '• gemini-3.5-flash-lite (Gemini): 1,204,331 tokens in 3,120 requests, $1.3048',
      ),
    );
  });

  it('escape hostile names', () => {
    const names = [
      '<script>alert(1)</script>',
      'ali_*[x]',
      '\u202Egnp.exe',
      'A & "B"',
      'x'.repeat(200),
      '\u2069\u2068',
      '@admin /start http://x.com',
    ];
    const users = names.map((name, index) => ({
      userId: BigInt(index),
      name,
      requests: 1,
      totalTokens: 1,
      costPicoUsd: 0n,
    }));
    const html = whole(sampleReport({ users }), persian);
    expect(html).not.toContain('\u202E');
    const lines = visibleLines(readHtml(html));
    const shown = [
      '<script>alert(1)</script>',
      'ali_*[x]',
      'gnp.exe',
      'A & "B"',
      `${'x'.repeat(63)}…`,
      'بی‌نام',
      '@admin /start http://x.com',
    ];
    // A person's name mentions nobody and links nowhere, whichever list or title it stands in.
    expect(findEntities(readHtml(html), []).filter(({ type }) => type !== 'url')).toEqual([]);
    expect(stripMarks(readHtml(html))).toContain('http://x.com');
    expect(readHtml(html)).not.toContain('http://x.com');
    const paused = { userId: 9n, name: '@durov', since: GENERATED_AT };
    const ofPaused = whole(sampleReport({ providers: [sampleProvider('groq', { paused })] }), english);
    expect(findEntities(readHtml(ofPaused), []).filter(({ type }) => type === 'mention')).toEqual([]);
    expect(stripMarks(ofPaused)).toContain('@durov');
    const person = { userId: 42n, name: '@admin /start http://x.com' };
    expect(findEntities(renderTelegram(sampleReport({ person }), persian)[0]!.split('\n')[0]!, [])).toEqual(
      [],
    );
    shown.forEach((name, index) => {
      expect(lines).toContain(`${index + 1}. ${name} (${index}): 1 توکن در 1 درخواست، $0.0000`);
    });
  });
});

describe('titles', () => {
  it('mark a scheduled report above the title', () => {
    expect(linesOf(sampleReport(), { ...persian, scheduled: 'daily' }).slice(0, 2)).toEqual([
      '📅 گزارش روزانهٔ AI — 2025-10-30 به وقت جهانی',
      '💎 گزارش استفاده از توکن‌های AI',
    ]);
  });

  it.each([
    [
      'weekly',
      '📅 گزارش هفتگی AI — ۱۴۰۴/۰۸/۰۸ به وقت تهران',
      '📅 Weekly AI report — 2025-10-30, Tehran time',
    ],
    [
      'monthly',
      '📅 گزارش ماهانهٔ AI — ۱۴۰۴/۰۸/۰۸ به وقت تهران',
      '📅 Monthly AI report — 2025-10-30, Tehran time',
    ],
    ['other', '📅 گزارش AI — ۱۴۰۴/۰۸/۰۸ به وقت تهران', '📅 AI report — 2025-10-30, Tehran time'],
  ] as const)(
    'call a %s report by its rhythm, and its date by the zone',
    (scheduled, title, englishTitle) => {
      const timeZone = 'Asia/Tehran';
      const style = { timeZone, digits: 'persian', calendar: 'jalali' } as const;
      expect(linesOf(sampleReport(), { ...optionsFor('fa', style), scheduled })[0]).toBe(title);
      expect(linesOf(sampleReport(), { ...optionsFor('en', { timeZone }), scheduled })[0]).toBe(englishTitle);
    },
  );

  it('name the person of a personal report and list no others', () => {
    const person = { userId: 42n, name: 'سارا' };
    const lines = linesOf(busyReport({ person }));
    expect(lines.slice(0, 2)).toEqual(['👤 سارا (شناسهٔ 42)', '💎 گزارش استفاده از توکن‌های AI']);
    expect(lines.join()).not.toContain('👥');
    expect(linesOf(busyReport({ person: { userId: 42n, name: null } }), english)[0]).toBe(
      '👤 Person with id 42',
    );
  });

  it('label generated history', () => {
    expect(linesOf(busyReport())[3]).toBe('🧪 این عددها از سابقهٔ ساختگی است، نه از استفادهٔ واقعی.');
  });

  it('say why the replica was not read, if so', () => {
    const plain = linesOf(sampleReport({ replica: null }), english);
    expect(linesOf(sampleReport({ replica: 'used' }), english)).toEqual(plain);
    const told = (replica: 'behind' | 'unreachable' | 'unknown', options?: typeof english) =>
      linesOf(sampleReport({ replica }), options).filter((line) => line.startsWith('ℹ️'))[0];
    expect(told('behind', english)).toBe('ℹ️ Read from the main database: its replica lags behind.');
    expect(told('unknown', english)).toBe(
      'ℹ️ Read from the main database: how far its replica lags behind cannot be told.',
    );
    expect(told('unreachable')).toBe('ℹ️ از پایگاه دادهٔ اصلی خوانده شد، چون نسخهٔ دوم آن پاسخ نمی‌دهد.');
  });
});

describe('length', () => {
  it.each(['en', 'fa'] as const)('moves the lists that do not fit to a second message (%s)', (locale) => {
    const days = Array.from({ length: 30 }, (_, index) => ({
      ...sampleReport().days[0]!,
      date: `2025-10-${String(index + 1).padStart(2, '0')}`,
    }));
    const parts = renderTelegram(busyReport({ ...crowd(10), days }), optionsFor(locale));
    expect(parts).toHaveLength(2);
    for (const part of parts) expect(readHtml(part).length).toBeLessThanOrEqual(4096);
    const [first, second] = parts.map((part) => visibleLines(readHtml(part)));
    expect(first?.join()).toMatch(/Last used|آخرین استفاده/);
    // As many people in one language as in the other, and all of the contract's lines before them.
    expect(second?.filter((line) => /^\d+\. /.test(line))).toHaveLength(10);
  });

  it('shows ten of 500 people and models, and says how many more there are', () => {
    const lines = linesOf(busyReport(crowd(500)), english);
    expect(lines.filter((line) => /^\d+\. /.test(line))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('• vendor'))).toHaveLength(10);
    expect(lines.filter((line) => line === '… and 490 more')).toHaveLength(2);
  });

  it('drops healthy readings before warnings where one provider has too many for a message', () => {
    const many = Array.from({ length: 90 }, (_, index) =>
      sampleReading({ model: `m${index}`, nearEnd: index === 89 }),
    );
    const providers = [
      sampleProvider('groq', { usage: GROQ_USAGE, headroom: many }),
      sampleProvider('gemini'),
    ];
    const lines = linesOf(sampleReport({ providers, ...crowd(3) }));
    expect(lines.join('\n')).toContain('  • m0،');
    expect(lines.join('\n')).toContain('  • ⚠️ m89،');
    expect(lines.join('\n')).toMatch(/… و \d+ مورد دیگر/);
    expect(lines).toContain('  • آخرین استفاده: 2025-10-30');
  });

  it('drops nothing when everything fits', () => {
    expect(linesOf(busyReport()).join()).not.toContain('مورد دیگر');
  });
});

describe('any report', () => {
  const text = anyText({ maxLength: 200 });
  const number = fc.nat({ max: Number.MAX_SAFE_INTEGER });
  const date = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
  const pico = fc.bigInt({ min: 0n, max: 10n ** 24n });
  const usage = fc.record({
    requests: number,
    failed: number,
    promptTokens: number,
    completionTokens: number,
    totalTokens: number,
    averageTokens: fc.option(number),
    costPicoUsd: pico,
    flatCostPicoUsd: pico,
    costBySource: fc.option(
      fc.record({ override: pico, reported: pico, listing: pico, catalogue: pico, flat: pico }),
    ),
    estimatedRequests: fc.option(fc.nat()),
    estimatedCostPicoUsd: fc.option(pico),
    lastUsedAt: fc.option(date),
  });
  const reading = fc.record({
    model: text,
    allModels: fc.boolean(),
    unit: fc.constantFrom('requests' as const, 'tokens' as const, 'audio_seconds' as const),
    window: fc.constantFrom('minute' as const, 'hour' as const, 'day' as const, 'month' as const),
    limit: fc.option(number),
    remaining: fc.option(number),
    used: fc.option(number),
    resetAt: fc.option(date),
    source: fc.constantFrom('reported' as const, 'counted' as const, 'learned' as const),
    limitSource: fc.constantFrom('guessed' as const, 'configured' as const, 'learned' as const),
    observedAt: date,
    nearEnd: fc.boolean(),
    endsAt: fc.option(date),
    endsBeforeReset: fc.boolean(),
  });
  const id = fc.constantFrom<ProviderReport['id']>('groq', 'gemini', 'cerebras', 'cohere');
  const provider = fc.record({
    id,
    name: text,
    status: fc.constantFrom<ProviderReport['status']>('green', 'blue', 'yellow', 'red', 'white'),
    telemetry: fc.constantFrom<ProviderReport['telemetry']>('usage', 'counted', 'headers'),
    reason: fc.option(fc.constantFrom<NonNullable<ProviderReport['reason']>>('unauthorized', 'network')),
    retryAt: fc.option(date),
    paused: fc.option(fc.record({ userId: fc.constant(1n), name: fc.option(text), since: date })),
    manualCheckUrl: fc.option(fc.webUrl({ withQueryParameters: true })),
    usage,
    latency: fc.option(fc.record({ medianMs: number, p95Ms: number })),
    headroom: fc.array(reading, { maxLength: 30 }),
    unexplained: fc.option(fc.record({ requests: number, since: date })),
  });
  const user = fc.record({
    userId: fc.bigInt({ min: 0n, max: 2n ** 52n }),
    name: fc.option(text),
    requests: number,
    totalTokens: number,
    costPicoUsd: fc.constant(5n),
  });
  const share = fc.double({ min: -1, max: 1e6, noNaN: true });
  const report: fc.Arbitrary<Report> = fc.record({
    generatedAt: date,
    period: fc.constant({ from: '2025-10-01', to: '2025-10-30', days: 30, timezone: 'UTC' }),
    person: fc.option(fc.record({ userId: fc.constant(1n), name: fc.option(text) })),
    today: usage,
    usualToday: fc.option(fc.record({ requests: number, totalTokens: number, costPicoUsd: pico })),
    budgets: fc.array(
      fc.record({
        scope: fc.constantFrom('all' as const, 'groq' as const),
        window: fc.constant('month' as const),
        limitPico: pico,
        usedPico: pico,
        renewsAt: date,
      }),
      { maxLength: 5 },
    ),
    generatedHistory: fc.boolean(),
    replica: fc.constantFrom(null, 'used', 'behind', 'unreachable', 'unknown'),
    providers: fc.array(provider, { maxLength: 6 }),
    summary: fc.constant({ total: 4, active: 4, complete: 0 }),
    totals: usage,
    change: fc.option(
      fc.record({
        span: fc.constantFrom<ComparedPeriods['span']>('today', 'whole_days'),
        days: number,
        requests: share,
        totalTokens: share,
        costUsd: share,
        cause: fc.option(fc.constantFrom<ChangeCause>('more_requests', 'cheaper_models')),
      }),
    ),
    failures: fc.array(fc.record({ status: fc.constantFrom('timeout', 'rate_limited'), requests: number })),
    forecast: fc.option(
      fc.record({ month: fc.constant('2025-10'), totalTokens: number, costPicoUsd: fc.constant(7n) }),
    ),
    jalaliForecast: fc.constant(null),
    days: fc.constant([]),
    models: fc.array(
      usage.chain((totals) => fc.record({ provider: id, model: text }).map((key) => ({ ...totals, ...key }))),
      { maxLength: 40 },
    ),
    users: fc.array(user, { maxLength: 40 }),
    groups: fc.array(
      user.map(({ userId, ...usage }) => ({ ...usage, chatId: -userId })),
      { maxLength: 12 },
    ),
  });

  it('is valid for Telegram, and each Persian line runs from right to left', () => {
    fc.assert(
      fc.property(report, fc.constantFrom('en' as const, 'fa' as const), date, (any, locale, now) => {
        const parts = renderTelegram(any, { ...optionsFor(locale), now });
        expect(parts.length).toBeLessThanOrEqual(2);
        for (const html of parts) {
          expect(readHtml(html).length).toBeLessThanOrEqual(4096);
          expect(Buffer.byteLength(html)).toBeLessThanOrEqual(32_768);
        }
        const shown = readHtml(parts.join('\n\n'));
        if (locale === 'fa') expect(linesAstray(shown.replaceAll(/[\u2068\u2069]/g, ''))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('has the same text in the terminal and, if it fits, in Telegram', () => {
    for (const options of [english, persian]) {
      const plain = renderText(busyReport(), { ...options, marks: true });
      expect(plain).toBe(`${readHtml(whole(busyReport(), options))}\n`);
      expect(renderText(busyReport(), { ...options, marks: false })).toBe(visibleLines(plain).join('\n'));
    }
  });
});
