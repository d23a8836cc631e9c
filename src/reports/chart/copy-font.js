// Copies the one font file that charts are painted with, and its licence, beside the compiled bot: an installation
// needs neither the font's package nor its other 150 files.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const font = dirname(createRequire(import.meta.url).resolve('vazirmatn/package.json'));
const target = fileURLToPath(new URL('../../../dist/fonts/', import.meta.url));

mkdirSync(target, { recursive: true });
copyFileSync(join(font, 'fonts/ttf/Vazirmatn-Regular.ttf'), join(target, 'Vazirmatn-Regular.ttf'));
copyFileSync(join(font, 'OFL.txt'), join(target, 'OFL.txt'));
