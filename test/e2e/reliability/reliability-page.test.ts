import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { BOUNDS } from './cases/bounds.ts';
import { reliabilityPage } from './reliability-page.ts';

const PAGE = fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url));

it('docs/reliability.md matches the cases; `npm run reliability` writes it', async () => {
  if (process.env['WRITE_RELIABILITY']) await writeFile(PAGE, reliabilityPage());
  expect(await readFile(PAGE, 'utf8')).toBe(reliabilityPage());
});

const ROWS = Object.values(BOUNDS).flat();

it.each(ROWS)('holds the bound of $what in $file', async ({ file, held }) => {
  const source = await readFile(new URL(`../../../src/${file}`, import.meta.url), 'utf8');
  expect(source).toContain(held);
});
