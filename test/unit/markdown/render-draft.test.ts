import { renderAnswer } from '../../../src/markdown/render-markdown.ts';
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

describe('an open fence within a list', () => {
  it.each([
    '- run:\n\n  ```js\n  let a = 1;',
    '- run:\n  ```js\n  let a = 1;\n  ``',
    '1. run:\n\n   ```js\n   let a = 1;\n   `',
    '> - run:\n>   ~~~js\n>   let a = 1;\n>   ~',
  ])('is code and nothing else, in a draft and where it was stopped: %j', (markdown) => {
    expect(renderDraft(markdown).html).toMatch(/<pre><code class="language-js">let a = 1;<\/code><\/pre>/);
    const [stopped] = renderAnswer(markdown, { ending: 'stopped', note: '⏹ Stopped.' });
    expect(stopped!.html).toMatch(/let a = 1;<\/code><\/pre>(?:<\/blockquote>)?\n\n⏹ Stopped\.$/);
    expect(stopped!.plain).not.toMatch(/[`~]/);
  });
});

describe('an answer that was stopped', () => {
  it.each([
    ['The answer is:\n42', 'The answer is:\n42\n\n⏹'],
    ['Steps:\n1.', 'Steps:\n1.\n\n⏹'],
    ['if a <b', 'if a &lt;b\n\n⏹'],
    ['see [x](https://x.o', 'see [x](https://x.o\n\n⏹'],
    ['a **bold wor', 'a <b>bold wor</b>\n\n⏹'],
    ['Text\n-', 'Text\n\n⏹'],
    ['', '⏹'],
  ])('loses nothing of what was said: %j', (markdown, expected) => {
    expect(renderAnswer(markdown, { ending: 'stopped', note: '⏹' })[0]!.html).toBe(expected);
  });
});
