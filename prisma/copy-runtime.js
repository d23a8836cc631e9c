// Copies what the generated clients load of @prisma/client into dist/node_modules. The package itself takes 72 MB and asks
// npm for the whole of Prisma's tools, 200 MB more, so an installation for production does without it.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const { resolve } = createRequire(import.meta.url);
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const target = join(dist, 'node_modules/@prisma');
const client = dirname(resolve('@prisma/client/package.json'));
const utilities = resolve('@prisma/client-runtime-utils').replace(/dist[/\\]index\.js$/, '');

/** The files of the package that the compiled clients import. */
function importedFiles() {
  const generated = join(dist, 'database/generated');
  const files = readdirSync(generated, { recursive: true }).filter((file) => file.endsWith('.js'));
  const imported = files.flatMap((file) =>
    readFileSync(join(generated, file), 'utf8').match(/(?<=['"])@prisma\/client\/runtime\/[^'"]+(?=['"])/g),
  );
  return new Set(imported.filter(Boolean).map((name) => fileURLToPath(import.meta.resolve(name))));
}

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, 'client/runtime'), { recursive: true });
for (const file of [join(client, 'package.json'), join(client, 'LICENSE'), ...importedFiles()])
  cpSync(file, join(target, 'client', relative(client, file)));
cpSync(utilities, join(target, 'client-runtime-utils'), { recursive: true });
