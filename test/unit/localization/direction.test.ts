import * as fc from 'fast-check';
import { findEntities } from '../../../src/tools/stand-ins/telegram/text/find-entities.ts';
import { cleanName, isolate, markLines, safeName, stripMarks } from '../../../src/localization/direction.ts';
import { LOCALES } from '../../../src/localization/locale.ts';
import { everyMessage } from '../../support/every-message.ts';
import { normalizeInput } from '../../../src/localization/normalize-input.ts';
import { anyText } from '../../support/any-text.ts';

const RLM = '\u200F';
const LRM = '\u200E';
const FSI = '\u2068';
const PDI = '\u2069';

/** Whether a line holds an isolate within another, or one in which nothing tells which way it runs. */
function isAimless(line: string): boolean {
  if (/[\u2066-\u2068][^\u2069]*[\u2066-\u2068]/.test(line)) return true;
  return [...line.matchAll(/\u2068([^\u2069]*)\u2069/g)].some(
    ([, text = '']) => !/[\p{L}\u200E]/u.test(text),
  );
}

describe('markLines', () => {
  it('gives a Persian line a mark where its first letter does not say its direction', () => {
    expect(markLines('• الف\n\n2. ب', 'fa')).toBe('• الف\n\n2. ب');
    expect(markLines('💎 الف\n• Groq\n• 5', 'fa')).toBe(`${RLM}💎 الف\n${RLM}• Groq\n${RLM}• 5`);
    expect(markLines(`${isolate('Groq')} پاسخ داد`, 'fa')).toBe(`${RLM}Groq پاسخ داد`);
    expect(markLines(`${isolate('سارا')}: 5`, 'fa')).toBe('سارا: 5');
  });

  it('isolates commands, with the number behind them, but no addresses and fractions', () => {
    expect(markLines('با /new شروع کنید', 'fa')).toBe(`با ${FSI}/new${PDI} شروع کنید`);
    expect(markLines('/ai_usage 7 — هفته', 'fa')).toBe(`${RLM}${FSI}/ai_usage 7${PDI} — هفته`);
    for (const text of ['https://a.example/usage', '3 / 4', '1/b']) {
      expect(markLines(text, 'fa')).toBe(RLM + text);
    }
    expect(markLines('و/یا', 'fa')).toBe('و/یا');
  });

  it('keeps an isolate only where letters and digits would flow together', () => {
    const of = (text: string) => markLines(text, 'fa');
    expect(of(`از ${isolate('gpt-oss-120b')} مانده`)).toBe('از gpt-oss-120b مانده');
    expect(of(`مانده: ${isolate('1,000')} از ${isolate('۸۰')}`)).toBe('مانده: 1,000 از ۸۰');
    expect(of(`در ${isolate('gpt')}: ${isolate('5')} توکن`)).toBe(`در ${FSI}gpt${PDI}: 5 توکن`);
    expect(of(`providers: ${isolate('4')}`)).toBe(`${RLM}providers: ${RLM}4`);
    expect(of(`${isolate('5')}${isolate('6')} الف`)).toBe(`${RLM}${FSI}${LRM}5${PDI}${FSI}${LRM}6${PDI} الف`);
  });

  it('gives a number that would fall apart one mark instead of an isolate', () => {
    const of = (text: string) => markLines(`هزینه ${isolate(text)} است`, 'fa');
    for (const text of ['$0.0077', '92%', '۹۲٪', '−12.5%', '2025-10-30 14:48:01', '<0.1%']) {
      expect(of(text)).toBe(`هزینه ${LRM}${text} است`);
    }
  });

  it('flattens isolates within isolates, so that none is without a direction', () => {
    const quota = `${isolate('openai/gpt')}، ${isolate('درخواست')} ${isolate('در روز')}`;
    expect(markLines(`${isolate(quota)}: ${isolate('80')} مانده`, 'fa')).toBe(
      `${RLM}openai/gpt، درخواست در روز: 80 مانده`,
    );
  });

  it('may be applied twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyText(), fc.constantFrom('الف ', 'gpt ', '5', '92%', ' (').map(isolate))),
        fc.constantFrom('en' as const, 'fa' as const),
        (parts, locale) => {
          const once = markLines(parts.join(' از '), locale);
          expect(markLines(once, locale)).toBe(once);
        },
      ),
    );
  });

  it('marks only those English lines that hold right-to-left letters', () => {
    expect(markLines(`1. ${isolate('علی')}\nplain`, 'en')).toBe(`${LRM}1. ${FSI}علی${PDI}\nplain`);
  });

  it('changes nothing that can be seen', () => {
    fc.assert(
      fc.property(anyText(), fc.constantFrom('en' as const, 'fa' as const), (text, locale) => {
        expect(stripMarks(markLines(text, locale))).toBe(stripMarks(text));
      }),
    );
  });
});

