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
    /چت/,
    /بودجهٔ (?:پولی|مالی)/,
    // Persian speaks to people as شما.
    /(?:^|\s)(?:تو|ازت|بهت|برات|می‌خوای|می‌دانی|بفرست|بنویس|بزن)(?=[\s.،؛!؟]|$)/,
  ],
  en: [
    /\bbooked\b/,
    /\bdearer\b/,
    /nobody is sent there/,
    /by hand/,
    /\byour quota\b/i,
    /\breading\b/,
    /\bmoney\b/i,
  ],
};

/** A noun on «هٔ», as the catalogues write one wherever it is read with the next word. */
const WITH_HAMZA = /[\u0600-\u06FF\u200C]+ه(?=ٔ)/g;
/** What may follow such a noun without being read with it: prepositions, conjunctions, verbs, a new part of the sentence. */
const NOT_READ_WITH =
  /^(?:را|از|به|با|در|بر|برای|بررسی|کرده‌اند|و|یا|که|تا|هم|نیز|هنوز|هیچ|کسی|چنین|دیگر|دارد|ندارد|پاسخ|بیشتر|کمتر|ن?می‌\S*|ن?(?:است|شد|شده|شود|شوند|باشد|باشند|بود|کرد|کرده|کند|کنید)|بوده)$/;

/** Keys about what a provider allows, and about what a person may use. A receipt has both. */
const OF_PROVIDERS =
  /^(?:alert-quota|quota|reason-quota|indicator|receipt-left|glance-quota|model-quota|settings-.*alert)/;
const OF_PEOPLE = /^(?:usage-budget|error-budget|settings-.*budget)/;

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
    const own = messages('fa').filter(({ key }) => !CONTRACT.test(key));
    const nouns = new Set(own.flatMap(({ texts }) => texts.flatMap((text) => text.match(WITH_HAMZA) ?? [])));
    expect(nouns.size).toBeGreaterThan(20);
    const wrong = own.flatMap(({ key, texts }) =>
      texts.flatMap((text) =>
        [...text.matchAll(/(?<![\u0600-\u06FF\u200C])([\u0600-\u06FF\u200C]+ه) ([\u0600-\u06FF\u200C]+)/g)]
          .filter(([, noun = '', next = '']) => nouns.has(noun) && !NOT_READ_WITH.test(next))
          .map(([words]) => `${key}: ${words}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('call what a person may use another name than what a provider allows', () => {
    const about = (pattern: RegExp) =>
      messages('fa')
        .filter(({ key }) => pattern.test(key))
        .flatMap(({ texts }) => texts)
        .join('\n');
    expect(about(OF_PROVIDERS)).not.toContain('سهمیه');
    expect(about(OF_PEOPLE)).not.toContain('سقف');
    expect(about(OF_PROVIDERS)).toContain('سقف');
    expect(about(OF_PEOPLE)).toContain('سهمیه');
  });

  it.each(LOCALES)(
    'say what is left as “X of Y left”, never with a stroke between numbers (%s)',
    (locale) => {
      const isStroke = (words: string) => /^\s*[/／÷⁄]\s*$/.test(words);
      const wrong = messages(locale).filter(({ texts }) => texts.some(isStroke));
      expect(wrong.map(({ key }) => key)).toEqual([]);
    },
  );

  it.each([
    ['en', /renew|refill/i, /\bresets?\b/i],
    ['fa', /از نو پر/, /ریست/],
  ] as const)(
    'say of quotas that they reset and of budgets that they renew (%s)',
    (locale, renews, resets) => {
      const textOf = (pattern: RegExp) =>
        messages(locale)
          .filter(({ key }) => pattern.test(key))
          .flatMap(({ texts }) => texts)
          .join('\n');
      const quotas = textOf(/^alert-quota|^quotas?-|^glance-quota|^model-quota/);
      const budgets = textOf(/budget|money/);
      expect(quotas).toMatch(resets);
      expect(quotas).not.toMatch(renews);
      expect(budgets).toMatch(renews);
      expect(budgets).not.toMatch(resets);
    },
  );
});
