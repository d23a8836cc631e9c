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

  it('is cheap enough to be rendered each second', () => {
    const paragraph = 'Kubernetes یک **سامانهٔ** متن‌باز است و `kubectl` فرمان آن. '.repeat(6);
    const answer = `## بخش\n\n${paragraph}\n\n- یک\n- Docker دو\n\n\`\`\`ts\nconst a = 1;\n\`\`\`\n\n`
      .repeat(60)
      .slice(0, 20_000);
    const times = Array.from({ length: 40 }, () => {
      const startedAt = performance.now();
      renderDraft(answer);
      return performance.now() - startedAt;
    });
    // 4 to 8 ms by itself; the best of them, since whatever else runs here is not what is measured.
    expect(Math.min(...times)).toBeLessThan(40);
  });
});