describe.each(LOCALES)('every message of the bot, marked (%s)', (locale) => {
  const lines = everyMessage(locale).flatMap((text) => text.split('\n'));

  it('isolates nothing without a direction of its own, nor within another isolate', () => {
    expect(lines.length).toBeGreaterThan(1_000);
    const marked = lines.map((line) => markLines(line, locale));
    expect(marked.filter(isAimless)).toEqual([]);
    // What they are made of has all three: isolates without a letter, within others, and beside each other.
    if (locale === 'fa') expect(lines.some(isAimless)).toBe(true);
  });

  it('says the same, and is the same when it is marked once more', () => {
    const marked = lines.map((line) => markLines(line, locale));
    expect(marked.map(stripMarks)).toEqual(lines.map(stripMarks));
    expect(marked.map((line) => markLines(line, locale))).toEqual(marked);
  });
});

describe('safeName', () => {
  it('keeps names of every script, with their joiners', () => {
    for (const name of ['علی‌رضا', 'José', '李小龙', '👨‍👩‍👧', 'ali_*[x]', '<script>']) {
      expect(safeName(name)).toBe(FSI + name + PDI);
    }
  });

  it.each([
    '@admin',
    'Ali @admin /start http://x.com',
    '(/start)',
    '/start@some_bot',
    'evil.com',
    'https://t.me/joinchat/x',
    'HTTP://1.2.3.4/x',
    'tg://resolve?domain=durov',
    'a.b.c@example.com',
    '#sale $USD',
    'کتاب.com',
  ])('leaves nothing live in %s, and looks the same', (name) => {
    expect(findEntities(`Name: ${safeName(name)}!`, [])).toEqual([]);
    expect(stripMarks(safeName(name))).toBe(name);
    expect(cleanName(name)).toBe(name);
  });

  it('takes out what could reorder or break a line', () => {
    expect(cleanName('\u202Eevil\u202C\u2066x\u2069\u200F')).toBe('evilx');
    expect(cleanName('a\nb\r\n\tc\u0000d\u2028e\uFEFF')).toBe('a b c d e');
    expect(cleanName('\uD800x')).toBe('x');
    for (const blank of [
      '\u202E\n ',
      '\u3164',
      '\u2800\u2800',
      '\uFFA0',
      '\u115F\u1160',
      '\u200D',
      '\u3000',
      '\uFE0F',
    ]) {
      expect(cleanName(blank)).toBe('');
    }
    expect(cleanName('a\u3164b\u2800c')).toBe('ab c');
    expect(cleanName('❤\uFE0F')).toBe('❤\uFE0F');
    expect(cleanName('❤\uFE0F\u200D🔥')).toBe('❤\uFE0F\u200D🔥');
    expect(cleanName(`❤${'\uFE0F'.repeat(30)}`)).toBe('❤\uFE0F');
    expect(cleanName(`a${'\u200D'.repeat(60)}b`)).toBe('a\u200Db');
    expect(cleanName('\u200C\u200Cعلی\u200C\u200Cرضا\u200C')).toBe('علی\u200Cرضا');
    expect(cleanName('\u0E49\u0E49ก \u0488x')).toBe('ก x');
    expect(cleanName('1\uFE0F\u20E3')).toBe('1\uFE0F\u20E3');
  });

  it('cuts long names between the characters that people see', () => {
    expect(cleanName('x'.repeat(200))).toBe(`${'x'.repeat(63)}…`);
    expect(cleanName('👨‍👩‍👧'.repeat(50), 20)).toBe('👨‍👩‍👧👨‍👩‍👧…');
    expect(cleanName('a' + '\u0301'.repeat(500), 10)).toBe('a\u0301\u0301\u0301');
  });

  it('always is one isolate of bounded length, on one line', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 300 }), (name) => {
        const safe = safeName(name);
        expect(stripMarks(safe).length).toBeLessThanOrEqual(64);
        expect(safe).toMatch(/^\u2068[^\u2066-\u2069\u202A-\u202E\n\r]*\u2069$/);
        // A lone half of a surrogate pair would not survive the trip through UTF-8.
        expect(Buffer.from(safe).toString()).toBe(safe);
      }),
    );
  });
});

describe('normalizeInput', () => {
  it.each([
    ['۱۲۳', '123'],
    ['٤٥٦', '456'],
    [' \u200C۷\u200F ', '7'],
    ['علي كريم', 'علی کریم'],
    ['می\u200Cشود', 'می\u200Cشود'],
    ['７', '7'],
    ['groq\u00A0 /x', 'groq /x'],
    ['\u2068groq\u2069', 'groq'],
  ])('reads %j as %j', (typed, meant) => {
    expect(normalizeInput(typed)).toBe(meant);
  });
});
