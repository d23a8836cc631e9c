import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readMessages, type Patterns } from '../../support/read-messages.ts';

const PAGES = 'dist/web/dashboard';
const SCRIPT_BUDGET = 250_000;
/** The first script should come in the ten packets that a server sends before it waits for an answer. */
const FIRST_SCRIPT_BUDGET = 12_000;

describe('the built pages', () => {
  const files = readdirSync(PAGES, { recursive: true, encoding: 'utf8' });
  const text = (extension: string) =>
    files.filter((file) => file.endsWith(extension)).map((file) => readFileSync(join(PAGES, file)));

  it('load less than 250 kB of compressed script', () => {
    const sizes = text('.js').map((script) => gzipSync(script).length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(SCRIPT_BUDGET);
  });

  it('draw the first chart with less than 12 kB of compressed script', () => {
    const [first = ''] = /(?<=src="\.\/)[^"]+\.js/.exec(text('.html').join('')) ?? [];
    expect(gzipSync(readFileSync(join(PAGES, first))).length).toBeLessThan(FIRST_SCRIPT_BUDGET);
  });

  it('carry their own messages, but none of the bot and no parser of Fluent', () => {
    const scripts = text('.js').map(String).join('\n');
    const ownTexts = textsOf(readMessages('fa', 'shared', 'dashboard', 'first-view'));
    expect(ownTexts.filter((words) => !scripts.includes(words))).toEqual([]);
    expect(textsOf(readMessages('fa', 'bot')).filter((words) => scripts.includes(words))).toEqual([]);
    expect(scripts).toContain('Unknown variable');
    expect(scripts).not.toContain('Expected message value');
  });

  it('hold no pattern that browsers before 2023 cannot read', () => {
    expect(text('.js').map(String).join('\n')).not.toMatch(/\(\?<[=!]/);
  });

  it('hold no script and no style that a strict content security policy blocks', () => {
    const [html = ''] = text('.html').map(String);
    expect(html).toContain('<script type="module"');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  });

  it('name no origin but Telegram’s', () => {
    const named = [...text('.html'), ...text('.css')].flatMap((file) =>
      String(file).match(/(?:https?:)?\/\/[\w.-]+/g),
    );
    expect(named.filter((origin) => origin !== null && origin !== 'https://telegram.org')).toEqual([]);
  });
});

/** The messages that are nothing but words, and long enough to be nobody else's. */
function textsOf(patterns: Patterns): string[] {
  return [...patterns.values()].flatMap(({ elements: [first, ...rest] }) =>
    rest.length === 0 && first?.type === 'TextElement' && first.value.length > 25 ? [first.value] : [],
  );
}
