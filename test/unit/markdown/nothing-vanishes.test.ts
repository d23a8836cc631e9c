import { renderAnswer } from '../../../src/markdown/render-markdown.ts';
import { renderDraft } from '../../../src/markdown/render-draft.ts';
import { parseHtml } from '../../../src/tools/stand-ins/telegram/text/parse-html.ts';

/** The letters and digits of a text. */
const written = (text: string) => text.replaceAll(/[^\p{L}\p{Nd}]/gu, '');
const html = (markdown: string) => renderAnswer(markdown)[0]?.html ?? '';

describe('signs that are no markup', () => {
  it.each([
    'aged 3~5 and 10~13',
    '6*5*4*3*2*1',
    '2**3**2 and x**y**z',
    '2*(3+4)*5, (a)*(b)*(c) and f(x)*g(x)*h(x)',
    'a * b * c and a*b and c*d',
    '__init__ and __name__ == "__main__" in __init__.py',
    'snake_case_name, foo__bar__baz and _private_name',
    '**/*.ts and src/**/*.js, *.ts and *.js, *.* and *.*',
    'C:\\*.* and D:\\new\\*.txt',
    '.*foo.* and .*bar.*',
    '/*comment*/ and /** doc */',
    'def f(*args, **kw): return *args, **kw',
    'char *p, **q;',
    'الف*ب*ج و ۲*۳*۴',
    'rating: ***** of *****',
    '~a~ and ~/b~',
    '2^10^ and a_b',
  ])('stay: %s', (text) => {
    const decoded = (part: string) =>
      parseHtml(part).text.replaceAll(/[\u2060\u200E\u200F\u2066-\u2069]/g, '');
    expect(decoded(html(text))).toBe(text);
    expect(parseHtml(html(text)).entities).toEqual([]);
    // In a draft once the next paragraph has begun: before, what opens emphasis may yet be closed.
    expect(decoded(renderDraft(`${text}\n\nMore`).html)).toBe(`${text}\n\nMore`);
    // No letter and no digit waits for that.
    for (let end = 1; end <= text.length; end++)
      expect(written(decoded(renderDraft(text.slice(0, end)).html))).toBe(written(text.slice(0, end)));
  });

  it.each([
    ['Knuth \\[1\\], \\[1, 2\\] and \\[1-3\\]', 'Knuth [1], [1, 2] and [1-3]'],
    ['f\\(x\\) and arr\\[i+1\\]', 'f(x) and arr[i+1]'],
    ['\\[x\\] done, \\[ \\] to do', '[x] done, [ ] to do'],
    ['see \\(5\\) and \\(a, b\\)', 'see (5) and (a, b)'],
  ])('of brackets without LaTeX stay: %s', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });
});

describe('emphasis', () => {
  it.each([
    [
      '**/start**, **.NET**, **src/** and **C++**',
      '<b>/\u2060start</b>, <b>.NET</b>, <b>src/</b> and <b>C++</b>',
    ],
    ['**a**/**b** (**c**) "**d**" *e*.', '<b>a</b>/<b>b</b> (<b>c</b>) "<b>d</b>" <i>e</i>.'],
    ['这是**重点**内容', '这是<b>重点</b>内容'],
    ['این **نکته**است', 'این <b>نکته</b>است'],
    ['**LLM**s and ~~old~~new', '<b>LLM</b>s and <s>old</s>new'],
    ['***x** y* and **a *b* c**', '<i><b>x</b> y</i> and <b>a <i>b</i> c</b>'],
    ['**$5** and **10%** of 5 * 3', '<b>$5</b> and <b>10%</b> of 5 * 3'],
    ['**Note:**Something, **Step 1.**Do', '<b>Note:</b>Something, <b>Step 1.</b>Do'],
    ['- **Name:**Ali', '• <b>Name:</b>Ali'],
    ['**https://x.org/a_b**', '<b>https://x.org/a_b</b>'],
  ])('is seen where it is meant: %s', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });
});

describe('HTML in an answer', () => {
  it.each([
    ['H<sub>2</sub>O, x<sup>2</sup>, n<sup>th</sup>, a<sup>B/C</sup>', 'H₂O, x², nᵗʰ, a^(B/C)'],
    [
      '<b>a</b> <strong>b</strong> <em>c</em> <u>d</u> <del>e</del>',
      '<b>a</b> <b>b</b> <i>c</i> <u>d</u> <s>e</s>',
    ],
    [
      '<kbd>Ctrl</kbd>+<kbd>C</kbd> <code>a*b*c</code>',
      '<code>Ctrl</code>+<code>C</code> <code>a*b*c</code>',
    ],
    ['<mark>a</mark> <var>x</var> <h2>Title</h2>', '<b>a</b> <i>x</i> <b>Title</b>'],
    ['one<br>two<br/>three', 'one\ntwo\nthree'],
    ['<a href="https://x.org/?a=1&amp;b=2">x</a>', '<a href="https://x.org/?a=1&amp;b=2">x</a>'],
    ['<a href="tg://login?token=1">x</a>', 'x (tg:\u2060//login?token=1)'],
    [
      '<pre><code class="language-py">x = 1\n\ny &lt; 2</code></pre>',
      '<pre><code class="language-py">x = 1\n\ny &lt; 2</code></pre>',
    ],
    [
      '<div class="a">b</div> <script>c</script>',
      '&lt;div class="a"&gt;b&lt;/div&gt; &lt;script&gt;c&lt;/script&gt;',
    ],
    ['<b>never closed, </i>never opened', '&lt;b&gt;never closed, &lt;/i&gt;never opened'],
    ['if a <b and c> d', 'if a &lt;b and c&gt; d'],
  ])('%s', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });
});
