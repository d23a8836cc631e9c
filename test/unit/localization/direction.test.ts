import * as fc from 'fast-check';
import { cleanName, isolate, markLines, safeName, stripMarks } from '../../../src/localization/direction.ts';
import { normalizeInput } from '../../../src/localization/normalize-input.ts';

const RLM = '\u200F';
const LRM = '\u200E';
const FSI = '\u2068';
const PDI = '\u2069';

describe('markLines', () => {
  it('begins each Persian line with one mark and leaves empty lines empty', () => {
    expect(markLines('💎 الف\n\n• ب', 'fa')).toBe(`${RLM}💎 الف\n\n${RLM}• ب`);
  });

  it('isolates commands, with the number behind them, but no addresses and fractions', () => {
    expect(markLines('با /new شروع کنید', 'fa')).toBe(`${RLM}با ${FSI}/new${PDI} شروع کنید`);
    expect(markLines('/ai_usage 7 — هفته', 'fa')).toBe(`${RLM}${FSI}/ai_usage 7${PDI} — هفته`);
    for (const text of ['https://a.example/usage', '3 / 4', 'و/یا', '1/b']) {
      expect(markLines(text, 'fa')).toBe(RLM + text);
    }
  });

  it('marks only those English lines that hold right-to-left letters', () => {
    expect(markLines(`1. ${isolate('علی')}\nplain`, 'en')).toBe(`${LRM}1. ${FSI}علی${PDI}\nplain`);
  });

  it('changes nothing that can be seen', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('en' as const, 'fa' as const),
        (text, locale) => {
          expect(stripMarks(markLines(text, locale))).toBe(stripMarks(text));
        },
      ),
    );
  });
});

describe('safeName', () => {
  it('keeps names of every script, with their joiners', () => {
    for (const name of ['علی‌رضا', 'José', '李小龙', '👨‍👩‍👧', 'ali_*[x]', '<script>']) {
      expect(safeName(name)).toBe(FSI + name + PDI);
    }
  });

  it('takes out what could reorder or break a line', () => {
    expect(cleanName('\u202Eevil\u202C\u2066x\u2069\u200F')).toBe('evilx');
    expect(cleanName('a\nb\r\n\tc\u0000d\u2028e\uFEFF')).toBe('a b c d e');
    expect(cleanName('\uD800x')).toBe('x');
    expect(cleanName('\u202E\n ')).toBe('');
  });

  it('cuts long names between the characters that people see', () => {
    expect(cleanName('x'.repeat(200))).toBe(`${'x'.repeat(63)}…`);
    expect(cleanName('👨‍👩‍👧'.repeat(50), 20)).toBe('👨‍👩‍👧👨‍👩‍👧…');
    expect(cleanName('a' + '\u0301'.repeat(500), 10)).toBe('…');
  });

  it('always is one isolate of bounded length, on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const safe = safeName(name);
        expect(safe.length).toBeLessThanOrEqual(66);
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
