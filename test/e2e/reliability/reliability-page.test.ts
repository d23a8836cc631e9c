import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { reliabilityPage } from './reliability-page.ts';

const PAGE = fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url));

it('docs/reliability.md matches the cases; `npm run reliability` writes it', async () => {
  if (process.env['WRITE_RELIABILITY']) await writeFile(PAGE, reliabilityPage());
  expect(await readFile(PAGE, 'utf8')).toBe(reliabilityPage());
});
