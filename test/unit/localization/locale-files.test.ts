import { parse } from '@fluent/syntax';
import { Count } from '../../../src/localization/count.ts';
import { isolate, stripMarks } from '../../../src/localization/direction.ts';
import { defaultFormatStyle } from '../../../src/localization/formats/format-style.ts';
import { LOCALES, type Locale } from '../../../src/localization/locale.ts';
import { createTranslator, type Translate } from '../../../src/localization/translator.ts';
import { DOWN_REASONS, FAILURE_REASONS, kebab } from '../../support/failure-reasons.ts';
import { createReader } from '../../../src/web/dashboard/words/create-reader.ts';
import {
  FILES,
  readMessages,
  readSource,
  selectsOf,
  variablesOf,
  type MessageFile,
} from '../../support/read-messages.ts';

/** Whose messages are read together, and by which translator. */
const SPEAKERS: Record<string, { files: MessageFile[]; translatorOf: (locale: Locale) => Translate }> = {
  bot: { files: ['shared', 'bot'], translatorOf: (locale) => createTranslator(locale) },
  dashboard: {
    files: ['shared', 'dashboard', 'first-view'],
    translatorOf: (locale) => createReader(defaultFormatStyle(locale, 'UTC')).translate,
  },
};
const PLURAL_NAMES = ['zero', 'one', 'two', 'few', 'many'];

const all = { en: readMessages('en', ...FILES), fa: readMessages('fa', ...FILES) };

function describeVariables(locale: Locale): Record<string, string[]> {
  const patterns = all[locale];
  return Object.fromEntries([...patterns].map(([key, pattern]) => [key, variablesOf(pattern, patterns)]));
}

/** The names by which each choice of a language chooses. */
function choicesOf(locale: Locale): [key: string, names: string[]][] {
  const patterns = all[locale];
  return [...patterns].flatMap(([key, pattern]) =>
    selectsOf(pattern, patterns).map(({ variants }): [string, string[]] => [
      key,
      variants.map((variant) => (variant.key.type === 'Identifier' ? variant.key.name : variant.key.value)),
    ]),
  );
}

describe('locale files', () => {
  it.each(FILES)(
    'are Fluent by the reference parser, with the same messages in the same order: %s',
    (file) => {
      for (const locale of LOCALES) {
        const { body } = parse(readSource(file, locale), { withSpans: true });
        expect(body.filter((entry) => entry.type === 'Junk')).toEqual([]);
      }
      expect([...readMessages('fa', file).keys()]).toEqual([...readMessages('en', file).keys()]);
    },
  );

  it.each(FILES)('give no text of one line the lines of another message: %s', (file) => {
    for (const locale of LOCALES) {
      const glued = readSource(file, locale).matchAll(
        /^([a-z][\w-]*) *= *[^\s{][^\n{]*(?:\{[^{}\n]*\}[^\n{]*)*\n+(?= )/gm,
      );
      expect([...glued].map(([, key]) => `${locale}: ${key}`)).toEqual([]);
    }
  });

  it('hold each key once', () => {
    const keys = FILES.flatMap((file) => [...readMessages('en', file).keys()]);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('use the same variables in each message', () => {
    expect(describeVariables('fa')).toEqual(describeVariables('en'));
  });

  it('know one and many in English, and no plurals in Persian, where nouns stay singular and 0 counts as one', () => {
    const plurals = (locale: Locale) =>
      choicesOf(locale).filter(([, names]) => names.some((name) => PLURAL_NAMES.includes(name)));
    for (const [key, names] of plurals('en')) expect([key, names]).toEqual([key, ['one', 'other']]);
    expect(plurals('en').length).toBeGreaterThan(10);
    expect(plurals('fa')).toEqual([]);
  });

  for (const [speaker, { files, translatorOf }] of Object.entries(SPEAKERS))
    it.each(LOCALES)(`%s formats every message of the ${speaker} with every value in it`, (locale) => {
      const translate = translatorOf(locale);
      const patterns = readMessages(locale, ...files);
      for (const [key, pattern] of patterns) {
        const chosenBy = selectsOf(pattern, patterns).flatMap(({ selector }) =>
          variablesOf(selector, patterns),
        );
        const variables = variablesOf(pattern, patterns);
        const text = translate(key, Object.fromEntries(variables.map((name) => [name, `<${name}>`])));
        for (const name of variables)
          if (!chosenBy.includes(name)) expect(stripMarks(text)).toContain(`<${name}>`);
        expect(text).not.toBe(key);
        expect(text).not.toContain('{');
      }
    });

  it('isolate every value in Persian', () => {
    const translate = createTranslator('fa');
    for (const [key, pattern] of readMessages('fa', 'bot')) {
      // A message that is nothing but a value is isolated by whatever it stands in.
      if (pattern.elements.length === 1) continue;
      const variables = variablesOf(pattern, all.fa);
      const text = translate(key, Object.fromEntries(variables.map((name) => [name, `<${name}>`])));
      // What only chooses between texts is in none.
      const chosenBy = selectsOf(pattern, all.fa).flatMap(({ selector }) => variablesOf(selector, all.fa));
      for (const name of variables)
        if (!chosenBy.includes(name)) expect(text).toContain(isolate(`<${name}>`));
    }
  });

  it('count in the digits of whoever reads', () => {
    const [english, persian] = [createTranslator('en'), createTranslator('fa')];
    const requests = (count: number, digits: 'latin' | 'persian') => ({
      requests: new Count(count, { digits }),
    });
    expect(english('count-requests', requests(0, 'latin'))).toBe('0 requests');
    expect(english('count-requests', requests(1, 'latin'))).toBe('1 request');
    expect(english('count-requests', requests(12_847, 'latin'))).toBe('12,847 requests');
    expect(stripMarks(persian('count-requests', requests(1, 'persian')))).toBe('۱ درخواست');
    expect(stripMarks(persian('count-requests', requests(12_847, 'persian')))).toBe('۱۲٬۸۴۷ درخواست');
  });

  it('have a text for every way in which a request fails', () => {
    for (const reason of FAILURE_REASONS) expect(all.en.has(`error-${kebab(reason)}`)).toBe(true);
    for (const reason of DOWN_REASONS) expect(all.en.has(`reason-${kebab(reason)}`)).toBe(true);
  });

  it('keep within what Telegram takes for menus and toasts', () => {
    for (const locale of LOCALES) {
      const translate = createTranslator(locale);
      for (const key of all.en.keys()) {
        if (key.startsWith('command-')) expect(translate(key).length).toBeLessThanOrEqual(256);
        if (key.startsWith('toast-')) expect(translate(key).length).toBeLessThanOrEqual(200);
      }
    }
  });

  it.each(FILES)('write an English apostrophe in one way: %s', (file) => {
    expect(readSource(file, 'en')).not.toMatch(/[A-Za-z]’[a-z]/);
  });

  it.each(FILES)(
    'hold no direction marks, and Persian no Arabic letters or Latin punctuation: %s',
    (file) => {
      for (const locale of LOCALES)
        expect(stripMarks(readSource(file, locale))).toBe(readSource(file, locale));
      const source = readSource(file, 'fa');
      expect(source).not.toMatch(/[يىك]/);
      expect(source).not.toMatch(/[\u0600-\u06FF] ?[,;?]/);
      // «می شود» and «توکن ها» want a half-space.
      expect(source).not.toMatch(/(^|\s)(ن?می) |\s(ها|های|هایم|هایی)(\s|$)/m);
    },
  );
});
