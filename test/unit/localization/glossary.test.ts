import { LOCALES, type Locale } from '../../../src/localization/locale.ts';
import { FILES, readMessages, textsOf } from '../../support/read-messages.ts';

/** The contract’s own lines, which stay to the letter. */
const CONTRACT =
  /^(?:report-(?:title|date|summary|total-|active-|complete-|statistics|requests|prompt-|completion-|average-|cost$|last-used))/;

/** Words that docs/glossary.md replaces by others. */
const FORBIDDEN: Readonly<Record<Locale, readonly RegExp[]>> = {
  fa: [
    /خوانش/,
    /بازنشان/,
    /پیوند/,
    /حافظهٔ? نهان/,
    /header/i,
    /سرآیند/,
    /ارائه‌دهنده/,
    /تأمین‌کننده/,
    /محدودیت تعداد/,
    /تازه می‌شود/,
    /سهمیهٔ? (?:مدل|سرویس|\{)/,
    /سقف (?:شما|هر نفر|روزانه)/,
    /شلوغ/,
    // Persian speaks to people as شما.
    /(?:^|\s)(?:تو|ازت|بهت|برات|می‌خوای|می‌دانی|بفرست|بنویس|بزن)(?=[\s.،؛!؟]|$)/,
  ],
  en: [/\bbooked\b/, /\bdearer\b/, /nobody is sent there/, /by hand/, /\byour quota\b/i, /\breading\b/],
};

/** «ه» before a word that it is read with needs «ٔ»: nouns of the catalogues with what often follows them. */
const WITHOUT_HAMZA =
  /(?:سهمیه|هزینه|شناسه|درباره|همه|نسخه|ویژه|سابقه|پایه|بازه|اجازه|داده|نمونه|شبکه|پروژه) (?:شما|او|آن|این|هر|همین|تلگرام|روزانه|امروز|مدیران|مدل|ربات|اعضا|استفاده|دوم|اصلی|کلید|درخواست|مصرف|قیمت|زمانی|ساختگی)(?=[\s.،؛:»)]|$)/;
const DIGIT = /[0-9۰-۹٠-٩]/;

const messages = (locale: Locale) =>
  FILES.flatMap((file) =>
    [...readMessages(locale, file)].map(([key, pattern]) => ({ key, texts: textsOf(pattern) })),
  );

describe('the words of the catalogues', () => {
  it.each(LOCALES)('are those of docs/glossary.md (%s)', (locale) => {
    const wrong = messages(locale).flatMap(({ key, texts }) =>
      texts.flatMap((text) =>
        FORBIDDEN[locale].flatMap((word) => (word.test(text) ? [`${key}: ${word.source}`] : [])),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it.each(LOCALES)('hold no number: each is a variable, in the digits of whoever reads (%s)', (locale) => {
    const withNumber = messages(locale).filter(({ texts }) => texts.some((text) => DIGIT.test(text)));
    expect(
      withNumber.map(({ key }) => key).filter((key) => !CONTRACT.test(key) && key !== 'chart-p95'),
    ).toEqual([]);
  });

  it('are written one way where «ه» is read with the next word', () => {
    const wrong = messages('fa').filter(
      ({ key, texts }) => !CONTRACT.test(key) && texts.some((text) => WITHOUT_HAMZA.test(text)),
    );
    expect(wrong.map(({ key }) => key)).toEqual([]);
  });

  it('call what a person may use another name than what a provider allows', () => {
    const about = (pattern: RegExp) =>
      messages('fa')
        .filter(({ key }) => pattern.test(key))
        .flatMap(({ texts }) => texts)
        .join('\n');
    expect(about(/^alert-quota|^quota|^reason-quota|^indicator/)).not.toContain('سهمیه');
    expect(about(/^usage-budget|^error-budget|^settings-.*budget/)).not.toContain('سقف');
  });
});
