import { findEntities } from '../../../src/tools/stand-ins/telegram/text/find-entities.ts';
import { parseHtml } from '../../../src/tools/stand-ins/telegram/text/parse-html.ts';
import { renderAnswer } from '../../../src/markdown/render-markdown.ts';

function livesIn(markdown: string): string[] {
  const { text, entities } = parseHtml(renderAnswer(markdown)[0]!.html);
  return findEntities(text, entities).map(({ type }) => type);
}

describe('an answer mentions nobody and runs nothing', () => {
  it.each([
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
  ])('%s', (markdown) => {
    expect(livesIn(markdown).filter((type) => !['bold', 'text_link', 'code', 'pre'].includes(type))).toEqual(
      [],
    );
    const seen = renderAnswer(markdown)[0]!.plain.replaceAll(/[\u2060\u200E\u200F\u2066-\u2069]/g, '');
    expect(seen).toContain(/@durov|\/start|#politics|@user_name|tg:\/\/\w+/.exec(seen)![0]);
  });

  it.each([
    'https://x.org,@durov',
    'https://x.org(/start)',
    'HTTPS://x.org;#politics',
    'https://x.org:80,@durov',
  ])('nor behind an address: %s', (markdown) => expect(livesIn(markdown)).toEqual(['url']));

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
