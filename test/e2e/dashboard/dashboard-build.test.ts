import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const PAGES = 'dist/web/dashboard';
const SCRIPT_BUDGET = 250_000;

describe('the built pages', () => {
  const files = readdirSync(PAGES, { recursive: true, encoding: 'utf8' });
  const text = (extension: string) =>
    files.filter((file) => file.endsWith(extension)).map((file) => readFileSync(join(PAGES, file)));

  it('load less than 250 kB of compressed script', () => {
    const sizes = text('.js').map((script) => gzipSync(script).length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(SCRIPT_BUDGET);
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
