import { defaultFormatStyle } from '../../../src/localization/formats/format-style.ts';
import fc from 'fast-check';
import { createTranslator } from '../../../src/localization/translator.ts';
import { parseReportRequest } from '../../../src/telegram/admin/ai-usage.ts';
import {
  FILE_DATA,
  readReportData,
  REPORT_DATA,
  reportKeyboard,
} from '../../../src/telegram/admin/report-keyboard.ts';
import { anyText } from '../../support/any-text.ts';

describe('parseReportRequest', () => {
  it.each([
    ['', { days: 30 }],
    ['   ', { days: 30 }],
    ['7', { days: 7 }],
    ['۷', { days: 7 }],
    ['٧', { days: 7 }],
    ['\u200E90\u200F', { days: 90 }],
    ['366', { days: 366 }],
    ['367', { days: 30, userId: 367n }],
    ['123456789', { days: 30, userId: 123456789n }],
    ['۱۲۳۴۵۶۷۸۹', { days: 30, userId: 123456789n }],
    ['4503599627370495', { days: 30, userId: 4503599627370495n }],
    ['-1003000000007', { days: 30, userId: -1003000000007n }],
    ['−1003000000007', { days: 30, userId: -1003000000007n }],
    ['\u2066-۱۰۰۳۰۰۰۰۰۰۰۰۷\u2069', { days: 30, userId: -1003000000007n }],
    ['-4012345', { days: 30, userId: -4012345n }],
    ['-367', { days: 30, userId: -367n }],
    ['۷ روز', { days: 7 }],
    ['۷روز گذشته', { days: 7 }],
    ['7 days', { days: 7 }],
    ['last 2 weeks', { days: 14 }],
    ['یک هفته', { days: 7 }],
    ['هفته', { days: 7 }],
    ['۳ ماه اخیر', { days: 90 }],
    ['هفتگی', { days: 7 }],
    ['monthly', { days: 30 }],
    ['۱۰ روز آخر', { days: 10 }],
    ['۷؟', { days: 7 }],
    ['id: 1001', { days: 30, userId: 1001n }],
    ['شناسهٔ ۱۰۰۱', { days: 30, userId: 1001n }],
    ['کاربر ۱۰۰۱', { days: 30, userId: 1001n }],
    ['group -1003000000007', { days: 30, userId: -1003000000007n }],
    ['(1001)', { days: 30, userId: 1001n }],
    ['امروز', { days: 1 }],
    ['today', { days: 1 }],
    ['Today!', { days: 1 }],
    ['یک ماه', { days: 30 }],
    ['يك ماه', { days: 30 }],
    ['این هفته', { days: 7 }],
    ['هفتهٔ گذشته', { days: 7 }],
    ['هفت روز', { days: 7 }],
    ['دو هفتهٔ اخیر', { days: 14 }],
    ['سی روز گذشته', { days: 30 }],
    ['شش ماهه', { days: 180 }],
    ['٧ روز', { days: 7 }],
    ['this month', { days: 30 }],
    ['a week', { days: 7 }],
    ['7d', { days: 7 }],
    ['the last 30 days', { days: 30 }],
    ['هفته‌ی گذشته', { days: 7 }],
    ['هفته ی پیش', { days: 7 }],
    ['دوهفته', { days: 14 }],
    ['هفت', { days: 7 }],
    ['two weeks', { days: 14 }],
    ['24 hours', { days: 1 }],
    ['۴۸ ساعت گذشته', { days: 2 }],
    ['3mo', { days: 90 }],
    ['user 101', { days: 30, userId: 101n }],
    ['#101', { days: 30, userId: 101n }],
    ['کاربر ۷', { days: 30, userId: 7n }],
    ['۷ روز لطفاً', { days: 7 }],
    ['لطفا یک هفته', { days: 7 }],
    ['7 days, please', { days: 7 }],
    ['۱۰۰۱ ممنون', { days: 30, userId: 1001n }],
  ])('understands "%s"', (text, request) => {
    expect(parseReportRequest(text)).toEqual(request);
  });

  it.each([
    '0',
    '00',
    '07',
    '-5',
    '−5',
    '-366',
    '--1003000000007',
    '-',
    '-0',
    '7.5',
    '7,000',
    '1e3',
    '0x10',
    'abc',
    '400 days',
    '7 apples',
    'سیب',
    // The report ends today: it cannot show yesterday alone.
    'دیروز',
    'yesterday',
    'هفت سیب',
    '5 hours',
    '36h',
    'هفتاد هفته',
    '60 هفته',
    '99999999999999999999',
    '½',
  ])('does not guess at "%s"', (text) => {
    expect(parseReportRequest(text)).toBeNull();
  });

  it('never throws, and its answer is always a request that a database can take', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const request = parseReportRequest(text);
        if (!request) return;
        expect(request.days).toBeGreaterThan(0);
        expect(request.days).toBeLessThanOrEqual(366);
      }),
    );
  });
});

describe('reportKeyboard', () => {
  const translate = createTranslator('en');
  const reader = { translate, style: defaultFormatStyle('en', 'UTC') };
  const here = { miniAppUrl: null };

  it.each([-1003000000007n, -4503599627370495n, 367n])('asks for the account %s again', (userId) => {
    const request = { days: 366, userId };
    const buttons = reportKeyboard(reader, request, here).inline_keyboard.flat();
    const data = buttons.map((button) => ('callback_data' in button ? button.callback_data : ''));
    const asked = data.map((text) => REPORT_DATA.exec(text) ?? FILE_DATA.exec(text) ?? []);
    expect(asked.map((match) => readReportData(match).request.userId)).toEqual(data.map(() => userId));
  });

  it('keeps the person in every button, and each within what a button holds', () => {
    const buttons = reportKeyboard(
      reader,
      { days: 90, userId: 4503599627370495n },
      here,
    ).inline_keyboard.flat();
    const data = buttons.map((button) => ('callback_data' in button ? button.callback_data : ''));
    const kinds = ['report:1', 'report:7', 'report:30', 'report:90', 'chart:90', 'csv:90', 'json:90'];
    expect(data).toEqual(kinds.map((kind) => `${kind}:4503599627370495`));
    for (const text of data) expect(text.length).toBeLessThanOrEqual(64);
  });

  it('leads to the dashboard where that can be opened', () => {
    const url = 'https://bot.example/';
    const buttons = reportKeyboard(reader, { days: 7 }, { miniAppUrl: url }).inline_keyboard.flat();
    expect(buttons.at(-1)).toEqual({ text: '🧭 Dashboard', web_app: { url } });
  });

  it('names no person where the report is about everybody', () => {
    const [first] = reportKeyboard(reader, { days: 30 }, here).inline_keyboard.flat();
    expect(first).toMatchObject({ text: 'Today', callback_data: 'report:1' });
  });
});
