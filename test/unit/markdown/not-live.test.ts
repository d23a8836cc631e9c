import { findEntities } from '../../../src/tools/stand-ins/telegram/text/find-entities.ts';
import { parseHtml } from '../../../src/tools/stand-ins/telegram/text/parse-html.ts';
import { DraftRenderer, renderDraft } from '../../../src/markdown/render-draft.ts';
import { renderAnswer } from '../../../src/markdown/render-markdown.ts';

/** What Telegram would make of an answer's HTML that acts, or leads to where something acts. */
function livesIn(html: string): string[] {
  const { text, entities } = parseHtml(html);
  return findEntities(text, entities).map(({ type }) => type);
}

/** Neither how it looks nor a link to the web. */
const acts = (type: string) => !['bold', 'italic', 'text_link', 'url', 'code', 'pre'].includes(type);

const ANSWERS = [
  'Ask @durov, (@durov) or **@durov**.',
  'Send /start, /ban@somebot or (/stop)!',
  'سلام @durov و /start',
  '#politics and «#سیاست»',
  '@user\\_name and @<b>name</b>',
  '[x](tg://proxy?server=1.2.3.4&port=1) and tg://login?token=x',
  '<a href="tg://resolve?domain=x">x</a>',
  'www.@durov, http://@durov and https://(@durov',
  'https:///start and http://?/start',
  '[x](https://a.com),@durov and `x`,/start',
  '| a | b |\n|---|---|\n| @durov | /start |',
];

describe('an answer mentions nobody and runs nothing', () => {
  it.each(ANSWERS)('%s', (markdown) => {
    expect(livesIn(renderAnswer(markdown)[0]!.html).filter(acts)).toEqual([]);
    // As it arrives where Telegram refuses the markup.
    expect(findEntities(renderAnswer(markdown)[0]!.plain, []).filter(({ type }) => acts(type))).toEqual([]);
    const seen = renderAnswer(markdown)[0]!.plain.replaceAll(/[\u2060\u200E\u200F\u2066-\u2069]/g, '');
    expect(seen).toContain(/@durov|\/start|#politics|@user_name|tg:\/\/\w+/.exec(seen)![0]);
  });

  it.each([
    'https://x.org,@durov',
    'https://x.org(/start)',
    'HTTPS://x.org;#politics',
    'https://x.org:80,@durov',
  ])('nor behind an address: %s', (markdown) =>
    expect(livesIn(renderAnswer(markdown)[0]!.html)).toEqual(['url']),
  );

  it.each(ANSWERS)('while it is written: %s', (markdown) => {
    const draft = new DraftRenderer();
    for (let end = 1; end <= markdown.length; end++) {
      const grown = markdown.slice(0, end);
      // As it grows, and as if it had grown by all of this at once.
      for (const { html, plain } of [draft.render(grown), renderDraft(grown)]) {
        expect(livesIn(html).filter(acts)).toEqual([]);
        expect(findEntities(plain, []).filter(({ type }) => acts(type))).toEqual([]);
      }
    }
  });

  it('shows the address of a link that acts within Telegram', () => {
    const [part] = renderAnswer('[free](tg://proxy?server=1)');
    expect(part!.plain.replaceAll('\u2060', '')).toBe('free (tg://proxy?server=1)');
  });

  it('leaves code and addresses of the web as they are', () => {
    const untouched =
      '<code>@decorator /etc #define</code> and https://x.org/@a/b#c and a@b.co and /etc/hosts';
    expect(
      renderAnswer('`@decorator /etc #define` and https://x.org/@a/b#c and a@b.co and /etc/hosts')[0]!.html,
    ).toBe(untouched);
    for (const address of ['https://x.org/a,@durov', 'http://1.2.3.4:80/@durov', 'https://کتاب.ir/#سیاست'])
      expect(renderAnswer(address)[0]!.plain).toBe(address);
    expect(renderAnswer('[@a](https://x.org)')[0]!.html).toBe('<a href="https://x.org">@a</a>');
  });
});
