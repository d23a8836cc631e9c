import { existsSync } from 'node:fs';

const MANIFEST = 'package.json';
const project = findProject(new URL('.', import.meta.url));

/** The address of a file of the project by its path from the project's folder, for what runs from `src/` and `dist/` alike. */
export function projectFile(path: string): URL {
  return new URL(path, project);
}

/** The nearest folder above that holds the manifest. */
function findProject(folder: URL): URL {
  if (existsSync(new URL(MANIFEST, folder))) return folder;
  const above = new URL('..', folder);
  if (above.href === folder.href) throw new Error(`There is no ${MANIFEST} above ${import.meta.url}.`);
  return findProject(above);
}
