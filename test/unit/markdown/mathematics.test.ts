import { renderAnswer } from '../../../src/markdown/render-markdown.ts';
import { renderDraft } from '../../../src/markdown/render-draft.ts';

const html = (markdown: string) => renderAnswer(markdown)[0]?.html ?? '';

describe('mathematics of every form', () => {
  it.each([
    ['$x$ is $n!$ for $0 < x < 1$', 'x is n! for 0 &lt; x &lt; 1'],
    ['$a$, $b$, $f(x)$ and $AB$', 'a, b, f(x) and AB'],
    ['$P(A|B)$ and $50\\%$', 'P(A|B) and 50%'],
    ['the $n$th and the $k$-th of $5$', 'the nth and the k-th of 5'],
    ['$\\textbf{Hi} \\dfrac12 \\sqrt2$', 'Hi 1/2 √2'],
    ['so \\dfrac12 of \\textbf{it}, 5 \\times 3 and \\alpha', 'so 1/2 of it, 5 × 3 and α'],
    ['\\begin{align}\nx &= 1 \\\\\n- y &= 2\n\\end{align}', 'x = 1\n- y = 2'],
    ['thus \\begin{equation*} E = mc^2 \\end{equation*} holds', 'thus E = mc² holds'],
    ['so\n\\[\n= 2\n\\]\nholds', 'so\n\n= 2\n\nholds'],
    ['\\[\n- x = 1\n\\].', '- x = 1.'],
    ['\\(x\\), \\(x + y\\) and \\(n \\ge 1\\)', 'x, x + y and n ≥ 1'],
    ['$\\frac{\\frac{a}{b}}{c}$', '(a/b)/\u2060c'],
    ['مقدار $x$ و $n!$', 'مقدار x و \u2066n!\u2069'],
    ['$\\frac{\\frac12}{3}$, $\\frac{\\sqrt2}3$, $\\frac{a}b$', '(1/2)/\u20603, (√2)/\u20603, a/b'],
    ['$x = {-b \\pm c \\over 2a}$', 'x = (-b ± c)/\u20602a'],
    ['$17 \\equiv 2 \\pmod{5}$ and $a\\bmod b$', '17 ≡ 2 (mod 5) and a mod b'],
    ['$\\color{red}{x} + \\textcolor{blue}{y}$', 'x + y'],
    ['$\\ce{2H2 + O2 -> 2H2O}$, \\ce{Ca(OH)2}', '2H₂ + O₂ → 2H₂O, Ca(OH)₂'],
    ['$\\SI{5}{m}$ and $\\unit{m}$', '5 m and m'],
    ['$\\dot{x}$, $\\hat x$, $\\mathbf x$', 'x\u0307, x\u0302, x'],
    ['$a \\overset{!}{=} b$, $\\underset{n}{\\max}$', 'a =^! b, maxₙ'],
    ['$A \\not= B$, $x \\not\\in A$, $a \\leqslant b$', 'A ≠ B, x ∉ A, a ≤ b'],
    ['$\\bigcup_{i} A_i$, $\\partial_x f$', '⋃ᵢ Aᵢ, ∂ₓ f'],
    ['$O(n\\log n)$ and $\\arg\\max$', 'O(n log n) and arg max'],
    ['$\\begin{array}{c|c} a & b \\\\ \\hline 1 & 2 \\end{array}$', '[a b; 1 2]'],
    ['$x \\in A$, $2\\pi r$, $\\{1, 2\\}$', 'x ∈ A, 2πr, {1, 2}'],
    ['$\\hspace{1em}x~y \\label{e}$ and $\\phantom{a}b$', 'x y and b'],
    ['$3\\frac{1}{2}$ and $3\\tfrac12$', '3 1/2 and 3 1/2'],
    ['$\\frac{1}{2}mv^2$, $\\frac{4}{3}\\pi r^3$', '1/2 mv², 4/3 πr³'],
    ['$\\frac{a}{b}\\cdot\\frac{c}{d}$, $\\log\\frac{a}{b}$', 'a/b · c/d, log a/b'],
    ['$\\left(\\frac{1}{2}\\right)^n$, $\\pi\\frac{d}{2}$', '(1/2)ⁿ, πd/2'],
    ['$A\\mathbf{v} = \\lambda\\mathbf{v}$, $5\\,\\mu\\text{m}$', 'Av = λv, 5 μm'],
    ['$\\hat{\\beta}_0 + \\bar{\\mu}$, $\\acute{a}$', 'β\u0302₀ + μ\u0304, a\u0301'],
    ['$\\not\\subset$, $\\not\\equiv$, $\\not<$, $A \\nsubseteq B$', '⊄, ≢, ≮, A ⊈ B'],
    ['$1{,}000$ or $0{,}5$', '1,000 or 0,5'],
    ['$\\text{cost} = \\$5$', 'cost = $5'],
    ['$\\mathbb{1}_{A}$ and $\\mathbb R^n$', '1_A and ℝⁿ'],
    ['\\boxed{x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}}', 'x = (-b ± √(b²-4ac))/\u20602a'],
    ['$A \\xrightarrow[k]{n} B$, $\\underbrace{a+b}_{n}$', 'A →ₖⁿ B, (a+b)ₙ'],
    ['${n \\choose k}$ and $\\sum_{\\substack{i<n \\\\ j<m}}$', 'C(n, k) and ∑_(i&lt;n, j&lt;m)'],
    ['${\\rm kg}$, H\\textsubscript{2}O, $x^*$, $A^\\top$', 'kg, H₂O, x*, Aᵀ'],
    ['$\\braket{x|y} \\le \\norm{x}$, $\\dv{y}{x}$', '⟨x|y⟩ ≤ ‖x‖, dy/dx'],
    ['$\\unknown{x} + 1$', '\\unknown{x} + 1'],
  ])('is read as text: %s', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  it.each([
    'It costs $5 and $10, or $20.',
    'between $5-$10, $10/$20 or US$7',
    '($5)/($6), 5$ or 6$, 5$/6$',
    '$5 million (not $6 million)',
    '$HOME/$USER, ${a} and ${b}',
    '$$ to $$$ restaurants',
    "$('a').b('$')",
    'C:\\times\\alpha and \\server\\share',
    '\\begin{itemize} \\item a \\end{itemize}',
  ])('is not seen in prices, paths and variables: %s', (text) => {
    expect(html(text).replaceAll('\u2060', '')).toBe(text);
  });

  it.each([
    ['so $x^2 + ', 'so x² +'],
    ['$x$ is $n!', 'x is $n!'],
    ['\\begin{align} x &= 1 \\\\ y', 'x = 1\ny'],
    ['\\[\nx = \\frac{1}', 'x = 1/'],
    ['\\[\nx = \\frac{1}{2', 'x = 1/2'],
    ['costs $5', 'costs $5'],
  ])('is read in a draft, too: %s', (markdown, expected) => {
    expect(renderDraft(markdown).html).toBe(expected);
  });
});

describe('mathematics without dollars', () => {
  it.each([
    ['\\left( \\frac{a}{b} \\right)', '(a/b)'],
    ['\\lim_{x \\to 0} \\frac{\\sin x}{x}', 'lim_(x → 0) (sin x)/x'],
    ['\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}', '∑ᵢ₌₁ⁿ i = (n(n+1))/2'],
    ['\\int_0^1 x^2 \\, dx = \\frac{1}{3}', '∫₀¹ x² dx = 1/3'],
    ['\\displaystyle\\frac{1}{2}', '1/2'],
    ['90^\\circ', '90°'],
    ['\\mathbf{x}_i \\in \\mathbb{R}^n', 'xᵢ ∈ ℝⁿ'],
    ['\\log_2 8, \\sqrt 2 and e^{i\\pi}', 'log₂ 8, √2 and e^(iπ)'],
    ['so $`\\frac{a}{b}`$ and $`x^2`$ hold', 'so a/b and x² hold'],
    ['so\n```math\n\\frac{a}{b}\n```\nholds', 'so\n\na/b\n\nholds'],
    ['- a\n  ```math\n  x^2\n  ```', '• a\nx²'],
    ['a^2 + b^2 = c^2 \\implies c = \\sqrt{a^2+b^2}', 'a² + b² = c² ⇒ c = √(a²+b²)'],
    ['A = \\{1, 2\\} \\cup B_1', 'A = {1, 2} ∪ B₁'],
    ['x^{2} + y_{ij} = 3 \\times 10^{8} m/s', 'x² + yᵢⱼ = 3 × 10⁸ m/s'],
    ['**x \\in A**, *\\alpha_1* and \\alpha\\beta', '<b>x ∈ A</b>, <i>α₁</i> and αβ'],
    ['(see \\alpha_1), where f: A \\to B_1', '(see α₁), where f: A → B₁'],
    ['\\sqrt[3]{8} = 2 and \\operatorname*{argmax}_x f(x)', '∛8 = 2 and argmaxₓ f(x)'],
    ['\\{ x \\in \\mathbb{R} \\mid x > 0 \\}, |x| \\leq 1', '{ x ∈ ℝ | x &gt; 0 }, |x| ≤ 1'],
    ['CO_2 \\rightarrow x, so heat \\to w and \\color{red}{x}', 'CO₂ → x, so heat → w and x'],
    ['<b>x_i \\in A</b>, 1{,}000 \\times 2', '<b>xᵢ ∈ A</b>, 1,000 × 2'],
    ['[x \\in A_1](https://x.org)', '<a href="https://x.org">x ∈ A₁</a>'],
    ['| a |\n|---|\n| \\frac{1}{2} x^{2} |', '<pre>a\n──────\n1/2 x²</pre>'],
    ['مساحت \\pi r^2 است و x_i \\in \\mathbb{R} هم.', 'مساحت πr² است و xᵢ ∈ ℝ هم.'],
  ])('is read as a whole: %s', (markdown, expected) => {
    expect(html(markdown).replaceAll('\u2060', '')).toBe(expected);
  });

  it.each([
    'C:\\left\\file, C:\\times_1 and D:\\alpha\\beta_2',
    'a line \\n in prose, \\t and \\LaTeX',
    'grep "\\bin\\b", \\d{2} and ^[a-z]{3}$',
    'snake_case_names and a_b beside \\foo',
    'the a_i of \\foo, then x_1, y_2',
    'the folder \\log is full, \\left and \\right',
    '\\server\\share, \\times\\share and \\alpha\\file.txt',
    'user_{id}.txt, file_{name} and x_{name}',
    '5^2, x^y and [^1]',
    '${a}, {b} and {c: 1}',
  ])('is not seen in what is none: %s', (text) => {
    expect(
      html(text)
        .replaceAll(/[\u2060\u2066\u2069]/g, '')
        .replaceAll('&quot;', '"'),
    ).toBe(text);
  });

  it.each([
    ['`\\frac{a}{b}` and `x^{2}`', '<code>\\frac{a}{b}</code> and <code>x^{2}</code>'],
    ['```python\nr"\\frac{a}{b}"\n```', '<pre><code class="language-python">r"\\frac{a}{b}"</code></pre>'],
    ['```latex\n\\frac{a}{b}\n```', '<pre><code class="language-latex">\\frac{a}{b}</code></pre>'],
  ])('stays code where it is code: %j', (markdown, expected) => {
    expect(html(markdown).replaceAll('&quot;', '"')).toBe(expected);
  });

  it.each([
    ['\\left( \\frac{a}{b', '(a/b'],
    ['\\left( \\frac{a}{b} \\ri', '(a/b'],
    ['x \\in \\mathb', 'x ∈'],
    ['\\alpha = \\sq', 'α ='],
    ['\\int_0^1 x^', '∫₀¹ x'],
    ['e^{i\\p', 'eⁱ'],
    ['\\sum_{i=1}^{n', '∑ᵢ₌₁ⁿ'],
    ['$x = \\fra', 'x ='],
    ['\\[\nx = \\fra', 'x ='],
    ['\\begin{align}\nx = \\fra', 'x ='],
    ['```math\nx = \\fra', 'x ='],
    ['\\[\nx = \\alpha\n\\]', 'x = α'],
    ['so $`x^2', 'so x²'],
    ['```math\n\\frac{a}{b}\n``', 'a/b'],
    ['open C:\\al', 'open C:\\al'],
  ])('is read in a draft, too: %s', (markdown, expected) => {
    expect(renderDraft(markdown).html.replaceAll('\u2060', '')).toBe(expected);
  });

  it('keeps a command that an answer was stopped in', () => {
    expect(renderAnswer('x \\in \\mathb', { ending: 'stopped', note: '⏹' })[0]!.html).toBe(
      'x ∈ \\mathb\n\n⏹',
    );
  });
});
