import { createLocaleBundle } from '../../../src/localization/locale-bundle.ts';
import { resolveLocale } from '../../../src/localization/locale.ts';
import { createTranslator } from '../../../src/localization/translator.ts';

const FSI = '\u2068';
const PDI = '\u2069';

describe('createTranslator', () => {
  it('isolates what it inserts into Persian, and only there', () => {
    const args = { model: 'gpt-oss-120b' };
    expect(createTranslator('fa')('model-set', args)).toBe(
      `✅ از این پس با ${FSI}gpt-oss-120b${PDI} پاسخ می‌دهم.`,
    );
    expect(createTranslator('en')('model-set', args)).toBe("✅ I'll answer with gpt-oss-120b from now on.");
  });

  it('answers an unknown key with the key, and tells of each locale that lacks it', () => {
    const problems: string[] = [];
    const translate = createTranslator('fa', { onProblem: (problem) => problems.push(problem) });
    expect(translate('no-such-key')).toBe('no-such-key');
    expect(problems).toEqual(['fa: no message no-such-key', 'en: no message no-such-key']);
  });

  it('shows the name of a missing variable, and tells of it', () => {
    const problems: string[] = [];
    const translate = createTranslator('en', { onProblem: (problem) => problems.push(problem) });
    expect(translate('model-set')).toBe("✅ I'll answer with {$model} from now on.");
    expect(problems).toEqual(['en: model-set: Unknown variable: $model']);
  });

  it('never throws, even for keys and variables that objects inherit', () => {
    const translate = createTranslator('fa');
    for (const key of ['', 'toString', '__proto__', 'constructor', 'a b', '{'])
      expect(translate(key)).toBe(key);
  });
});

describe('createLocaleBundle', () => {
  it.each([
    ['an unclosed placeable', 'good = Good\nbad = Hello { $name\n'],
    ['a message without a text', 'bad =\ngood = Good\n'],
    ['a line that is no message', 'good = Good\nthis is prose\n'],
    ['the same key twice', 'good = Good\ngood = Better\n'],
    ['a stray brace', 'bad = Hello }\n'],
  ])('refuses %s', (_, source) => {
    expect(() => createLocaleBundle('en', { 'en.ftl': source })).toThrow('locales/en.ftl');
  });

  it('accepts comments, empty lines and texts of several lines', () => {
    const source = '# one\n\n## two\nfirst =\n    a\n\n    b\nsecond = { $x }\n';
    expect(createLocaleBundle('en', { 'en.ftl': source }).hasMessage('second')).toBe(true);
  });

  it('refuses a key that two files have', () => {
    const sources = { 'shared.en.ftl': 'good = Good\n', 'en.ftl': 'good = Better\n' };
    expect(() => createLocaleBundle('en', sources)).toThrow('locales/en.ftl');
  });
});

describe('resolveLocale', () => {
  it.each([
    ['fa', 'fa'],
    ['fa-IR', 'fa'],
    ['fa-AF', 'fa'],
    ['FA', 'fa'],
    ['prs', 'fa'],
    ['pes', 'fa'],
    ['en', 'en'],
    ['en-GB', 'en'],
    ['en_US', 'en'],
    ['fake', null],
    ['de', null],
    ['', null],
    ['constructor', null],
    [null, null],
    [undefined, null],
  ])('understands %s as %s', (code, locale) => {
    expect(resolveLocale(code)).toBe(locale);
  });
});
