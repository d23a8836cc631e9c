import { renderAnswer } from '../../../src/markdown/render-markdown.ts';
import { renderDraft } from '../../../src/markdown/render-draft.ts';

const RLM = '\u200F';
/** Marks as characters that can be seen: ⟨ … ⟩ for an isolate, ⟪ … ⟩ for one from right to left, ← and → for a line's direction. */
const shown = (text: string) =>
  text
    .replaceAll('\u2066', '⟨')
    .replaceAll('\u2067', '⟪')
    .replaceAll('\u2069', '⟩')
    .replaceAll(RLM, '←')
    .replaceAll('\u200E', '→');
const html = (markdown: string) => shown(renderAnswer(markdown)[0]!.html);

describe('within a Persian line', () => {
  it.each([
    ['زبان C++ و C# و .NET است', 'زبان ⟨C++⟩ و ⟨C#⟩ و ⟨.NET⟩ است'],
    ['با --save-dev یا ./run.sh اجرا کنید', 'با ⟨--save-dev⟩ یا ⟨./\u2060run.sh⟩ اجرا کنید'],
    ['حاصل 2 + 3 = 5 و 1/2 + 1/3 = 5/6 است', 'حاصل ⟨2 + 3 = 5⟩ و ⟨1/2 + 1/3 = 5/6⟩ است'],
    ['تاریخ 2025-10-30 و ساعت 10:30', 'تاریخ ⟨2025-10-30⟩ و ساعت 10:30'],
    ['دمای -5 درجه، بهای $10 و 10% تخفیف', 'دمای ⟨-5⟩ درجه، بهای ⟨$10⟩ و ⟨10%⟩ تخفیف'],
    ['حجم 5 GB است', 'حجم ⟨5 GB⟩ است'],
    ['تابع O(n log n) و (a+b)^2 = c را', 'تابع ⟨O(n log n)⟩ و ⟨(a+b)^2 = c⟩ را'],
    ['پرونده‌های src/ و https://x.org/a/ را', 'پرونده‌های ⟨src/⟩ و ⟨https://x.org/a/⟩ را'],
    ['سری $\\sum_{i=1}^n a_i$ همگراست', 'سری ⟨∑ᵢ₌₁ⁿ aᵢ⟩ همگراست'],
    ['دمای 20 °C یا ۲۰ °C یا ۲۰°C', 'دمای ⟨20 °C⟩ یا ۲۰ ⟨°C⟩ یا ⟨۲۰°C⟩'],
    ['سرعت 100 km/h و حجم ۵ GB', 'سرعت ⟨100 km/h⟩ و حجم ۵ GB'],
    ['از 3–5 تا 2020-2024 و ۱۰–۲۰', 'از ⟨3–5⟩ تا ⟨2020-2024⟩ و ۱۰–۲۰'],
    ['دمای -۵ یا −۵٫۵ و ±۳ و $۵', 'دمای ⟨-۵⟩ یا ⟨−۵٫۵⟩ و ⟨±۳⟩ و ⟨$۵⟩'],
    ['تاریخ ۱۴۰۴-۰۸-۰۸ و کووید-۱۹', 'تاریخ ⟨۱۴۰۴-۰۸-۰۸⟩ و کووید-۱۹'],
    ['در /home/علی/a.txt و ~/.ssh/id_rsa', 'در ⟨/home/علی/a.txt⟩ و ⟨~/.ssh/id_rsa⟩'],
    ['در C:\\کاربران\\ali، و ::1 است', 'در ⟨C:\\کاربران\\ali⟩، و ⟨::1⟩ است'],
    ['قد او 5\'11" است', 'قد او ⟨5\'11"⟩ است'],
  ])('%j is not scrambled', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  it.each([
    'کتابخانهٔ React و Node.js 22 خوب است',
    'فرمان npm install و x = 5 را ببینید',
    'کووید-19 در سال 2020 و 3.14 و است.React',
    'چند (React) و «Vue» و React/ویو',
    'حاصل ۱۰ + ۲۰ = ۳۰ و ۱۴۰۴/۰۸/۰۸',
  ])('%j needs nothing', (line) => {
    expect(html(line)).toBe(line);
  });

  const nbsp = (text: string) => text.replaceAll('_', '\u00A0');

  it.each([
    ['شماره +98 912 345 6789 است', 'شماره ⟨+98_912_345_6789⟩ است'],
    ['شماره ۰۹۱۲ ۳۴۵ ۶۷۸۹ است', 'شماره ⟨۰۹۱۲_۳۴۵_۶۷۸۹⟩ است'],
    ['شماره +۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹ است', 'شماره ⟨+۹۸_۹۱۲_۳۴۵_۶۷۸۹⟩ است'],
    ['تلفن (021) 8888 و (۰۲۱) ۸۸۸۸ ۱۲۳۴', 'تلفن ⟨(021)_8888⟩ و ⟨(۰۲۱)_۸۸۸۸_۱۲۳۴⟩'],
    ['تلفن 0912-345-6789 و ۰۲۱-۸۸۸۸۱۲۳۴', 'تلفن ⟨0912-345-6789⟩ و ⟨۰۲۱-۸۸۸۸۱۲۳۴⟩'],
    ['تلفن +1 (555) 123-4567', 'تلفن ⟨+1_(555)_123-4567⟩'],
    ['کارت ۶۰۳۷ ۹۹۱۱ ۱۲۳۴ ۵۶۷۸', 'کارت ⟨۶۰۳۷_۹۹۱۱_۱۲۳۴_۵۶۷۸⟩'],
    [
      '• [تماس](https://x.org/) با **۰۹۱۲ ۳۴۵ ۶۷۸۹**',
      '• <a href="https://x.org/">تماس</a> با ⟨<b>۰۹۱۲_۳۴۵_۶۷۸۹</b>⟩',
    ],
  ])('%j holds a number of a phone or card in one piece, on one line', (markdown, expected) => {
    expect(html(markdown).replace(/^←/, '')).toBe(nbsp(expected));
  });

  it.each(['مقادیر ۱۰ ۲۰ ۳۰ ۴۰ ۵۰ ۶۰', 'از ۰ تا ۱۰۰ و ۱۰ - ۲۰ و ۱٬۰۰۰', 'سال ۱۴۰۰-۱۴۰۴ و ساعت ۱۰:۳۰–۱۲:۰۰'])(
    '%j is no such number',
    (line) => {
      expect(html(line)).toBe(line);
    },
  );

  it('a number stays as it was written in code and in a text from left to right', () => {
    expect(html('شماره `0912 345 6789` است')).toContain('<code>0912 345 6789</code>');
    expect(html('Call +98 912 345 6789 now.')).toBe('Call +98 912 345 6789 now.');
  });

  it('the order of names is that of the line, and Persian digits are its own', () => {
    expect(html('زبان‌های HTML، CSS و JavaScript')).toBe('زبان‌های HTML، ⟨CSS⟩ و JavaScript');
    expect(html('نسخهٔ React ۱۸ آمد')).toBe('نسخهٔ ⟨React⟩ ۱۸ آمد');
  });

  it('marks stand outside of code, bold words and addresses', () => {
    expect(html('از `--save` و `npm i` و **C++** و [C#](https://x.org/) است')).toBe(
      'از ⟨<code>--save</code>⟩ و <code>npm i</code> و ⟨<b>C++</b>⟩ و ⟨<a href="https://x.org/">C#</a>⟩ است',
    );
    expect(html('سلام **دنیا Foo** C++ است')).toBe('سلام <b>دنیا Foo</b> ⟨C++⟩ است');
    expect(html('> زبان C++ است')).toBe('<blockquote>زبان ⟨C++⟩ است</blockquote>');
    expect(html('سلام دنیا\n\n```\n# سلام C++\n```')).toBe('سلام دنیا\n\n<pre># سلام C++</pre>');
  });

  it('marks count as characters, and each message has both of every pair', () => {
    const parts = renderAnswer('زبان C++ است. '.repeat(900));
    for (const { plain } of parts) {
      expect(plain.length).toBeLessThanOrEqual(4_096);
      expect(plain.split('\u2066').length).toBe(plain.split('\u2069').length);
    }
    expect(parts[0]!.plain.length).toBeGreaterThan(3_950);
    const long = renderAnswer(`سلام دنیا و عدد ${'-5 + 😀'.repeat(3)} -${'12+'.repeat(3_000)}`);
    expect(long.length).toBeGreaterThan(2);
    for (const { plain } of long) expect(plain.split('\u2066').length).toBe(plain.split('\u2069').length);
    expect(long[1]!.plain.startsWith(`${RLM}\u2066`)).toBe(true);
  });
});

describe('the direction of a Persian answer', () => {
  const intro = 'چند نکته دربارهٔ فناوری‌های وب که باید بدانید:';

  it('is that of every line with a Persian word, and of every item', () => {
    const items = [
      '- API (Application Programming Interface): رابط برنامه‌نویسی',
      '- HTML، CSS و JavaScript',
      '- Docker',
      '- f(x) = x² در این‌جا',
    ];
    expect(
      html(`${intro}\n\n${items.join('\n')}`)
        .split('\n')
        .slice(2),
    ).toEqual([
      '←• ⟨API (Application Programming Interface)⟩: رابط برنامه‌نویسی',
      '←• HTML، ⟨CSS⟩ و JavaScript',
      '←• Docker',
      '←• f(x) = x² در این‌جا',
    ]);
    expect(html(`${intro}\n\n1. Docker\n2. C++`)).toBe(`${intro}\n\n←1. Docker\n←2. ⟨C++⟩`);
  });

  it('is that of Latin paragraphs and mathematics of their own, too, but not of code', () => {
    const markdown = 'A paragraph in C++ -- whole.\n\n```\nx = -1\n```\n\n$$x^2 = -1$$';
    expect(html(`${intro} و باز هم چند نکتهٔ دیگر\n\n${markdown}`)).toBe(
      `${intro} و باز هم چند نکتهٔ دیگر\n\n←⟨A paragraph in C++ -- whole.⟩\n\n<pre>x = -1</pre>\n\n←x² = -1`,
    );
  });

  it('does not depend on which item names what', () => {
    expect(html('بهترین زبان‌ها:\n\n- `Python`\n- Go: برای سرور\n- Rust\n- C++')).toBe(
      'بهترین زبان‌ها:\n\n←• <code>Python</code>\n←• Go: برای سرور\n←• Rust\n←• ⟨C++⟩',
    );
  });

  it('is that of the asker where two scripts share the answer', () => {
    const markdown = 'Docker, Kubernetes, Helm برای استقرار\n\nTerraform و Ansible';
    const linesFor = (language: string) =>
      shown(renderAnswer(markdown, { language })[0]!.html)
        .split('\n\n')
        .map((line) => line[0]);
    expect(linesFor('fa')).toEqual(['←', '←']);
    expect(linesFor('en')).toEqual(['D', 'T']);
    expect(shown(renderAnswer('Only English.', { language: 'fa' })[0]!.html)).toBe('Only English.');
  });

  it('leaves all of a Latin answer from left to right, and Persian sentences in it in one piece', () => {
    expect(html('Greetings in some languages of the world:\n\n- سلام دنیا!\n- hello\n- the word سلام')).toBe(
      'Greetings in some languages of the world:\n\n→• ⟪سلام دنیا!⟩\n• hello\n• the word سلام',
    );
  });

  it('is seen while it is written', () => {
    expect(shown(renderDraft(`${intro}\n\n- Docker\n- C`).html)).toBe(`${intro}\n\n←• Docker\n←• C`);
  });
});
