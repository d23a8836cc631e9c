import { markLines, stripMarks } from '../../../src/localization/direction.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import { busyReport, GENERATED_AT } from '../../unit/reports/sample-report.ts';
import { defaultFormatStyle } from '../../../src/localization/formats/format-style.ts';
import { reportBlocks } from '../../../src/reports/blocks/report-blocks.ts';
import { everyMessage, VALUES } from '../../support/every-message.ts';
import { renderAnswer } from '../../../src/markdown/render-markdown.ts';
import { describeWithFribidi, visualOrder } from '../../support/visual-order.ts';

const translate = createTranslator('fa');
/** The line's own words with an object in the place of each value, and the values. */
function apart(line: string): { words: string; values: string[] } {
  const flat: { text: string; isValue: boolean }[] = [];
  const opened: { start: number; holds: boolean }[] = [];
  for (const part of stripLeading(line).split(/([\u2066-\u2069])/)) {
    if (/[\u2066-\u2068]/.test(part)) opened.push({ start: flat.length, holds: false });
    else if (part === '\u2069') {
      const value = opened.pop();
      if (value && !value.holds) {
        const text = flat.splice(value.start).map((piece) => piece.text);
        flat.push({ text: text.join(''), isValue: true });
      }
      const outer = opened.at(-1);
      if (outer) outer.holds = true;
    } else flat.push(...piecesOf(part, opened.length === 0));
  }
  return {
    words: flat.map(({ text, isValue }) => (isValue ? OBJECT : text)).join(''),
    values: flat.flatMap(({ text, isValue }) => (isValue ? [text] : [])),
  };
}

const OBJECT = '\uFFFC';
const COMMAND = /((?<=^|[\s(«،:])\/[a-z][a-z0-9_]*(?: -?\d+)?)/;

function piecesOf(text: string, mayHoldCommands: boolean): { text: string; isValue: boolean }[] {
  if (!mayHoldCommands) return [{ text, isValue: false }];
  return text.split(COMMAND).map((piece, index) => ({ text: piece, isValue: index % 2 === 1 }));
}

/**
 * The lines as they are meant: words from right to left, and each value in its place as it stands alone. Not with
 * isolates, of which fribidi 1.0.8 lays out a second one wrongly.
 */
function meantOrder(lines: readonly string[]): string[] {
  const parts = lines.map(apart);
  const words = visualOrder(
    parts.map((part) => part.words),
    'rtl',
  );
  const alone = new Map<string, string>();
  const values = [...new Set(parts.flatMap((part) => part.values))];
  // What has no letter runs from left to right; the rest as its first letter says.
  visualOrder(values).forEach((shown, index) => alone.set(values[index]!, shown));
  return parts.map((part, index) => {
    // From the right, as the line is read.
    const rest = [...part.values];
    return words[index]!.split(OBJECT).reduceRight((shown, piece) => {
      return `${piece}${alone.get(rest.shift() ?? '') ?? ''}${shown}`;
    });
  });
}

const stripLeading = (line: string) => line.replaceAll(/[\u200E\u200F]/g, '');
describeWithFribidi('Persian messages on a screen', () => {
  const lines = everyMessage('fa').flatMap((text) => text.split('\n'));

  it('are laid out as if every value were isolated', () => {
    const marked = lines.map((line) => markLines(line, 'fa'));
    const [meant, shown] = [meantOrder(lines), visualOrder(marked)];
    const wrong = lines.flatMap((line, index) =>
      meant[index] === shown[index]
        ? []
        : [{ line: marked[index], shown: shown[index], meant: meant[index] }],
    );
    expect(wrong).toEqual([]);
  });

  it('show the key line of an alert in the order in which it is read', () => {
    const quota = VALUES.quota;
    const line = markLines(
      translate('alert-quota-used', { quota, left: '80', limit: '1,000', percent: '92%' }),
      'fa',
    );
    // From the right: whose quota, of what, then what is left.
    const [shown = ''] = visualOrder([line]);
    const places = ['openai/gpt-oss-120b', '80', '1,000', '92%'].map((text) => shown.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => b - a));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
  });

  it('lay out a whole report so, in few marks', () => {
    const style = defaultFormatStyle('fa', 'UTC');
    const blocks = reportBlocks(busyReport(), { translate, style, now: GENERATED_AT });
    const shown = blocks.flatMap((block) => block.lines.map(({ text }) => text));
    const text = shown.join('\n');
    expect(visualOrder(shown)).toEqual(visualOrder(shown, 'rtl'));
    expect((text.length - stripMarks(text).length) / text.length).toBeLessThan(0.04);
  });
});

describeWithFribidi('what a model writes in Persian, on a screen', () => {
  /** Each is one piece of a line, and stands in it as it is written. */
  const PIECES = [
    '+98 912 345 6789',
    '0912-345-6789',
    '(021) 8888',
    '+1 (555) 123-4567',
    '۰۹۱۲ ۳۴۵ ۶۷۸۹',
    '+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹',
    '۰۲۱-۸۸۸۸۱۲۳۴',
    '۶۰۳۷-۹۹۱۱-۱۲۳۴-۵۶۷۸',
    '3–5',
    '2020-2024',
    '10:30-12:00',
    '20 °C',
    '°C',
    '۲۰°C',
    '5 GB',
    '100 km/h',
    '20%',
    '-۵',
    '±۳',
    '$۵',
    '$10',
    '۱۴۰۴-۰۸-۰۸',
    '۱۴۰۴/۰۸/۰۸',
    '۱٬۰۰۰٬۰۰۰',
    'v1.2.3-beta',
    '1.2.3',
    '۱.۲.۳',
    'Node.js 20.19.1',
    '/etc/nginx/nginx.conf',
    '~/.ssh/id_rsa',
    'C:\\Users\\ali\\file.txt',
    'ali.reza+test@example.com',
    'https://example.com/a?b=1&c=2#d',
    '192.168.1.1:8080',
    'C++',
    '--save-dev',
  ];
  /** What it stands in, with what a reader sees around it from left to right. */
  const LINES: readonly [line: (piece: string) => string, before: string, behind: string][] = [
    [(piece) => `متن ${piece} است`, 'تسا ', ' نتم'],
    [(piece) => `متن: ${piece}.`, '.', ' :نتم'],
    [(piece) => `متن (${piece}) است`, 'تسا (', ') نتم'],
    [(piece) => `- ${piece}`, '', ' •'],
    [(piece) => `- ${piece}: متن`, 'نتم :', ' •'],
  ];

  it.each(LINES)('reads rightly in every kind of line: %#', (line, before, behind) => {
    const rendered = PIECES.map((piece) => {
      const [{ plain } = { plain: '' }] = renderAnswer(`این پاسخ به فارسی است.\n\n${line(piece)}`, {
        language: 'fa',
      });
      return plain.split('\n').at(-1) ?? '';
    });
    const seen = visualOrder(rendered).map((text) =>
      text.replaceAll(/[\u00A0\u2060]/g, (sign) => (sign === '\u2060' ? '' : ' ')),
    );
    expect(seen).toEqual(PIECES.map((piece) => before + piece + behind));
  });

  it('keeps an address and a path with Persian words in it in one piece', () => {
    const lines = ['مسیر /home/علی/a.txt است', 'مقالهٔ https://fa.wikipedia.org/wiki/زبان_فارسی را'];
    const seen = visualOrder(lines.map((line) => renderAnswer(line)[0]!.plain));
    expect(seen).toEqual(['تسا /home/یلع/a.txt ریسم', 'ار https://fa.wikipedia.org/wiki/یسراف_نابز هٔلاقم']);
  });
});
