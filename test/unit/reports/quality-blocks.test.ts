import { stripMarks } from '../../../src/localization/direction.ts';
import {
  defaultFormatStyle,
  readerFormatStyle,
  type FormatStyle,
} from '../../../src/localization/formats/format-style.ts';
import type { Locale } from '../../../src/localization/locale.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import { renderText } from '../../../src/reports/render-text.ts';
import type { Report } from '../../../src/reports/model/report.ts';
import { GENERATED_AT, sampleProvider, sampleReport } from './sample-report.ts';

function textOf(
  report: Report,
  locale: Locale,
  style: FormatStyle = defaultFormatStyle(locale, 'UTC'),
): string {
  return stripMarks(
    renderText(report, { translate: createTranslator(locale), style, now: GENERATED_AT, marks: true }),
  );
}

// As it is read, by its provider's id.
const latency = { provider: 'groq', medianMs: 812, p95Ms: 3_140 };
const day = { provider: 'groq', requests: 10, totalTokens: 2_000, costPicoUsd: 3_000_000_000n } as const;
const report = sampleReport({
  change: {
    span: 'whole_days',
    days: 30,
    requests: 0.12,
    totalTokens: -0.045,
    costUsd: 1.5,
    cause: 'dearer_models',
  },
  failures: [
    { status: 'rate_limited', requests: 12 },
    { status: 'timeout', requests: 3 },
  ],
  providers: [sampleProvider('groq', { latency })],
  days: [
    { ...day, date: '2025-10-29' },
    { ...day, date: '2025-10-30' },
    { ...day, date: '2025-10-30', provider: 'gemini' },
  ],
});

describe('the quality blocks', () => {
  it('are written in English', () => {
    const text = textOf(report, 'en');
    expect(text).toContain(
      '📐 The last 30 full days against the 30 before: requests +12%, tokens −4.5%, cost +150%\nThe main reason: pricier models.\n',
    );
    expect(text).toContain(
      '⏱ Answer times: slowest Groq, up to 3.1 s\n• Groq: half of the answers within 0.8 s, 95% within 3.1 s\n',
    );
    expect(text).toContain(
      '🚧 Failed requests: 15, by reason\n• rate limit or quota used up: 12\n• no answer in time: 3\n',
    );
    expect(text).toContain(
      '📅 Days: 2, busiest 2025-10-30 (4,000 tokens)\n• 2025-10-30: 4,000 tokens in 20 requests, $0.0060\n• 2025-10-29: 2,000 tokens in 10 requests, $0.0030\n',
    );
  });

  it('are written in Persian', () => {
    const text = textOf(report, 'fa');
    expect(text).toContain(
      '📐 30 روز کامل گذشته نسبت به 30 روز پیش از آن: درخواست +12%، توکن −4.5%، هزینه +150%\nدلیل اصلی: از مدل‌های گران‌تر استفاده شده است.\n',
    );
    expect(text).toContain(
      '⏱ زمان پاسخ: کندترین Groq، تا 3.1 ثانیه\n• Groq: نیمی از پاسخ‌ها زیر 0.8 ثانیه، 95% زیر 3.1 ثانیه\n',
    );
    expect(text).toContain('• محدودیت نرخ (rate limit) یا پر شدن سقف: 12\n');
  });

  it('are in one kind of digits, which is the reader’s', () => {
    const text = textOf(report, 'fa', readerFormatStyle('fa', 'Asia/Tehran'));
    expect(text).toContain(
      '⏱ زمان پاسخ: کندترین Groq، تا ۳٫۱ ثانیه\n• Groq: نیمی از پاسخ‌ها زیر ۰٫۸ ثانیه، ۹۵٪ زیر ۳٫۱ ثانیه\n',
    );
    expect(text).toContain('📐 ۳۰ روز کامل گذشته نسبت به ۳۰ روز پیش از آن: درخواست ');
  });

  it('say what of today is compared with what', () => {
    const change = {
      span: 'today',
      days: 1,
      requests: -0.5,
      totalTokens: 1,
      costUsd: 0,
      cause: null,
    } as const;
    const [en, fa] = [textOf({ ...report, change }, 'en'), textOf({ ...report, change }, 'fa')];
    expect(en).toContain(
      '📐 Today so far against yesterday until the same time: requests −50%, tokens +100%',
    );
    expect(fa).toContain('📐 امروز تا این ساعت نسبت به دیروز تا همین ساعت: درخواست −50%، توکن +100%');
  });

  it('are empty without data', () => {
    const quiet = textOf(sampleReport(), 'en');
    for (const mark of ['📐', '⏱', '🚧', '📅']) expect(quiet).not.toContain(mark);
  });
});
