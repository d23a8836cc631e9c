import { renderDraft } from '../../../src/markdown/render-draft.ts';

describe('an answer that still grows', () => {
  it.each([
    ['hello **wor', 'hello <b>wor</b>'],
    ['hello **', 'hello'],
    ['**bold *it', '<b>bold <i>it</i></b>'],
    ['**a** and *b', '<b>a</b> and <i>b</i>'],
    ['~~no', '<s>no</s>'],
    ['run `npm i', 'run <code>npm i</code>'],
    ['run `', 'run'],
    ['see [the do', 'see the do'],
    ['see [the docs](https://x.or', 'see the docs'],
    ['2 * 3 and snake_case', '2 * 3 and snake_case'],
    ['```js\nlet x', '<pre><code class="language-js">let x</code></pre>'],
    ['```js\nlet **x\n``', '<pre><code class="language-js">let **x</code></pre>'],
    ['Text:\n-', 'Text:'],
    ['- one\n- **two', '• one\n• <b>two</b>'],
    ['| a | b |\n|---|---|\n| 1 |', '<pre>a │ b\n──┼──\n1 │</pre>'],
    ['', ''],
  ])('%j', (markdown, expected) => {
    expect(renderDraft(markdown).html).toBe(expected);
  });

  it('shows its end where it is longer than a message', () => {
    const words = Array.from({ length: 3_000 }, (_, index) => `w${index}`).join(' ');
    const { plain } = renderDraft(words);
    expect(plain.length).toBeLessThanOrEqual(4_096);
    expect(plain.endsWith('w2999')).toBe(true);
  });
});
