import { renderAnswer } from '../../src/markdown/render-markdown.ts';
import { renderDraft } from '../../src/markdown/render-draft.ts';
import { ratioOf } from '../support/timing.ts';

const PARAGRAPH = 'Kubernetes یک **سامانهٔ** متن‌باز است و `kubectl` فرمان آن. '.repeat(6);
const SECTION = `## بخش\n\n${PARAGRAPH}\n\n- یک\n- Docker دو\n\n\`\`\`ts\nconst a = 1;\n\`\`\`\n\n`;

describe('rendering an answer twice as long', () => {
  it('takes little more than twice as long', () => {
    const [short, long] = [SECTION.repeat(15), SECTION.repeat(30)];
    expect(
      ratioOf(
        () => renderAnswer(long),
        () => renderAnswer(short),
      ),
    ).toBeLessThan(3);
    expect(
      ratioOf(
        () => renderDraft(long),
        () => renderDraft(short),
      ),
    ).toBeLessThan(3);
  });

  it.each([
    ['quotes within quotes', (length: number) => `${'>'.repeat(length)} end`],
    ['lists within lists', (length: number) => `${'- '.repeat(length)}end`],
    ['emphasis that never ends', (length: number) => '_a'.repeat(length)],
    ['strikes that never end', (length: number) => '~a~~'.repeat(length)],
  ])('takes little more than twice as long where no parser could read it in good time: %s', (_, text) => {
    const [short, long] = [text(5_000), text(10_000)];
    expect(
      ratioOf(
        () => renderAnswer(long),
        () => renderAnswer(short),
        10,
      ),
    ).toBeLessThan(3);
  });
});
