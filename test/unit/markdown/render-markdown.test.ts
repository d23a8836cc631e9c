import { renderAnswer } from '../../../src/markdown/render-markdown.ts';

const RLM = '\u200F';
const html = (markdown: string) =>
  renderAnswer(markdown)
    .map((part) => part.html)
    .join('\n\f\n');
const plain = (markdown: string) =>
  renderAnswer(markdown)
    .map((part) => part.plain)
    .join('\n\f\n');

describe('an answer in Markdown', () => {
  it.each([
    ['# A *new* title\nText', '<b>A <i>new</i> title</b>\n\nText'],
    ['**bold** _it_ ~~gone~~ ***both***', '<b>bold</b> <i>it</i> <s>gone</s> <i><b>both</b></i>'],
    ['**bold with `code` in it**', '<b>bold with </b><code>code</code><b> in it</b>'],
    ['2 < 3 && <q>raw</q> &lt;i&gt; \\*', '2 &lt; 3 &amp;&amp; &lt;q&gt;raw&lt;/q&gt; &lt;i&gt; *'],
    ['one<br>two  \nthree\nfour', 'one\ntwo\nthree\nfour'],
    ['||secret|| stays', '||secret|| stays'],
    ['above\n\n---\n\nbelow', 'above\n\n———\n\nbelow'],
    ['A claim[^1].\n\n[^1]: Source', 'A claim[^1].\n\n[^1]: Source'],
    ['این **«نکته»**است و **متن:**بعد', 'این <b>«نکته»</b>است و <b>متن:</b>بعد'],
    ['a &mdash; &copy; &hellip; &frac12; &unknown;', 'a — © … ½ &amp;unknown;'],
    [
      '| op | is |\n|---|---|\n| `x|y` | or |\n| `a \\| b` | c |',
      '<pre>op    │ is\n──────┼───\nx|y   │ or\na | b │ c</pre>',
    ],
    ['', ''],
    [' \u200F\n\u200B ', ''],
  ])('%j', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  it('keeps code as it is, with its language', () => {
    const code = 'if (a < b) {\n\n  return "**x**" && $y$;\n}';
    expect(html(`\`\`\`ts\n${code}\n\`\`\``)).toBe(
      '<pre><code class="language-ts">if (a &lt; b) {\n\n  return "**x**" &amp;&amp; $y$;\n}</code></pre>',
    );
    expect(plain(`\`\`\`ts\n${code}\n\`\`\``)).toBe(code);
    expect(html('```"><b>\nx\n```')).toBe('"&gt;&lt;b&gt;\n<pre>x</pre>');
    expect(html('``` look here\n```')).toBe('look here');
    expect(html('```js app.js\nx\n```')).toBe('app.js\n<pre><code class="language-js">x</code></pre>');
  });

  it('makes lists of every kind', () => {
    expect(html('- a\n  - b\n    - c\n- d')).toBe('• a\n  ◦ b\n    • c\n• d');
    expect(html('3. a\n4. b\n\n   more\n5. c')).toBe('3. a\n\n4. b\n\nmore\n\n5. c');
    expect(html('1. a\n1. b')).toBe('1. a\n2. b');
    expect(html('7. a\n9. b')).toBe('7. a\n9. b');
    expect(html('- [x] done\n- [ ] to do')).toBe('☑ done\n☐ to do');
    expect(html('- run\n\n  ```sh\n  ls\n  ```')).toBe(
      '• run\n\n<pre><code class="language-sh">ls</code></pre>',
    );
    expect(html('-\n- b')).toBe('• \n• b');
  });

  it('flattens quotes in quotes', () => {
    expect(html('> one\n> > two `x`\n> - three\n\nout')).toBe(
      '<blockquote>one\n\ntwo <code>x</code>\n\n• three</blockquote>\n\nout',
    );
    expect(html('> ```\n> x\n> ```')).toBe('<blockquote><pre>x</pre></blockquote>');
  });

  it('aligns a narrow table', () => {
    expect(html('| Name | Age |\n|:-:|--:|\n| **Ali** | 20 |\n| 東京 | `5` |')).toBe(
      '<pre>Name │ Age\n─────┼────\nAli  │  20\n東京 │   5</pre>',
    );
  });

  it('makes a list of a table that a phone cannot align', () => {
    expect(html('| نام | زبان |\n|---|---|\n| سارا | TypeScript |\n| علی | |')).toBe(
      `${RLM}• نام: سارا\n  زبان: TypeScript\n${RLM}• نام: علی\n  زبان: –`,
    );
    const wide = 'a cell that is far too wide for a phone';
    expect(html(`| A | B |\n|---|---|\n| ${wide} | **2** |`)).toBe(`• A: ${wide}\n  B: <b>2</b>`);
    expect(html('| A |\n|---|\n| [x](https://x.org) |')).toBe('• A: <a href="https://x.org">x</a>');
    expect(html('| A |\n|---|\n| 1 | lost? |')).toBe('| A |\n|---|\n| 1 | lost? |');
    expect(html('| سر | B |\n|---|---|')).toBe(`${RLM}• سر\n${RLM}  B`);
  });
});

describe('a link', () => {
  it.each([
    [
      '[a *b*](https://x.org/?q="1"&r=<2>)',
      '<a href="https://x.org/?q=%221%22&amp;r=%3C2%3E">a <i>b</i></a>',
    ],
    ['![cat](https://x.org/c.png)', '<a href="https://x.org/c.png">cat</a>'],
    ['[`code`](https://x.org)', '<a href="https://x.org">code</a>'],
    ['https://x.org/a_b_c <https://y.org>', 'https://x.org/a_b_c https://y.org'],
    ['[a](javascript:alert(1))', 'a (javascript:alert(1))'],
    ['[Sara](tg:user?id=5)', 'Sara (tg:user?id=5)'],
    ['[here](http://localhost:3000)', 'here (http://localhost:3000)'],
    ['[doc](/a/b)', 'doc (/a/b)'],
    ['[write](mailto:a@b.co)', 'write (a@b.co)'],
    ['[a](https://x.org "the title")', '<a href="https://x.org">a</a> (the title)'],
  ])('%j', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  it('keeps its address where Telegram refuses the markup', () => {
    expect(plain('see [the *docs*](https://x.org/a) now')).toBe('see the docs (https://x.org/a) now');
  });
});

describe('mathematics', () => {
  it.each([
    ['$x^2 + \\frac{a}{b+1}$', 'x² + a/(b+1)'],
    ['\\(\\alpha \\times 10^{-3} \\le \\sqrt{2}\\)', 'α × 10⁻³ ≤ √2'],
    ['so\n\n\\[\nE = mc^2\n\\]\n\nis', 'so\n\nE = mc²\n\nis'],
    ['$$\\sum_{i=1}^{n} a_i$$', '∑ᵢ₌₁ⁿ aᵢ'],
    ['$v_{max} = 3$ and \\(\\unknown{x}\\)', 'v_(max) = 3 and \\unknown{x}'],
    ['\\(\\text{speed} \\ne 0\\)', 'speed ≠ 0'],
    ['$$\\begin{aligned} 2x &= 4 \\\\ x &= 2 \\end{aligned}$$', '2x = 4\nx = 2'],
    ['\\[\na = b \\\\\nc = d\n\\]', 'a = b\nc = d'],
    [
      '$$f(x) = \\begin{cases} x^2 & x > 0 \\\\ -x & x \\le 0 \\end{cases}$$',
      'f(x) =\nx² x &gt; 0\n-x x ≤ 0',
    ],
    ['$$A = \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}$$', 'A = (1 2; 3 4)'],
    ['$$\\begin{bmatrix} a & b \\\\[4pt] c & d \\end{bmatrix}$$', '[a b; c d]'],
    ['$\\sqrt[3]{x} + \\sqrt[5]{y}$', '∛x + y^(1/5)'],
    ['$x \\in \\mathbb{R}, \\lfloor x \\rfloor \\le \\lceil x \\rceil$', 'x ∈ ℝ, ⌊x⌋ ≤ ⌈x⌉'],
    ['$\\binom{n}{k} = 90^\\circ$', 'C(n, k) = 90°'],
    ['$\\overline{x} = \\hat{y}$', 'x\u0305 = y\u0302'],
    ['$\\left( \\frac{x^{2}}{y_{1}+1} \\right)$', '(x²/(y₁+1))'],
    ['$x_\\text{max}$, $T_\\mathrm{in}$ and $x^\\frac12$', 'x_(max), Tᵢₙ and x^(1/2)'],
    ['$e^{-x^2}$ and $a^{b_{1}}$', 'e^(-x²) and a^(b₁)'],
    ['$a_1, \\dots, a_n$ and $\\ddots$, $\\dot x$', 'a₁, …, aₙ and ⋱, x\u0307'],
    ['$\\lVert v \\rVert_2$, $\\|x\\|_2$ and $\\hat{y}_i$', '‖v‖₂, ‖x‖₂ and y\u0302ᵢ'],
    ['Carbon is $^{14}C$ and $^{2}H$', 'Carbon is ¹⁴C and ²H'],
    ['$a = b \\tag{1}$', 'a = b (1)'],
    ['$\\frac{\\pi^2}{6} + \\frac{\\rho}{\\varepsilon_0}$', 'π²/6 + ρ/ε₀'],
    ['$|x|$, 2$|x|$ and $|a+b|$', '|x|, 2|x| and |a+b|'],
    ['$|-3|$, $||v||$ and $\\|v\\|$', '|-3|, ||v|| and ‖v‖'],
    ['قدر مطلق $|x|$ است', 'قدر مطلق \u2066|x|\u2069 است'],
    ['| A | B |\n|---|---|\n| $|x|$ | $|a| + |b|$ |', '<pre>A   │ B\n────┼──────────\n|x| │ |a| + |b|</pre>'],
    ['|A|B|\n|-|-|\n|$5|$6|', '<pre>A  │ B\n───┼───\n$5 │ $6</pre>'],
    ['$5|$6, $5|6|7$ and `$|x|$`', '$5|$6, $5|6|7$ and <code>$|x|$</code>'],
    ['$5 and $6', '$5 and $6'],
    ['$5-$6, US$7=$8 and $HOME/$USER', '$5-$6, US$7=$8 and $HOME/$USER'],
    ['`$x^2$` and a\\b, C:\\times', '<code>$x^2$</code> and a\\b, C:\\times'],
  ])('%j', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });
});

describe('the direction of a line', () => {
  it.each([
    ['Kubernetes یک سامانهٔ متن‌باز است', RLM],
    ['`npm install` را اجرا کنید', RLM],
    ['**Docker** را نصب کنید', RLM],
    ['🚀 شروع کنیم', RLM],
    ['1. نصب Docker', RLM],
    ['> React کتابخانهٔ خوبی است', RLM],
    ['سلام به Docker', ''],
    ['The word سلام means hello', ''],
    ['سلام means hello in Persian', ''],
    ['plain English', ''],
    [`${RLM}Docker را نصب کنید`, ''],
  ])('%j', (markdown, mark) => {
    const [part] = renderAnswer(markdown);
    const added = part!.plain.replaceAll(RLM, '').length + mark.length + (markdown.includes(RLM) ? 1 : 0);
    expect(part!.plain.startsWith(RLM)).toBe(mark === RLM || markdown.startsWith(RLM));
    expect(part!.plain).toHaveLength(added);
  });

  it('puts the mark before what is bold, into a quote, and never into code', () => {
    expect(html('**Docker** را نصب کنید')).toBe(`${RLM}<b>Docker</b> را نصب کنید`);
    expect(html('> React خوب است')).toBe(`<blockquote>${RLM}React خوب است</blockquote>`);
    expect(html('```\nx = "سلام دنیا"\n```\n\nDocker خوب است')).toBe(
      `<pre>x = "سلام دنیا"</pre>\n\n${RLM}Docker خوب است`,
    );
  });

  it('survives what a model wrote to change it', () => {
    expect(plain('a\u202Eb\u2067c\n\u2066d\u2069\u2069 \u200F\u200F\u200Ee')).toBe('abc\nd \u200Ee');
    expect(plain('a&#x2067;b&#x202E;c')).toBe('abc');
  });
});
