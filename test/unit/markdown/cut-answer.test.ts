import { parseHtml } from '../../../src/tools/stand-ins/telegram/text/parse-html.ts';
import { renderAnswer } from '../../../src/markdown/render-markdown.ts';

const words = (count: number, word = 'word') => Array.from({ length: count }, () => word).join(' ');

function plainOf(markdown: string): string[] {
  return renderAnswer(markdown).map(({ plain }) => plain);
}

describe('a long answer is cut', () => {
  it('between paragraphs, and never behind a heading', () => {
    const paragraph = words(300);
    expect(plainOf([paragraph, paragraph, paragraph, '## Next', 'end'].join('\n\n'))).toEqual([
      `${paragraph}\n\n${paragraph}`,
      `${paragraph}\n\nNext\n\nend`,
    ]);
    const [first, second] = plainOf(`${words(800)}\n\n## Next\n\n${words(100)}`);
    expect(first).toBe(words(800));
    expect(second).toBe(`Next\n\n${words(100)}`);
  });

  it('between items, rows, lines, sentences, words, in this order', () => {
    const item = `- ${words(100)}`;
    const [items] = plainOf(Array.from({ length: 20 }, () => item).join('\n'));
    expect(items!.split('\n').every((line) => line === `• ${words(100)}`)).toBe(true);
    const row = `| ${words(50)} | ${words(50)} |`;
    const [rows] = plainOf(['| A | B |', '|---|---|', ...Array.from({ length: 20 }, () => row)].join('\n'));
    expect(rows!.split('\n').length % 2).toBe(0);
    const [lines] = plainOf(Array.from({ length: 300 }, () => 'a line. And more').join('\n'));
    expect(lines!.endsWith('And more')).toBe(true);
    const [sentences] = plainOf(
      Array.from({ length: 300 }, () => 'این یک جمله است؟ This one is longer.').join(' '),
    );
    expect(sentences).toMatch(/[؟.]$/);
    const [some, more] = plainOf(words(2_000, 'abcdefg'));
    expect(some!.endsWith(' abcdefg') && more!.startsWith('abcdefg ')).toBe(true);
  });

  it('within code so that each part is code of the same language, indented as it was', () => {
    const line = '    call(a < b);';
    const parts = renderAnswer(`\`\`\`ts\n${Array.from({ length: 600 }, () => line).join('\n')}\n\`\`\``);
    expect(parts.length).toBe(3);
    for (const { html, plain } of parts) {
      const { text, entities } = parseHtml(html);
      expect(entities).toEqual([{ type: 'pre', offset: 0, length: text.length, language: 'ts' }]);
      expect(plain.split('\n').every((each) => each === line)).toBe(true);
    }
  });

  it('before code that fits a message of its own', () => {
    const code = Array.from({ length: 150 }, () => 'let x = 1;').join('\n');
    const parts = plainOf(`${words(500)}\n\n\`\`\`\n${code}\n\`\`\``);
    expect(parts).toEqual([words(500), code]);
  });

  it('around what is bold, a link or code within a line', () => {
    const parts = renderAnswer(`${words(815)} **these words stay together in one message** ${words(20)}`);
    expect(parts[1]!.html.startsWith('<b>these words stay together in one message</b>')).toBe(true);
  });

  it('between characters as they are seen', () => {
    const family = '👨‍👩‍👧‍👦';
    const parts = plainOf(family.repeat(1_000));
    expect(parts.join('')).toBe(family.repeat(1_000));
    for (const part of parts) expect(part.length % family.length).toBe(0);
    expect(plainOf(`a${'\u0301'.repeat(9_000)}`).join('')).toHaveLength(9_001);
  });

  it('so that no message has more entities or addresses than Telegram takes', () => {
    const many = renderAnswer(Array.from({ length: 250 }, (_, index) => `\`c${index}\``).join(' '));
    expect(many.map(({ html }) => html.split('<code>').length - 1)).toEqual([100, 100, 50]);
    const address = `https://x.org/${'a'.repeat(1_500)}`;
    const long = renderAnswer(Array.from({ length: 40 }, () => `[x](${address})`).join(' '));
    expect(long.map(({ plain }) => plain.split(address).length - 1)).toEqual(
      Array.from({ length: 20 }, () => 2),
    );
  });

  it('and a Persian line that goes on with a Latin term is still one', () => {
    const parts = plainOf(
      `شروع ${'این متن فارسی ادامه دارد و '.repeat(150)}${'Docker و سلام دنیا '.repeat(150)}`,
    );
    expect(parts.length).toBe(2);
    expect(parts[0]!.startsWith('شروع')).toBe(true);
    expect(parts[1]).toMatch(/^(?:\u200FDocker|و|سلام|دنیا)/);
    const latinFirst = renderAnswer(`${'سلام '.repeat(818)} Kubernetes یک سامانه است`);
    expect(latinFirst[1]!.plain).toBe('\u200FKubernetes یک سامانه است');
  });

  it('into one paragraph of plain text where no parser could read it in good time', () => {
    const tangled = [
      `${'>'.repeat(8_000)} end`,
      `${'- '.repeat(5_000)}end`,
      '_a'.repeat(10_000),
      '~a~~'.repeat(5_000),
    ];
    expect(tangled.map((text) => plainOf(text).join(''))).toEqual(
      tangled.map((text) => expect.stringMatching(new RegExp(`^.{${text.length - 3},}$`))),
    );
    expect(renderAnswer(`${'-'.repeat(200)}\n\n**b**`)[0]!.html).toBe('———\n\n<b>b</b>');
  });
});
